package dev.rekindle.core.codec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The fields of Kubernetes' types: of pods and of everything that makes them. Kept as a text, a type a line, which is
 * derived from the official Java client.
 */
final class Schema {
    /** The file, beside this class. */
    static final String FILE = "kubernetes-fields.txt";

    /** The type of what has no fields that are known: scalars, maps, free JSON. */
    static final String OPEN = "";

    private static final Map<String, Map<String, String>> TYPES = load();

    private Schema() {}

    /** The fields of a type with their types; of a list, the type of its items. Empty when the type is open. */
    static Map<String, String> fields(String type) {
        return TYPES.getOrDefault(type, Map.of());
    }

    private static Map<String, Map<String, String>> load() {
        Map<String, Map<String, String>> types = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Schema.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    add(line, types);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
        return types;
    }

    private static void add(String line, Map<String, Map<String, String>> types) {
        int end = line.indexOf(": ");
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : line.substring(end + 2).split(" ", -1)) {
            int equals = field.indexOf('=');
            fields.put(
                    equals < 0 ? field : field.substring(0, equals), equals < 0 ? OPEN : field.substring(equals + 1));
        }
        types.put(line.substring(0, end), fields);
    }
}
