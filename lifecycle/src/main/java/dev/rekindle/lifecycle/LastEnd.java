package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end from which the back-off of a container counts. */
final class LastEnd {
    private LastEnd() {}

    /** The end of the newest exited attempt; where restarts of all containers back off, of the one that was removed. */
    static @Nullable Instant of(CompiledPod pod, String name, RuntimePod runtime, PodState state) {
        Instant finishedAt = of(name, runtime, null);
        boolean asked = finishedAt == null && pod.has(Divergence.BACK_OFF_AFTER_RESTART_ALL);
        return asked ? ofReset(name, state) : finishedAt;
    }

    /** When the newest exited attempt ended, leaving one out. */
    static @Nullable Instant of(String name, RuntimePod runtime, @Nullable RuntimeContainer except) {
        for (int i = 0; i < runtime.containers().size(); i++) {
            RuntimeContainer attempt = runtime.containers().get(i);
            if (!attempt.equals(except) && attempt.exited() && attempt.name().equals(name)) {
                return attempt.finishedAt();
            }
        }
        return null;
    }

    /** A removed container ended with the one that triggered the restart. */
    private static @Nullable Instant ofReset(String name, PodState state) {
        ContainerStatus status = Statuses.find(state.status().initContainerStatuses(), name);
        if (status == null) {
            status = Statuses.find(state.status().containerStatuses(), name);
        }
        ContainerState.Terminated last = status == null ? null : status.lastTerminated();
        List<RestartCause> causes = state.causes();
        boolean removed = last != null && last.reason().equals(ContainerStatusCalculator.RESTARTING_ALL_CONTAINERS);
        if (!removed || causes.isEmpty()) {
            return null;
        }
        Timestamp finishedAt = causes.get(causes.size() - 1).finishedAt();
        return finishedAt == null ? null : finishedAt.instant();
    }
}
