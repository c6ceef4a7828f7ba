package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Turns the tokens of JSON into trees. Jackson's own tree reader keeps the last of duplicate keys, and has no bounds. */
final class JsonReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final int linesBefore;
    private final Budget budget;

    JsonReader(JsonParser parser, int linesBefore, Budget budget) {
        this.parser = parser;
        this.linesBefore = linesBefore;
        this.budget = budget;
    }

    List<JsonNode> read() throws IOException {
        List<JsonNode> roots = new ArrayList<>();
        while (parser.nextToken() != null) {
            roots.add(value(0));
        }
        return roots;
    }

    private JsonNode value(int depth) throws IOException {
        String excess = budget.spend(1, parser.currentToken().isStructStart() ? depth + 1 : depth);
        if (!excess.isEmpty()) {
            throw at(parser.currentTokenLocation(), excess);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(depth + 1);
            case START_ARRAY -> array(depth + 1);
            case VALUE_NUMBER_INT -> Scalars.integer(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> fraction();
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NULL -> NullNode.instance;
            default -> TextNode.valueOf(parser.getText());
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
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonLocation location = parser.currentTokenLocation();
            parser.nextToken();
            if (object.putIfAbsent(name, value(depth)) != null) {
                throw at(location, FieldPath.text(parser.getParsingContext().pathAsPointer()) + ": duplicate key");
            }
        }
        return object;
    }

    private JsonNode fraction() throws IOException {
        try {
            BigDecimal value = parser.getDecimalValue();
            return Scalars.fraction(value, parser.getText());
        } catch (NumberFormatException | JsonParseException e) {
            throw at(parser.currentTokenLocation(), "not a number of JSON: " + Shown.quoted(parser.getText()));
        }
    }

    private PodFormatException at(JsonLocation location, String problem) {
        return PodFormatException.at(linesBefore + location.getLineNr(), location.getColumnNr(), problem);
    }
}
