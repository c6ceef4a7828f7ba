package dev.rekindle.testkit;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * What is left of the attempts of all containers: one log file an attempt, and ids that do not come again. A value.
 *
 * @param logs by container, the attempts whose log file is there
 * @param highest by container, the highest attempt there ever was
 * @param again by container and attempt, how often its id was given after the first time
 */
record Attempts(Map<String, BitSet> logs, Map<String, Integer> highest, Map<String, Integer> again) {
    static final Attempts NONE = new Attempts(Map.of(), Map.of(), Map.of());

    /** What makes the id of an attempt unique. Its number may come again after its logs are gone; an id never does. */
    String suffix(String container, int attempt) {
        String key = container + "-" + attempt;
        return comesAgain(container, attempt) ? key + "." + (again.getOrDefault(key, 0) + 1) : key;
    }

    private boolean comesAgain(String container, int attempt) {
        return attempt <= highest.getOrDefault(container, -1);
    }

    Attempts created(String container, int attempt) {
        String key = container + "-" + attempt;
        return new Attempts(
                logs,
                with(highest, container, (name, old) -> Math.max(attempt, old == null ? attempt : old)),
                comesAgain(container, attempt) ? with(again, key, (id, old) -> old == null ? 1 : old + 1) : again);
    }

    Attempts logged(String container, int attempt, boolean there) {
        Map<String, BitSet> changed = with(logs, container, (name, old) -> {
            BitSet attempts = old == null ? new BitSet() : (BitSet) old.clone();
            attempts.set(attempt, there);
            return attempts.isEmpty() ? null : attempts;
        });
        return new Attempts(changed, highest, again);
    }

    Map<String, Integer> newestLogs() {
        Map<String, Integer> newest = new TreeMap<>();
        logs.forEach((name, attempts) -> newest.put(name, attempts.length() - 1));
        return newest;
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, BiFunction<String, V, V> change) {
        Map<String, V> changed = new TreeMap<>(map);
        changed.compute(key, change);
        return changed;
    }
}
