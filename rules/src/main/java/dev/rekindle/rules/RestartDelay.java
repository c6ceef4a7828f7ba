package dev.rekindle.rules;

import dev.rekindle.core.Kubelet;
import java.time.Duration;

/**
 * How long a container that exited waits for its next start, counted from its exit: the first time it does not, then
 * {@code initial}, doubled with each restart up to {@code max} (CrashLoopBackOff). An attempt that ended more than
 * {@link Kubelet#CRASH_LOOP_BACK_OFF_RESET} after it was started makes the next delay the initial one.
 *
 * @param initial the delay before the second restart
 * @param max the longest delay, at least {@code initial}
 */
public record RestartDelay(Duration initial, Duration max) {
    /** A restart of all containers: none of them waits, however often it recurs. */
    public static final RestartDelay NONE = new RestartDelay(Duration.ZERO, Duration.ZERO);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException when the initial delay is negative or above the longest one
     */
    public RestartDelay {
        if (initial.isNegative() || initial.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "initial delay " + initial + ", max " + max + ": expected 0 <= initial <= max");
        }
    }

    /** The delays of one container on a node. */
    static RestartDelay of(Kubelet kubelet) {
        return new RestartDelay(kubelet.crashLoopBackOffInitial(), kubelet.crashLoopBackOffMax());
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
            throw new IllegalArgumentException("restart " + restart + ": expected 1 or more");
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
}
