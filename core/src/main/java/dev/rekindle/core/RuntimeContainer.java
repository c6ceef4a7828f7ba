package dev.rekindle.core;

import java.time.Instant;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/** One attempt of a container, as a runtime reports it (CRI {@code ContainerStatus}). */
@Value.Immutable
@RuntimeStyle
public interface RuntimeContainer {
    /** The states of the CRI. */
    enum State {
        /** Created, not started. */
        CREATED,
        /** Running. */
        RUNNING,
        /** Ended. */
        EXITED,
        /** The runtime lost track of it. */
        UNKNOWN
    }

    /** {@return the id given by the runtime} */
    String id();

    /** {@return the name in the pod spec} */
    String name();

    /** {@return the sandbox it runs in} */
    @Value.Default
    default String sandboxId() {
        return "";
    }

    /** {@return its state} */
    State state();

    /** {@return the attempt number it was created with, from 0} */
    @Value.Default
    default int attempt() {
        return 0;
    }

    /**
     * {@return the image of the spec it was created from; empty when the runtime does not say, then it counts as
     * unchanged}
     */
    @Value.Default
    default String image() {
        return "";
    }

    /** {@return when it was created} */
    Instant createdAt();

    /** {@return when it was started, or null} */
    @Nullable
    Instant startedAt();

    /** {@return when it ended, or null} */
    @Nullable
    Instant finishedAt();

    /** {@return its exit code when {@link State#EXITED}, any int32} */
    @Value.Default
    default int exitCode() {
        return 0;
    }

    /** {@return why it ended, such as {@code Completed}, {@code Error} or {@code OOMKilled}, may be empty} */
    @Value.Default
    default String reason() {
        return "";
    }

    /** {@return a text for people, such as the termination message, may be empty} */
    @Value.Default
    default String message() {
        return "";
    }

    /** {@return whether it ended} */
    default boolean exited() {
        return state() == State.EXITED;
    }

    /** {@return whether it is running} */
    default boolean running() {
        return state() == State.RUNNING;
    }

    /** {@return a builder that begins with this attempt} */
    default Builder edit() {
        return builder().from(this);
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds attempts of containers. */
    final class Builder extends ImmutableRuntimeContainer.Builder {
        /** Creates an empty builder. */
        public Builder() {}

        /**
         * Returns the attempt.
         *
         * @throws IllegalStateException when an attribute without a default was not given
         * @throws IllegalArgumentException when the attempt number is negative
         */
        @Override
        public RuntimeContainer build() {
            RuntimeContainer built = super.build();
            if (built.attempt() < 0) {
                throw new IllegalArgumentException(
                        "attempt: Invalid value: " + built.attempt() + ": expected a number from 0");
            }
            return built;
        }
    }
}
