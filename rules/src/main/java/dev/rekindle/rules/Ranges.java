package dev.rekindle.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Cuts the int32 exit codes into ranges. */
final class Ranges {
    private Ranges() {}

    /** Makes a range of codes that share an answer. */
    interface Maker<A, R> {
        R make(int from, int to, A answer);
    }

    /**
     * Maximal ranges of equal answers, ascending, from {@code Integer.MIN_VALUE} to {@code MAX_VALUE} without gaps.
     *
     * @param starts the codes that may answer otherwise than the code before, ascending, {@code MIN_VALUE} first
     */
    static <A, R> List<R> of(int[] starts, IntFunction<A> answers, Maker<A, R> maker) {
        List<R> ranges = new ArrayList<>();
        int from = starts[0];
        A answer = answers.apply(from);
        for (int start : starts) {
            A next = answers.apply(start);
            if (!next.equals(answer)) {
                ranges.add(maker.make(from, start - 1, answer));
                from = start;
                answer = next;
            }
        }
        ranges.add(maker.make(from, Integer.MAX_VALUE, answer));
        return List.copyOf(ranges);
    }

    static void check(int from, int to) {
        if (from > to) {
            throw new IllegalArgumentException("from " + from + " is above to " + to + ": expected a range of codes");
        }
    }
}
