package dev.rekindle.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * Arithmetic that stops at the ends of its types, as Go's {@code time.Duration} does: a state is read from a disk, and
 * a runtime may claim anything. What comes out late or large is of no use, but no reason to fail.
 */
final class Saturating {
    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    private Saturating() {}

    /** The number after one, as of attempts; what is below 0 counts as nothing before. */
    static int next(int number) {
        return number < 0 ? 0 : number + (number == Integer.MAX_VALUE ? 0 : 1);
    }

    /** A time, later by a duration that is not negative; at most {@link Instant#MAX}. */
    static Instant plus(Instant at, Duration duration) {
        Duration left = Duration.between(at, Instant.MAX);
        return duration.compareTo(left) < 0 ? at.plus(duration) : Instant.MAX;
    }

    /** Twice a duration that is not negative. */
    static Duration twice(Duration duration) {
        return duration.compareTo(LONGEST.dividedBy(2)) > 0 ? LONGEST : duration.multipliedBy(2);
    }

    /** A duration within two bounds; the upper one counts when they contradict each other. */
    static Duration clamp(Duration duration, Duration min, Duration max) {
        Duration atLeast = duration.compareTo(min) < 0 ? min : duration;
        return atLeast.compareTo(max) > 0 ? max : atLeast;
    }

    /** At least nothing. */
    static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
