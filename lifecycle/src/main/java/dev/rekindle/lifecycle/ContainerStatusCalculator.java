package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerState.Running;
import dev.rekindle.core.ContainerState.Terminated;
import dev.rekindle.core.ContainerState.Waiting;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statuses of one list of containers: {@code convertToAPIContainerStatuses} of pkg/kubelet/kubelet_pods.go. Every
 * status starts as waiting or as it was, is corrected when the runtime lost the container, is overlaid with what the
 * runtime reports, and shows at last why a start failed.
 */
final class ContainerStatusCalculator {
    static final String RESTARTING_ALL_CONTAINERS = "RestartingAllContainers";

    private static final String REMOVED = "The container is removed because RestartAllContainers in place";
    private static final String STATUS_UNKNOWN = "ContainerStatusUnknown";
    private static final String GONE_WHEN_TERMINATED = "The container could not be located when the pod was terminated";
    private static final String GONE_WHEN_DELETED =
            "The container could not be located when the pod was deleted.  " + "The container used to be Running";
    private static final String INFERRED_COMPLETION = "Unable to get init container status from container runtime and "
            + "pod has been initialized, treat it as exited normally";
    private static final int EXIT_CODE_UNKNOWN = 137;

    private final CompiledPod pod;
    private final Waiting defaultWaiting;

    ContainerStatusCalculator(CompiledPod pod) {
        this.pod = pod;
        this.defaultWaiting = new Waiting(pod.init.isEmpty() ? "ContainerCreating" : "PodInitializing", "");
    }

    /** What the statuses of one sync have in common. */
    record Context(RuntimePod runtime, boolean restartingAll, Map<String, Failure> startErrors, boolean deleting) {}

    List<ContainerStatus> calculate(
            List<CompiledContainer> containers, List<ContainerStatus> previous, Context context, boolean initList) {
        List<ContainerStatus> statuses = new ArrayList<>(containers.size());
        for (int i = 0; i < containers.size(); i++) {
            CompiledContainer container = containers.get(i);
            ContainerStatus old = Statuses.find(previous, container.name());
            ContainerStatus status = overlay(container, begin(container, old, context), old, context);
            statuses.add(showStartError(container, status, context, initList));
        }
        return statuses;
    }

    /** The status before the runtime is asked. */
    private ContainerStatus begin(CompiledContainer container, @Nullable ContainerStatus old, Context context) {
        if (old == null) {
            return waiting(container, null);
        }
        boolean gone = context.runtime().newest(container.name()) == null;
        if (gone && context.restartingAll() && !(old.state() instanceof Waiting)) {
            return removedByReset(container, old);
        }
        if (old.terminated() != null) {
            return old;
        }
        ContainerStatus status = waiting(container, old);
        return gone && old.isRunning() && old.lastTerminated() == null ? lost(status, context) : status;
    }

    private ContainerStatus waiting(CompiledContainer container, @Nullable ContainerStatus old) {
        ContainerStatus.Builder builder = ContainerStatus.builder()
                .name(container.name())
                .image(container.spec().image())
                .state(defaultWaiting);
        if (old != null) {
            builder.restartCount(old.restartCount()).lastState(old.lastState());
        }
        return builder.build();
    }

    /** A container that the reset removed. Its real exit code is lost here, as in the kubelet. */
    private ContainerStatus removedByReset(CompiledContainer container, ContainerStatus old) {
        Terminated ended = old.terminated();
        boolean keepEnd = ended != null && pod.has(Divergence.TRIGGER_EXIT_CODE_KEPT);
        Terminated last = Terminated.unseen(EXIT_CODE_UNKNOWN, RESTARTING_ALL_CONTAINERS, REMOVED);
        return Statuses.edit(ended != null ? old : waiting(container, old))
                .state(new Waiting(RESTARTING_ALL_CONTAINERS, REMOVED))
                .lastState(keepEnd ? ended : last)
                .restartCount(Saturating.next(old.restartCount()))
                .build();
    }

    /** It ran, and the runtime does not know it any more. Without a last state the pod would look never started. */
    private static ContainerStatus lost(ContainerStatus status, Context context) {
        return Statuses.edit(status)
                .lastState(Terminated.unseen(EXIT_CODE_UNKNOWN, STATUS_UNKNOWN, GONE_WHEN_DELETED))
                .restartCount(context.deleting() ? status.restartCount() : Saturating.next(status.restartCount()))
                .build();
    }

