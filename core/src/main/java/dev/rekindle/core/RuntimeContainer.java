package dev.rekindle.core;

import java.time.Instant;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a container, as a runtime reports it (CRI {@code ContainerStatus}).
 *
 * @param id the id given by the runtime
 * @param name the name in the pod spec
 * @param sandboxId the sandbox it runs in
 * @param state its state
 * @param attempt the attempt number it was created with, from 0
 * @param image the image of the spec it was created from; empty when the runtime does not say, then it counts as
 *     unchanged
 * @param createdAt when it was created
 * @param startedAt when it was started, or null
 * @param finishedAt when it ended, or null
 * @param exitCode its exit code when {@link State#EXITED}, any int32
 * @param reason why it ended, such as {@code Completed}, {@code Error} or {@code OOMKilled}, may be empty
 * @param message a text for people, such as the termination message, may be empty
 */
@Value.Builder
@RecordStyle
public record RuntimeContainer(
        String id,
        String name,
        String sandboxId,
        State state,
        int attempt,
        String image,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        int exitCode,
        String reason,
        String message)
        implements WithRuntimeContainer {
    /** The states of the CRI. */
    public enum State {
        /** Created, not started. */
        CREATED,
        /** Running. */
        RUNNING,
        /** Ended. */
        EXITED,
        /** The runtime lost track of it. */
        UNKNOWN
    }

    /** {@return whether it ended} */
    public boolean exited() {
        return state == State.EXITED;
    }

    /** {@return whether it is running} */
    public boolean running() {
        return state == State.RUNNING;
    }

    /** {@return a new builder} */
    public static RuntimeContainerBuilder builder() {
        return new RuntimeContainerBuilder()
                .sandboxId("")
                .attempt(0)
                .image("")
                .exitCode(0)
                .reason("")
                .message("");
    }
}
