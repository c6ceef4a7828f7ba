package dev.rekindle.core.codec;

import com.fasterxml.jackson.databind.JsonNode;

/** Counts what a text holds, aliases expanded, so that a small text cannot stand for a large tree. */
final class Budget {
    private int values;

    int values() {
        return values;
    }

    /** {@return what is too much, or empty} */
    String spend(int more, int depth) {
        values += more;
        if (depth > PodCodec.MAX_DEPTH) {
            return "nested deeper than " + PodCodec.MAX_DEPTH + " levels";
        }
        return values > PodCodec.MAX_VALUES ? "more than " + PodCodec.MAX_VALUES + " values" : "";
    }

    static int height(JsonNode node) {
        int height = 0;
        for (JsonNode child : node) {
            height = Math.max(height, height(child));
        }
        return node.isContainerNode() ? height + 1 : 0;
    }
}