    /** Newest attempt first: the first becomes the status, the second only its last state. */
    private ContainerStatus overlay(
            CompiledContainer container, ContainerStatus status, @Nullable ContainerStatus old, Context context) {
        ContainerStatus result = status;
        int seen = 0;
        List<RuntimeContainer> attempts = context.runtime().containers();
        for (int i = 0; i < attempts.size() && seen < 2; i++) {
            RuntimeContainer attempt = attempts.get(i);
            if (attempt.name().equals(container.name())) {
                ContainerStatus converted = convert(container, attempt, old, context);
                result = seen == 0
                        ? converted
                        : Statuses.edit(result).lastState(converted.state()).build();
                seen++;
            }
        }
        return result;
    }

    private ContainerStatus convert(
            CompiledContainer container, RuntimeContainer attempt, @Nullable ContainerStatus old, Context context) {
        ContainerStatus.Builder builder = ContainerStatus.builder()
                .name(attempt.name())
                .image(attempt.image().isEmpty() ? container.spec().image() : attempt.image())
                .containerID(attempt.id())
                .state(state(attempt, old, context));
        int restartCount = attempt.attempt();
        if (old != null) {
            restartCount = restartCount(attempt, old);
            carryOver(builder, attempt, old);
        }
        return builder.restartCount(restartCount).build();
    }

    private int restartCount(RuntimeContainer attempt, ContainerStatus old) {
        boolean lost = attempt.state() == RuntimeContainer.State.UNKNOWN && old.isRunning();
        if (lost) {
            return Saturating.next(old.restartCount());
        }
        if (!pod.restartAllEnabled) {
            return attempt.attempt();
        }
        boolean cameBack = attempt.running() && old.terminated() != null && old.restartCount() >= attempt.attempt();
        return cameBack ? Saturating.next(old.restartCount()) : Math.max(attempt.attempt(), old.restartCount());
    }

    private void carryOver(ContainerStatus.Builder builder, RuntimeContainer attempt, ContainerStatus old) {
        if (pod.restartAllEnabled && !pod.has(Divergence.LAST_STATE_LOST)) {
            boolean replaced = !attempt.id().equals(old.containerID()) && old.terminated() != null;
            builder.lastState(replaced ? old.state() : old.lastState());
        }
        if (attempt.running() && !pod.has(Divergence.STARTED_NOT_INHERITED)) {
            builder.started(old.started());
        }
    }

    private static ContainerState state(RuntimeContainer attempt, @Nullable ContainerStatus old, Context context) {
        return switch (attempt.state()) {
            case RUNNING -> new Running(timestamp(attempt.startedAt()));
            case EXITED ->
                new Terminated(
                        attempt.exitCode(),
                        0,
                        attempt.reason(),
                        attempt.message(),
                        timestamp(attempt.startedAt()),
                        timestamp(attempt.finishedAt()),
                        attempt.id());
            case CREATED -> new Waiting("", "");
            case UNKNOWN ->
                old != null && old.isRunning()
                        ? Terminated.unseen(
                                EXIT_CODE_UNKNOWN,
                                context.restartingAll() ? RESTARTING_ALL_CONTAINERS : STATUS_UNKNOWN,
                                GONE_WHEN_TERMINATED)
                        : new Waiting("", "");
        };
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.of(instant);
    }

    /** A container that is to be started and could not be shows why. */
    private ContainerStatus showStartError(
            CompiledContainer container, ContainerStatus status, Context context, boolean initList) {
        RuntimeContainer newest = context.runtime().newest(container.name());
        if (initList) {
            if (newest != null && newest.exited() && newest.exitCode() == 0) {
                return status;
            }
            if (newest == null && isCompleted(container, status, context)) {
                return Statuses.edit(status)
                        .state(Terminated.unseen(0, "Completed", INFERRED_COMPLETION))
                        .build();
            }
        }
        Failure error = context.startErrors().get(container.name());
        if (error == null || !pod.shouldStart(container, newest, context.deleting())) {
            return status;
        }
        ContainerStatus.Builder builder = Statuses.edit(status);
        if (status.terminated() != null) {
            builder.lastState(status.state());
        }
        return builder.state(new Waiting(error.reason(), error.message())).build();
    }

    /** An init container that is gone while a regular container is there has done its work. */
    private boolean isCompleted(CompiledContainer container, ContainerStatus status, Context context) {
        return !pod.has(Divergence.NO_INFERRED_COMPLETION)
                && !container.isSidecar()
                && status.state() instanceof Waiting
                && PodPlanner.anyRegularCreated(pod, context.runtime());
    }
}
