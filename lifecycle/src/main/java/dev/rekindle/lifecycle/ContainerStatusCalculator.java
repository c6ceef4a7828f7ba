package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerState.Running;
import dev.rekindle.core.ContainerState.Terminated;
import dev.rekindle.core.ContainerState.Waiting;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.Reasons;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status of one container: {@code convertToAPIContainerStatuses} of pkg/kubelet/kubelet_pods.go. It is what the
 * runtime reports or, when that has nothing, waiting or as it was, corrected when the runtime lost the container; and
 * it shows at last why a start failed.
 */
final class ContainerStatusCalculator {
    static final String RESTARTING_ALL_CONTAINERS = Reasons.RESTARTING_ALL_CONTAINERS;

    private static final String REMOVED = "The container is removed because RestartAllContainers in place";
    private static final String STATUS_UNKNOWN = Reasons.CONTAINER_STATUS_UNKNOWN;
    private static final String GONE_WHEN_TERMINATED = "The container could not be located when the pod was terminated";
    private static final String GONE_WHEN_DELETED =
            "The container could not be located when the pod was deleted.  " + "The container used to be Running";
    private static final String INFERRED_COMPLETION = "Unable to get init container status from container runtime and "
            + "pod has been initialized, treat it as exited normally";
    private static final int EXIT_CODE_UNKNOWN = 137;
    private static final Waiting NOT_STARTED = new Waiting("", "");

    private final CompiledPod pod;
    private final Waiting defaultWaiting;

    ContainerStatusCalculator(CompiledPod pod) {
        this.pod = pod;
        this.defaultWaiting =
                new Waiting(pod.init.isEmpty() ? Reasons.CONTAINER_CREATING : Reasons.POD_INITIALIZING, "");
    }

    void calculate(StatusDraft draft, CompiledContainer container, Look look, Map<String, Failure> startErrors) {
        ContainerStatus old = look.old(container);
        RuntimeContainer newest = look.newest(container);
        if (newest == null) {
            absent(draft, container, old, look);
        } else {
            reported(draft, container, newest, old, look);
        }
        boolean settled = container.isInit() && isSettled(container, newest, draft, look);
        if (!settled && pod.shouldStart(container, newest, look.deleting)) {
            showStartError(draft, startErrors.get(container.name()));
        }
    }

    /** The runtime has no attempt. */
    private void absent(StatusDraft draft, CompiledContainer container, @Nullable ContainerStatus old, Look look) {
        if (old == null) {
            draft.begin(container, null, defaultWaiting);
        } else if (look.restarting && !(old.state() instanceof Waiting)) {
            removedByReset(draft, container, old);
        } else if (old.terminated() != null) {
            draft.beginAs(old, old.terminated());
        } else {
            waiting(draft, container, old);
            if (old.isRunning() && old.lastTerminated() == null) {
                lost(draft, look);
            }
        }
    }

    private void waiting(StatusDraft draft, CompiledContainer container, ContainerStatus old) {
        draft.begin(container, old, defaultWaiting);
        draft.restartCount = old.restartCount();
        draft.lastState = old.lastState();
    }

    /** A container that the reset removed. Its real exit code is lost here, as in the kubelet. */
    private void removedByReset(StatusDraft draft, CompiledContainer container, ContainerStatus old) {
        Terminated ended = old.terminated();
        boolean keepEnd = ended != null && pod.has(Divergence.TRIGGER_EXIT_CODE_KEPT);
        if (ended != null) {
            draft.beginAs(old, ended);
        } else {
            waiting(draft, container, old);
        }
        draft.state = new Waiting(RESTARTING_ALL_CONTAINERS, REMOVED);
        draft.lastState = keepEnd ? ended : Terminated.unseen(EXIT_CODE_UNKNOWN, RESTARTING_ALL_CONTAINERS, REMOVED);
        draft.restartCount = Saturating.next(old.restartCount());
    }

    /** It ran, and the runtime does not know it any more. Without a last state the pod would look never started. */
    private static void lost(StatusDraft draft, Look look) {
        draft.lastState = Terminated.unseen(EXIT_CODE_UNKNOWN, STATUS_UNKNOWN, GONE_WHEN_DELETED);
        if (!look.deleting) {
            draft.restartCount = Saturating.next(draft.restartCount);
        }
    }

