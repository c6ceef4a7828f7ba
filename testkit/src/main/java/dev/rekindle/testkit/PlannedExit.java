package dev.rekindle.testkit;

import java.time.Instant;
import java.util.Objects;

/**
 * An exit in a {@link PodScenario} that has not happened yet.
 *
 * @param container the container
 * @param exitCode its exit code
 * @param at when it was to happen
 */
public record PlannedExit(String container, int exitCode, Instant at) {
    /** Checks. */
    public PlannedExit {
        Objects.requireNonNull(container, "container must not be null");
        Objects.requireNonNull(at, "at must not be null");
    }

    @Override
    public String toString() {
        return container + " exits with " + exitCode + " at " + at;
    }
}
