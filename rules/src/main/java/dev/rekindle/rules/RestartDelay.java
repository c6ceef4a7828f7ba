package dev.rekindle.rules;

import dev.rekindle.core.GoText;
import dev.rekindle.core.Kubelet;
import java.time.Duration;
import java.util.Objects;

/**
 * How long a container that exited waits for its next start, counted from its exit: the first time it does not, then
 * {@code initial}, doubled with each restart up to {@code max} (CrashLoopBackOff). An attempt that ended more than
 * {@link Kubelet#CRASH_LOOP_BACK_OFF_RESET} after it was started makes the next delay the initial one.
 */
public final class RestartDelay {
    /** A restart of all containers: none of them waits, however often it recurs. */
    public static final RestartDelay NONE = new RestartDelay(Duration.ZERO, Duration.ZERO);

    private final Duration initial;
    private final Duration max;

    RestartDelay(Duration initial, Duration max) {
        this.initial = initial;
        this.max = max;
    }

    /** The delays of one container on a node. */
    static RestartDelay of(Kubelet kubelet) {
        return new RestartDelay(kubelet.crashLoopBackOffInitial(), kubelet.crashLoopBackOffMax());
    }

    /** {@return the delay before the second restart} */
    public Duration initial() {
        return initial;
    }

    /** {@return the longest delay, not below {@link #initial}} */
    public Duration max() {
        return max;
    }

    /**
     * Returns the delay before one restart of a row of them.
     *
     * @param restart which one, the first is 1
     * @return how long after the exit the container starts at the earliest
     * @throws IllegalArgumentException when there is no such restart
     */
    public Duration before(int restart) {
        if (restart < 1) {
            throw new IllegalArgumentException("restart: Invalid value: " + restart + ": expected 1 or more");
        }
        if (restart == 1 || max.isZero()) {
            return Duration.ZERO;
        }
        Duration delay = initial;
        for (int i = 2; i < restart && delay.compareTo(max) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(max) > 0 ? max : delay;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RestartDelay delay && initial.equals(delay.initial) && max.equals(delay.max);
    }

    @Override
    public int hashCode() {
        return Objects.hash(initial, max);
    }

    /** {@return both delays, for people: {@code 10s up to 5m0s}, or {@code none}} */
    @Override
    public String toString() {
        return max.isZero() ? "none" : GoText.duration(initial) + " up to " + GoText.duration(max);
    }
}
