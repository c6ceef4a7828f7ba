package dev.rekindle.testkit;

import java.time.Instant;

/**
 * An exit in a {@link PodScenario} that has not happened yet.
 *
 * @param container the container
 * @param exitCode its exit code
 * @param at when it was to happen
 */
public record PlannedExit(String container, int exitCode, Instant at) {}
