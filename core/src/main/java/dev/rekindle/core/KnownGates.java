package dev.rekindle.core;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All feature gates of the modelled versions, from {@code feature-gates.txt}, which says how it is written. */
final class KnownGates {
    private static final String FILE = "feature-gates.txt";
    private static final int LONGEST = 100;
    private static final Map<String, String[]> GATES = load();

    private KnownGates() {}

    /**
     * A gate in one version.
     *
     * @param enabled its default
     * @param locked whether it cannot be set to anything else
     */
    record Gate(boolean enabled, boolean locked) {}

    /** Returns null when the version does not know the gate. */
    static @Nullable Gate find(String name, KubernetesVersion version) {
        String current = null;
        for (String entry : GATES.getOrDefault(name, new String[0])) {
            String since = entry.replaceAll("[^0-9]", "");
            if (!since.isEmpty() && Integer.parseInt(since) <= version.minor()) {
                current = entry;
            }
        }
        if (current == null || current.startsWith("-")) {
            return null;
        }
        return new Gate(Character.isUpperCase(current.charAt(0)), current.contains("!"));
    }

    /** Returns the known gate whose name is most like that one, or null when none is. */
    static @Nullable String nearest(String name, KubernetesVersion version) {
        if (name.length() > LONGEST) {
            return null;
        }
        return GATES.keySet().stream()
                .filter(gate -> find(gate, version) != null && distance(gate, name) <= name.length() / 4 + 1)
                .min(Comparator.comparingInt(gate -> distance(gate, name)))
                .orElse(null);
    }

    /** How many letters to insert, leave out or replace; capitals do not count. */
    private static int distance(String a, String b) {
        String x = a.toLowerCase(Locale.ROOT);
        String y = b.toLowerCase(Locale.ROOT);
        int[] row = new int[y.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= x.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (x.charAt(i - 1) == y.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[y.length()];
    }

    private static Map<String, String[]> load() {
        Map<String, String[]> gates = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(KnownGates.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] words = line.split(" ", 2);
                gates.put(words[0], words[1].split(" ", -1));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return gates;
    }
}
