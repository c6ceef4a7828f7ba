package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Where two JSON values differ. What is empty equals what is absent, and numbers are compared by value. */
final class JsonDiff {
    private final List<Difference> differences = new ArrayList<>();

    private JsonDiff() {}

    /** One place where an actual value is not the expected one. */
    record Difference(String path, String expected, String actual) {}

    static List<Difference> compare(JsonNode expected, JsonNode actual) {
        JsonDiff diff = new JsonDiff();
        diff.compare("", "", expected, actual);
        return diff.differences;
    }

    private void compare(String path, String key, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            actual.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                String child = path.isEmpty() ? name : path + "." + name;
                compare(child, name, expected.path(name), actual.path(name));
            }
            if (isEmpty(key, expected) != isEmpty(key, actual)) {
                add(path, expected, actual);
            }
        } else if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                compare(path + "[" + i + "]", "[]", expected.path(i), actual.path(i));
            }
        } else if (!isSame(key, expected, actual)) {
            add(path, expected, actual);
        }
    }

    private void add(String path, JsonNode expected, JsonNode actual) {
        differences.add(new Difference(path, text(expected), text(actual)));
    }

    private static boolean isSame(String key, JsonNode expected, JsonNode actual) {
        if (expected.isNumber() && actual.isNumber()) {
            return expected.asDouble() == actual.asDouble();
        }
        return expected.equals(actual) || (isEmpty(key, expected) && isEmpty(key, actual));
    }

    /** Waiting and running without any detail are states all the same; an element of a list is one too. */
    private static boolean isEmpty(String key, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return true;
        }
        boolean present = key.equals("waiting") || key.equals("running") || key.equals("[]");
        return (node.isContainerNode() && node.isEmpty() && !present)
                || (node.isTextual() && node.asText().isEmpty());
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "(absent)" : node.toString();
    }
}
