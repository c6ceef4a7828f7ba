package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * The published status of one container.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"name", "state", "lastState", "ready", "restartCount", "started", "containerID", "image", "imageID"
})
public interface ContainerStatus {
    /** {@return the name of the container} */
    @Value.Default
    default String name() {
        return "";
    }

    /** {@return the state, or null when none is set} */
    @Nullable
    ContainerState state();

    /** {@return the state of the attempt before, or null} */
    @Nullable
    ContainerState lastState();

    /** {@return whether the container counts as ready} */
    @Value.Default
    default boolean ready() {
        return false;
    }

    /** {@return how often it was restarted} */
    @Value.Default
    default int restartCount() {
        return 0;
    }

    /** {@return whether the startup probe passed, or null when not known} */
    @Nullable
    Boolean started();

    /** {@return {@code runtime://id}, or empty before the first start} */
    @Value.Default
    default String containerID() {
        return "";
    }

    /** {@return the image, may be empty} */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Value.Default
    default String image() {
        return "";
    }

    /** {@return the image ID, may be empty} */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Value.Default
    default String imageID() {
        return "";
    }

    /** {@return the termination, or null when the container is not terminated} */
    @JsonIgnore
    default ContainerState.@Nullable Terminated terminated() {
        return state() instanceof ContainerState.Terminated terminated ? terminated : null;
    }

    /** {@return the termination before the present state, or null} */
    @JsonIgnore
    default ContainerState.@Nullable Terminated lastTerminated() {
        return lastState() instanceof ContainerState.Terminated terminated ? terminated : null;
    }

    /** {@return whether the state is running} */
    @JsonIgnore
    default boolean isRunning() {
        return state() instanceof ContainerState.Running;
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static ContainerStatus fromJson(ImmutableContainerStatus.Json json) {
        return ImmutableContainerStatus.fromJson(json);
    }

    /** Builds {@link ContainerStatus} values. */
    final class Builder extends ImmutableContainerStatus.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
