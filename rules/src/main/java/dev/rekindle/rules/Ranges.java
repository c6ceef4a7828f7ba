package dev.rekindle.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Cuts the int32 exit codes into ranges. */
final class Ranges {
    private static final int MOST_SHOWN = 12;

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

    /** {@code ..-1}, {@code 0}, {@code 1..41} or {@code 43..}. */
    static String text(int from, int to) {
        if (from == to) {
            return String.valueOf(from);
        }
        return (from == Integer.MIN_VALUE ? "" : from) + ".." + (to == Integer.MAX_VALUE ? "" : to);
    }

    /** The first of them: a container with many rules has thousands. */
    static String text(List<String> ranges) {
        String shown = ranges.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        return ranges.size() <= MOST_SHOWN ? shown : shown + ", and " + (ranges.size() - MOST_SHOWN) + " more";
    }

    static void check(int from, int to) {
        if (from > to) {
            throw new IllegalArgumentException("from " + from + " is above to " + to + ": expected a range of codes");
        }
    }
}
