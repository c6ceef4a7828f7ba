package dev.rekindle.testkit;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerState.Running;
import dev.rekindle.core.ContainerState.Terminated;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.Sandbox;
import dev.rekindle.core.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must be in the runtime when a status is true that was published: a sandbox, and one attempt a container. */
final class PublishedPod {
    private static final String SANDBOX = "sb-0";

    private PublishedPod() {}

    static FakeState state(PodStatus status) {
        FakeState state = FakeState.EMPTY;
        if (status.startTime() == null
                || statuses(status).allMatch(s -> s.containerID().isEmpty())) {
            return state;
        }
        boolean ready = statuses(status).anyMatch(ContainerStatus::isRunning);
        state = state.with(Sandbox.builder()
                .id(SANDBOX)
                .ready(ready)
                .createdAt(time(status.startTime()))
                .ip(status.podIP())
                .build());
        for (ContainerStatus container : statuses(status).toList()) {
            if (!container.containerID().isEmpty()) {
                state = add(state, container);
            }
        }
        return state;
    }

    private static FakeState add(FakeState state, ContainerStatus status) {
        RuntimeContainer.Builder container = RuntimeContainer.builder()
                .id(status.containerID())
                .name(status.name())
                .sandboxId(SANDBOX)
                .attempt(status.restartCount())
                .image(status.image());
        // A container that waits for its restart has its last attempt there.
        ContainerState last = status.state() instanceof ContainerState.Waiting ? status.lastState() : status.state();
        if (last instanceof Running running) {
            Instant began = time(running.startedAt());
            container.state(RuntimeContainer.State.RUNNING).createdAt(began).startedAt(began);
        } else if (last instanceof Terminated ended) {
            Instant began = time(ended.startedAt());
            container
                    .state(RuntimeContainer.State.EXITED)
                    .createdAt(began)
                    .startedAt(began)
                    .finishedAt(time(ended.finishedAt()))
                    .exitCode(ended.exitCode())
                    .reason(ended.reason());
        } else {
            return state;
        }
        FakeState with = state.with(container.build());
        return with.with(with.attempts().logged(status.name(), status.restartCount(), true));
    }

    /** The latest time in a status; {@link VirtualTime#DEFAULT_START} when there is none. */
    static Instant latest(PodStatus status) {
        return state(status).containers().stream()
                .flatMap(c -> Stream.of(c.startedAt(), c.finishedAt()))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(VirtualTime.DEFAULT_START);
    }

    private static Instant time(@Nullable Timestamp timestamp) {
        return timestamp == null ? VirtualTime.DEFAULT_START : timestamp.instant();
    }

    private static Stream<ContainerStatus> statuses(PodStatus status) {
        return Stream.of(
                        status.initContainerStatuses(), status.containerStatuses(), status.ephemeralContainerStatuses())
                .flatMap(List::stream);
    }
}
