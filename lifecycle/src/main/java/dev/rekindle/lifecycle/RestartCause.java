package dev.rekindle.lifecycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
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
        @Nullable Timestamp finishedAt) {
    /** Reads what JSON leaves out as empty; takes boxed numbers since Jackson 3 refuses to leave out a primitive. */
    @JsonCreator
    static RestartCause parse(
            @JsonProperty("container") @Nullable String container,
            @JsonProperty("containerID") @Nullable String containerID,
            @JsonProperty("exitCode") @Nullable Integer exitCode,
            @JsonProperty("rule") @Nullable Integer rule,
            @JsonProperty("finishedAt") @Nullable Timestamp finishedAt) {
        return new RestartCause(
                container == null ? "" : container,
                containerID == null ? "" : containerID,
                exitCode == null ? 0 : exitCode,
                rule == null ? 0 : rule,
                finishedAt);
    }
}
