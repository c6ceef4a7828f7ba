package dev.rekindle.core.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** A null in a list is the zero value of Go to the API server: an empty object, an empty string, 0. */
final class ZeroValues {
    private ZeroValues() {}

    static void inLists(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (field.getValue() instanceof ArrayNode list) {
                    fill(list, field.getKey());
                }
                inLists(field.getValue());
            }
        } else if (node instanceof ArrayNode list) {
            list.forEach(ZeroValues::inLists);
        }
    }

    private static void fill(ArrayNode list, String field) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).isNull()) {
                list.set(i, zero(field));
            }
        }
    }

    private static JsonNode zero(String field) {
        return switch (field) {
            case "command", "args" -> TextNode.valueOf("");
            case "values" -> IntNode.valueOf(0);
            default -> JsonNodeFactory.instance.objectNode();
        };
    }
}
