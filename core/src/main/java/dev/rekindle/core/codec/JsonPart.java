package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rekindle.core.codec.YamlEvents.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** JSON between two separators, or a whole text of it. */
record JsonPart(String text, int linesBefore) implements Documents.Part {
    private static final JsonFactory FORMAT = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(PodCodec.MAX_BYTES)
                    .build())
            .build();

    @Override
    public List<JsonNode> read(Budget budget) {
        try (JsonParser parser = FORMAT.createParser(text)) {
            return new JsonReader(parser, linesBefore, budget).read();
        } catch (IOException e) {
            throw SyntaxErrors.explain(e, linesBefore);
        }
    }

    @Override
    public Place locate(int root, JsonPointer path) {
        try (JsonParser parser = FORMAT.createParser(text)) {
            for (int i = 0; i < root; i++) {
                parser.nextToken();
                parser.skipChildren();
            }
            parser.nextToken();
            JsonLocation location = locate(parser, path);
            return new Place(location.getLineNr() - 1, location.getColumnNr() - 1, "");
        } catch (IOException e) {
            throw new UncheckedIOException("a text that was parsed before", e);
        }
    }

    private static JsonLocation locate(JsonParser parser, JsonPointer path) throws IOException {
        JsonLocation here = parser.currentTokenLocation();
        if (parser.hasToken(JsonToken.START_ARRAY)) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                if (path.matchesElement(i)) {
                    return locate(parser, path.tail());
                }
                parser.skipChildren();
            }
        } else if (parser.hasToken(JsonToken.START_OBJECT)) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                JsonLocation key = parser.currentTokenLocation();
                boolean found = path.matchesProperty(parser.currentName());
                parser.nextToken();
                if (found) {
                    return path.tail().matches() ? key : locate(parser, path.tail());
                }
                parser.skipChildren();
            }
        }
        return here;
    }
}
