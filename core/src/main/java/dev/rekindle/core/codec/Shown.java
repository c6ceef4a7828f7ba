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
        return node.isTextual() ? quoted(node.textValue()) : shortened(node.toString(), MAX_LENGTH);
    }

    static String quoted(String text) {
        return TextNode.valueOf(shortened(text, MAX_LENGTH)).toString();
    }

    /** A name for people: without quotes, and without what moves the cursor of a terminal. */
    static String oneLine(String text) {
        StringBuilder plain = new StringBuilder();
        shortened(text, 2 * MAX_LENGTH).codePoints().forEach(c -> plain.appendCodePoint(isShown(c) ? c : '?'));
        return plain.toString();
    }

    private static boolean isShown(int c) {
        int type = Character.getType(c);
        return !Character.isISOControl(c)
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "...";
    }
}