    /** The newest attempt becomes the status, the one before only its last state. */
    private void reported(
            StatusDraft draft,
            CompiledContainer container,
            RuntimeContainer newest,
            @Nullable ContainerStatus old,
            Look look) {
        draft.begin(container, old, state(newest, old == null ? null : old.state(), old, look));
        if (!newest.image().isEmpty()) {
            draft.image = newest.image();
        }
        draft.containerID = newest.id();
        draft.restartCount = old == null ? newest.attempt() : restartCount(newest, old);
        if (old != null) {
            carryOver(draft, newest, old);
        }
        if (look.attempts.count(container) > 1) {
            RuntimeContainer before = look.attempts.get(container, 1);
            draft.lastState = state(before, old == null ? null : old.lastState(), old, look);
        }
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

    private void carryOver(StatusDraft draft, RuntimeContainer attempt, ContainerStatus old) {
        if (pod.restartAllEnabled && !pod.has(Divergence.LAST_STATE_LOST)) {
            boolean replaced = !attempt.id().equals(old.containerID()) && old.terminated() != null;
            draft.lastState = replaced ? old.state() : old.lastState();
        }
        if (attempt.running() && !pod.has(Divergence.STARTED_NOT_INHERITED)) {
            draft.started = old.started();
        }
    }

    /** The state that the runtime reports, as the known object where that says the same. */
    private static ContainerState state(
            RuntimeContainer attempt, @Nullable ContainerState known, @Nullable ContainerStatus old, Look look) {
        return switch (attempt.state()) {
            case RUNNING ->
                known instanceof Running running && isAt(running.startedAt(), attempt.startedAt())
                        ? running
                        : new Running(timestamp(attempt.startedAt()));
            case EXITED -> known instanceof Terminated ended && isEnd(ended, attempt) ? ended : end(attempt);
            case CREATED -> NOT_STARTED;
            case UNKNOWN ->
                old != null && old.isRunning()
                        ? Terminated.unseen(
                                EXIT_CODE_UNKNOWN,
                                look.restarting ? RESTARTING_ALL_CONTAINERS : STATUS_UNKNOWN,
                                GONE_WHEN_TERMINATED)
                        : NOT_STARTED;
        };
    }

    private static Terminated end(RuntimeContainer attempt) {
        return new Terminated(
                attempt.exitCode(),
                0,
                attempt.reason(),
                attempt.message(),
                timestamp(attempt.startedAt()),
                timestamp(attempt.finishedAt()),
                attempt.id());
    }

    private static boolean isEnd(Terminated ended, RuntimeContainer attempt) {
        return ended.exitCode() == attempt.exitCode()
                && ended.signal() == 0
                && ended.reason().equals(attempt.reason())
                && ended.message().equals(attempt.message())
                && isAt(ended.startedAt(), attempt.startedAt())
                && isAt(ended.finishedAt(), attempt.finishedAt())
                && ended.containerID().equals(attempt.id());
    }

    private static boolean isAt(@Nullable Timestamp known, @Nullable Instant instant) {
        return instant == null ? known == null : known != null && known.isAt(instant);
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.of(instant);
    }

    /** An init container that has done its work shows no error of a start; one that is gone may have done it too. */
    private boolean isSettled(
            CompiledContainer container, @Nullable RuntimeContainer newest, StatusDraft draft, Look look) {
        if (newest != null) {
            return newest.exited() && newest.exitCode() == 0;
        }
        boolean completed = isCompleted(container, draft, look);
        if (completed) {
            draft.state = Terminated.unseen(0, Reasons.COMPLETED, INFERRED_COMPLETION);
        }
        return completed;
    }

    /** A container that is to be started and could not be shows why. */
    private static void showStartError(StatusDraft draft, @Nullable Failure error) {
        if (error != null) {
            if (draft.terminated() != null) {
                draft.lastState = draft.state;
            }
            draft.state = new Waiting(error.reason(), error.message());
        }
    }

    /** An init container that is gone while a regular container is there has done its work. */
    private boolean isCompleted(CompiledContainer container, StatusDraft draft, Look look) {
        return !pod.has(Divergence.NO_INFERRED_COMPLETION)
                && !container.isSidecar()
                && draft.state instanceof Waiting
                && look.anyRegularCreated;
    }
}
