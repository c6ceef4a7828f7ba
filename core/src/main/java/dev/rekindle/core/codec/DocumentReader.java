package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the tokens of a parser into trees. Jackson's own tree reader takes a YAML alias for a string, keeps the last
 * of duplicate keys and has no bound on what aliases expand to; this one expands aliases and merge keys, refuses
 * duplicates and counts.
 */
final class DocumentReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final Map<String, Anchor> anchors = new HashMap<>();
    private int values;

    DocumentReader(JsonParser parser) {
        this.parser = parser;
    }

    /** A value that aliases may repeat: how many values it expands to, and how deep. */
    private record Anchor(JsonNode node, int values, int height) {}

    List<JsonNode> read() throws IOException {
        List<JsonNode> roots = new ArrayList<>();
        while (parser.nextToken() != null) {
            anchors.clear();
            JsonNode root = value(0);
            roots.add(root.isTextual() && root.textValue().isEmpty() ? NullNode.instance : root);
        }
        return roots;
    }

    private JsonNode value(int depth) throws IOException {
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            return alias(depth);
        }
        Object anchor = parser.getObjectId();
        int before = values;
        count(1, parser.currentToken().isStructStart() ? depth + 1 : depth);
        JsonNode node = node(depth);
        if (anchor != null) {
            anchors.put(anchor.toString(), new Anchor(node, values - before, height(node)));
        }
        return node;
    }

    private JsonNode node(int depth) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(depth + 1);
            case START_ARRAY -> array(depth + 1);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NULL -> NullNode.instance;
            default -> text();
        };
    }

    private ArrayNode array(int depth) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(depth));
        }
        return array;
    }

    private ObjectNode object(int depth) throws IOException {
        ObjectNode object = NODES.objectNode();
        List<ObjectNode> merged = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonLocation location = parser.currentTokenLocation();
            boolean merge = name.equals("<<") && isPlain(name);
            parser.nextToken();
            JsonNode value = value(depth);
            if (merge) {
                merge(value, merged, location);
            } else if (object.putIfAbsent(name, value) != null) {
                JsonPointer path = parser.getParsingContext().pathAsPointer();
                throw at(location, FieldPath.text(path) + ": duplicate key");
            }
        }
        for (ObjectNode source : merged) {
            source.properties().forEach(field -> object.putIfAbsent(field.getKey(), field.getValue()));
        }
        return object;
    }

    private static void merge(JsonNode value, List<ObjectNode> merged, JsonLocation location) {
        for (JsonNode source : value.isArray() ? value : List.of(value)) {
            if (!(source instanceof ObjectNode object)) {
                throw at(location, "merge key <<: expected an object or a list of objects");
            }
            merged.add(object);
        }
    }

    private JsonNode alias(int depth) throws IOException {
        Anchor anchor = anchors.get(parser.getText());
        if (anchor == null) {
            throw at(parser.currentTokenLocation(), "unknown alias " + Shown.quoted(parser.getText()));
        }
        count(anchor.values, depth + anchor.height);
        return anchor.node;
    }

    /** Jackson leaves y and n strings, which are booleans to YAML 1.1 and to kubectl. */
    private JsonNode text() throws IOException {
        String text = parser.getText();
        if (text.length() == 1 && "yYnN".contains(text) && isPlain(text)) {
            return BooleanNode.valueOf("yY".contains(text));
        }
        return TextNode.valueOf(text);
    }

    /** Tells whether a short text stands in YAML without quotes, tag or anchor: then it is as long as its token. */
    private boolean isPlain(String text) {
        int length = parser.currentLocation().getColumnNr()
                - parser.currentTokenLocation().getColumnNr();
        return parser instanceof YAMLParser && length == text.length();
    }

    private JsonNode number() throws IOException {
        String digits = parser.getText();
        try {
            return parser.hasToken(JsonToken.VALUE_NUMBER_INT)
                    ? integer(parser.getBigIntegerValue())
                    : NODES.numberNode(parser.getDecimalValue());
        } catch (NumberFormatException | JsonParseException e) {
            throw at(parser.currentTokenLocation(), "not a number of JSON: " + Shown.quoted(digits));
        }
    }

    private static JsonNode integer(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return NODES.numberNode(value.intValue());
        }
        return value.bitLength() < Long.SIZE ? NODES.numberNode(value.longValue()) : NODES.numberNode(value);
    }

    private void count(int more, int depth) {
        values += more;
        if (depth > PodCodec.MAX_DEPTH) {
            throw at(parser.currentTokenLocation(), "nested deeper than " + PodCodec.MAX_DEPTH + " levels");
        }
        if (values > PodCodec.MAX_VALUES) {
            throw at(parser.currentTokenLocation(), "more than " + PodCodec.MAX_VALUES + " values");
        }
    }

    private static int height(JsonNode node) {
        int height = 0;
        for (JsonNode child : node) {
            height = Math.max(height, height(child));
        }
        return node.isContainerNode() ? height + 1 : 0;
    }

    private static PodFormatException at(JsonLocation location, String problem) {
        return PodFormatException.at(location.getLineNr(), location.getColumnNr(), problem);
    }
}
