package dev.rekindle.lifecycle;

import dev.rekindle.core.PodStatus;
import dev.rekindle.core.Reasons;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.Observation.Eviction;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * {@code activeDeadlineSeconds}: how long a pod may be active on its node (pkg/kubelet/active_deadline.go). Counts from
 * the start time, which never changes, so a restart in place does not extend it.
 */
final class ActiveDeadline {
    private static final Eviction EXCEEDED =
            new Eviction(Reasons.DEADLINE_EXCEEDED, "Pod was active on the node longer than the specified deadline");

    private final @Nullable Long seconds;

    ActiveDeadline(@Nullable Long seconds) {
        this.seconds = seconds;
    }

    /** When the pod is over, or null when it may go on for ever, is over already, or was not started. */
    @Nullable
    Instant at(PodStatus status) {
        Timestamp start = status.startTime();
        if (seconds == null || start == null || status.phase().isTerminal()) {
            return null;
        }
        Instant at = Saturating.plus(start.instant(), Duration.ofSeconds(Math.max(0, seconds)));
        return at.equals(Instant.MAX) ? null : at;
    }

    /** The observation, with the eviction of a pod whose deadline has passed: one that is being deleted fails too. */
    Observation apply(PodStatus status, Observation observed, Instant now) {
        Instant deadline = at(status);
        return deadline == null || now.isBefore(deadline) ? observed : observed.evicted(EXCEEDED);
    }
}
