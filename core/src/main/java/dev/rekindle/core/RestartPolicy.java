package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * When an exited container is started again: of a pod ({@code spec.restartPolicy}) or of one container
 * ({@code restartPolicy}, KEP-5307). Open: Kubernetes treats an unknown value as {@link #ALWAYS} on a pod.
 *
 * @param value the string of the Kubernetes API; any string is legal here, validation reports the unknown ones
 */
public record RestartPolicy(@JsonValue String value) {
    /** Restart whatever the exit code. On an init container it makes a sidecar. */
    public static final RestartPolicy ALWAYS = new RestartPolicy("Always");

    /** Restart unless the exit code is 0. */
    public static final RestartPolicy ON_FAILURE = new RestartPolicy("OnFailure");

    /** Never restart. */
    public static final RestartPolicy NEVER = new RestartPolicy("Never");

    /** Rejects null. */
    public RestartPolicy {
        Objects.requireNonNull(value, "value: Required value: expected the string of the Kubernetes API");
    }

    /**
     * Returns the constant of that value where there is one, else a new value.
     *
     * @param value the string of the Kubernetes API
     * @return the value
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static RestartPolicy of(String value) {
        Objects.requireNonNull(value, "value: Required value: expected the string of the Kubernetes API");
        return switch (value) {
            case "Always" -> ALWAYS;
            case "OnFailure" -> ON_FAILURE;
            case "Never" -> NEVER;
            default -> new RestartPolicy(value);
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
