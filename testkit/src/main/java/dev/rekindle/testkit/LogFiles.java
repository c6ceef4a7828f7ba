package dev.rekindle.testkit;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** Which log files are left: one an attempt, named by its number. */
final class LogFiles {
    private final Map<String, BitSet> attempts = new TreeMap<>();

    void add(String container, int attempt) {
        attempts.computeIfAbsent(container, name -> new BitSet()).set(attempt);
    }

    void remove(String container, int attempt) {
        BitSet left = attempts.get(container);
        if (left != null) {
            left.clear(attempt);
            if (left.isEmpty()) {
                attempts.remove(container);
            }
        }
    }

    Map<String, Integer> newest() {
        Map<String, Integer> newest = new TreeMap<>();
        attempts.forEach((name, left) -> newest.put(name, left.length() - 1));
        return newest;
    }
}
