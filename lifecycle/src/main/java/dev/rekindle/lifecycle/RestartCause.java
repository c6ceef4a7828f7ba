package dev.rekindle.lifecycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.rekindle.core.Timestamp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a restart of all containers began. Kept because the status loses it: the placeholder of a removed container
 * says 137 whatever its exit code was.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonPropertyOrder({"container", "containerID", "exitCode", "rule", "finishedAt"})
public final class RestartCause {
    private final String container;
    private final String containerID;
    private final int exitCode;
    private final int rule;
    private final @Nullable Timestamp finishedAt;

    RestartCause(String container, String containerID, int exitCode, int rule, @Nullable Timestamp finishedAt) {
        this.container = container;
        this.containerID = containerID;
        this.exitCode = exitCode;
        this.rule = rule;
        this.finishedAt = finishedAt;
    }

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

    /** {@return the container whose exit triggered it} */
    @JsonProperty("container")
    public String container() {
        return container;
    }

    /** {@return the attempt that exited} */
    @JsonProperty("containerID")
    public String containerID() {
        return containerID;
    }

    /** {@return its exit code} */
    @JsonProperty("exitCode")
    public int exitCode() {
        return exitCode;
    }

    /** {@return the index of the rule that matched} */
    @JsonProperty("rule")
    public int rule() {
        return rule;
    }

    /** {@return when it exited, or null} */
    @JsonProperty("finishedAt")
    public @Nullable Timestamp finishedAt() {
        return finishedAt;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RestartCause that
                && container.equals(that.container)
                && containerID.equals(that.containerID)
                && exitCode == that.exitCode
                && rule == that.rule
                && Objects.equals(finishedAt, that.finishedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(container, containerID, exitCode, rule, finishedAt);
    }

    @Override
    public String toString() {
        return "RestartCause[container=" + container + ", containerID=" + containerID + ", exitCode=" + exitCode
                + ", rule=" + rule + ", finishedAt=" + finishedAt + "]";
    }
}
