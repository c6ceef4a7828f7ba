package dev.rekindle.conformance;

import dev.rekindle.conformance.JsonDiff.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of running vectors, by category. */
public final class Report {
    private static final int DIFFERENCES_SHOWN = 3;

    private final Map<String, Counts> counts = new TreeMap<>();
    private final List<Failure> failures = new ArrayList<>();

    /** Creates an empty report. */
    public Report() {}

    /**
     * How many vectors of a category passed and failed.
     *
     * @param passed those without a difference
     * @param failed the others
     */
    public record Counts(int passed, int failed) {}

    /**
     * A vector that failed.
     *
     * @param category its category
     * @param id its id
     * @param differences its first differences, as {@code path: expected X, actual Y}
     */
    public record Failure(String category, String id, List<String> differences) {}

    void add(String category, String id, List<Difference> differences) {
        boolean passed = differences.isEmpty();
        counts.merge(
                category,
                new Counts(passed ? 1 : 0, passed ? 0 : 1),
                (a, b) -> new Counts(a.passed + b.passed, a.failed + b.failed));
        if (!passed) {
            failures.add(new Failure(
                    category,
                    id,
                    differences.stream()
                            .limit(DIFFERENCES_SHOWN)
                            .map(d -> d.path() + ": expected " + d.expected() + ", actual " + d.actual())
                            .toList()));
        }
    }

    /** {@return the counts by category, sorted} */
    public Map<String, Counts> counts() {
        return new TreeMap<>(counts);
    }

    /** {@return the vectors that failed, in order} */
    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** {@return the sum over all categories} */
    public Counts total() {
        return counts.values().stream()
                .reduce(new Counts(0, 0), (a, b) -> new Counts(a.passed + b.passed, a.failed + b.failed));
    }
}
