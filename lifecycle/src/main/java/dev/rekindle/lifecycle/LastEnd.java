package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end from which the back-off of a container counts. */
final class LastEnd {
    private LastEnd() {}

    /** When the newest exited attempt ended, leaving one out. */
    static @Nullable Instant of(List<RuntimeContainer> attempts, @Nullable RuntimeContainer except) {
        for (RuntimeContainer attempt : attempts) {
            if (attempt.exited() && !attempt.equals(except)) {
                return attempt.finishedAt();
            }
        }
        return null;
    }

    /** Where restarts of all containers back off: a removed container ended with the one that triggered the restart. */
    static @Nullable Instant ofReset(CompiledPod pod, @Nullable ContainerStatus status, List<RestartCause> causes) {
        ContainerState.Terminated last = status == null ? null : status.lastTerminated();
        if (last == null || causes.isEmpty()) {
            return null;
        }
        Timestamp finishedAt = causes.get(causes.size() - 1).finishedAt();
        return finishedAt != null && wasRemoved(pod, last, finishedAt) ? finishedAt.instant() : null;
    }

    /** What had ended before the restart may keep how it ended, the trigger above all. */
    private static boolean wasRemoved(CompiledPod pod, ContainerState.Terminated last, Timestamp restart) {
        boolean kept = pod.has(Divergence.TRIGGER_EXIT_CODE_KEPT)
                && last.finishedAt() != null
                && !last.finishedAt().instant().isAfter(restart.instant());
        return kept || last.reason().equals(ContainerStatusCalculator.RESTARTING_ALL_CONTAINERS);
    }
}
