package dev.rekindle.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * A start that waits for CrashLoopBackOff, or for the next pull of its image. The latter is retried like any other
 * error, every 10 s, until it is over: {@link Step#wakeAt} does not say when that is ({@code MinBackoffExpiration},
 * pkg/kubelet/container/sync_result.go).
 *
 * @param container the container
 * @param delay the delay, counted from the end of its last attempt, or from the last pull
 * @param until when the delay is over
 * @param error the reason and message that the status will show
 */
public record DelayedStart(String container, Duration delay, Instant until, Failure error) {
    /** {@return whether it waits for CrashLoopBackOff} */
    public boolean isCrashLoop() {
        return error.reason().equals(CrashLoopBackOff.REASON);
    }
}
