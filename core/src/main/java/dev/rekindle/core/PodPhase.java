package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * Where a pod is in its life ({@code status.phase}).
 *
 * @param value the string of the Kubernetes API; any string is legal here, validation reports the unknown ones
 */
public record PodPhase(@JsonValue String value) {
    /** Accepted, but some container has not run yet. */
    public static final PodPhase PENDING = new PodPhase("Pending");

    /** Bound, initialized, and not finished. */
    public static final PodPhase RUNNING = new PodPhase("Running");

    /** Every container finished with exit code 0 and none will restart. */
    public static final PodPhase SUCCEEDED = new PodPhase("Succeeded");

    /** Every container finished, at least one in failure, and none will restart. */
    public static final PodPhase FAILED = new PodPhase("Failed");

    /** The state could not be obtained. */
    public static final PodPhase UNKNOWN = new PodPhase("Unknown");

    /** No phase has been published yet. */
    public static final PodPhase NONE = new PodPhase("");

    /** Rejects null. */
    public PodPhase {
        Objects.requireNonNull(value, "value: Required value: expected the string of the Kubernetes API");
    }

    /**
     * Returns the constant of that value where there is one, else a new value.
     *
     * @param value the string of the Kubernetes API
     * @return the value
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static PodPhase of(String value) {
        Objects.requireNonNull(value, "value: Required value: expected the string of the Kubernetes API");
        return switch (value) {
            case "Pending" -> PENDING;
            case "Running" -> RUNNING;
            case "Succeeded" -> SUCCEEDED;
            case "Failed" -> FAILED;
            case "Unknown" -> UNKNOWN;
            case "" -> NONE;
            default -> new PodPhase(value);
        };
    }

    /** {@return whether no later phase can follow: {@code Succeeded} or {@code Failed}} */
    public boolean isTerminal() {
        return equals(SUCCEEDED) || equals(FAILED);
    }

    @Override
    public String toString() {
        return value;
    }
}
