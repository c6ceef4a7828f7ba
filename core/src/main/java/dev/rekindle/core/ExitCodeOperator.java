package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * How the exit code relates to the values of a rule ({@code exitCodes.operator}).
 *
 * @param value the string of the Kubernetes API; any string is legal here, validation reports the unknown ones
 */
public record ExitCodeOperator(@JsonValue String value) {
    /** The rule matches when the exit code is one of the values. */
    public static final ExitCodeOperator IN = new ExitCodeOperator("In");

    /** The rule matches when the exit code is none of the values. */
    public static final ExitCodeOperator NOT_IN = new ExitCodeOperator("NotIn");

    /** Rejects null. */
    public ExitCodeOperator {
        Objects.requireNonNull(value, "value: Required value: expected the string of the Kubernetes API");
    }

    /**
     * Returns the constant of that value where there is one, else a new value.
     *
     * @param value the string of the Kubernetes API
     * @return the value
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ExitCodeOperator of(String value) {
        Objects.requireNonNull(value, "value: Required value: expected the string of the Kubernetes API");
        return switch (value) {
            case "In" -> IN;
            case "NotIn" -> NOT_IN;
            default -> new ExitCodeOperator(value);
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
