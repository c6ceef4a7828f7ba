package dev.rekindle.core.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** How messages show a value: on one line, and short whatever the input was. */
final class Shown {
    private static final int MAX_LENGTH = 60;

    private Shown() {}

    static String value(JsonNode node) {
        if (node.isObject()) {
            return "an object";
        }
        if (node.isArray()) {
            return "a list";
        }
        return node.isTextual() ? quoted(node.textValue()) : shortened(node.toString());
    }

    static String quoted(String text) {
        return TextNode.valueOf(shortened(text)).toString();
    }

    private static String shortened(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
    }
}
