package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * The status of a pod condition.
 *
 * @param value the string of the Kubernetes API; any string is legal here, validation reports the unknown ones
 */
public record ConditionStatus(@JsonValue String value) {
    /** The condition holds. */
    public static final ConditionStatus TRUE = new ConditionStatus("True");

    /** The condition does not hold. */
    public static final ConditionStatus FALSE = new ConditionStatus("False");

    /** Not known. */
    public static final ConditionStatus UNKNOWN = new ConditionStatus("Unknown");

    /** Rejects null. */
    public ConditionStatus {
        Objects.requireNonNull(value, "value: Required value: expected the string of the Kubernetes API");
    }

    /**
     * Returns the constant of that value where there is one, else a new value.
     *
     * @param value the string of the Kubernetes API
     * @return the value
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ConditionStatus of(String value) {
        Objects.requireNonNull(value, "value: Required value: expected the string of the Kubernetes API");
        return switch (value) {
            case "True" -> TRUE;
            case "False" -> FALSE;
            case "Unknown" -> UNKNOWN;
            default -> new ConditionStatus(value);
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
