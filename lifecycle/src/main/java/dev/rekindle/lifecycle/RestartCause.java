package dev.rekindle.lifecycle;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.rekindle.core.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Why a restart of all containers began. Kept because the status loses it: the placeholder of a removed container
 * says 137 whatever its exit code was.
 *
 * @param container the container whose exit triggered it
 * @param containerID the attempt that exited
 * @param exitCode its exit code
 * @param rule the index of the rule that matched
 * @param finishedAt when it exited, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RestartCause(
        String container,
        String containerID,
        int exitCode,
        int rule,
        @Nullable Timestamp finishedAt) {}
