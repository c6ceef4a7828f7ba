package dev.rekindle.testkit;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which log files are left: one an attempt, named by its number. */
final class LogFiles {
    private final Map<String, TreeSet<Integer>> attempts = new TreeMap<>();

    void add(String container, int attempt) {
        attempts.computeIfAbsent(container, name -> new TreeSet<>()).add(attempt);
    }

    void remove(String container, int attempt) {
        TreeSet<Integer> left = attempts.get(container);
        if (left != null && left.remove(attempt) && left.isEmpty()) {
            attempts.remove(container);
        }
    }

    Map<String, Integer> newest() {
        Map<String, Integer> newest = new TreeMap<>();
        attempts.forEach((name, left) -> newest.put(name, left.last()));
        return newest;
    }
}
