package dev.rekindle.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A start that waits for CrashLoopBackOff, or for the next pull of its image. The latter is retried like any other
 * error, every 10 s, until it is over: {@link Step#wakeAt} does not say when that is ({@code MinBackoffExpiration},
 * pkg/kubelet/container/sync_result.go).
 */
public final class DelayedStart {
    private final String container;
    private final Duration delay;
    private final Instant until;
    private final Failure error;

    DelayedStart(String container, Duration delay, Instant until, Failure error) {
        this.container = container;
        this.delay = delay;
        this.until = until;
        this.error = error;
    }

    /** {@return the name of the container} */
    public String container() {
        return container;
    }

    /** {@return the delay, counted from the end of its last attempt, or from the last pull} */
    public Duration delay() {
        return delay;
    }

    /** {@return when the delay is over} */
    public Instant until() {
        return until;
    }

    /** {@return the reason and message that the status will show} */
    public Failure error() {
        return error;
    }

    /** {@return whether it waits for CrashLoopBackOff} */
    public boolean isCrashLoop() {
        return error.reason().equals(CrashLoopBackOff.REASON);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DelayedStart that
                && container.equals(that.container)
                && delay.equals(that.delay)
                && until.equals(that.until)
                && error.equals(that.error);
    }

    @Override
    public int hashCode() {
        return Objects.hash(container, delay, until, error);
    }

    @Override
    public String toString() {
        return "DelayedStart[container=" + container + ", delay=" + delay + ", until=" + until + ", error=" + error
                + "]";
    }
}
