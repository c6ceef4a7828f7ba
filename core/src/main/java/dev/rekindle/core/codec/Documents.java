package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * The documents of a YAML or JSON text.
 *
 * @param text the text
 * @param format how to parse it
 * @param roots the documents, null nodes for empty ones
 */
record Documents(String text, JsonFactory format, List<JsonNode> roots) {
    private static final StreamReadConstraints CONSTRAINTS =
            StreamReadConstraints.builder().maxNameLength(PodCodec.MAX_BYTES).build();
    private static final JsonFactory JSON =
            JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();
    private static final JsonFactory YAML = yaml();

    /** Takes a text that starts as JSON for JSON, and for YAML when it is none, as kubectl does. */
    static Documents parse(String source) {
        String text = source.startsWith("\uFEFF") ? source.substring(1) : source;
        if (text.stripLeading().startsWith("{")) {
            return jsonOrYaml(text);
        }
        try {
            return parse(text, YAML);
        } catch (IOException e) {
            throw SyntaxErrors.explain(e);
        }
    }

    private static Documents jsonOrYaml(String text) {
        try {
            return parse(text, JSON);
        } catch (IOException notJson) {
            try {
                return parse(text, YAML);
            } catch (IOException | PodFormatException notYaml) {
                throw SyntaxErrors.explain(notJson);
            }
        }
    }

    private static Documents parse(String text, JsonFactory format) throws IOException {
        try (JsonParser parser = format.createParser(text)) {
            return new Documents(text, format, new DocumentReader(parser).read());
        }
    }

    private static JsonFactory yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(PodCodec.MAX_BYTES);
        return YAMLFactory.builder()
                .loaderOptions(options)
                .streamReadConstraints(CONSTRAINTS)
                .build();
    }

    /** A problem at a place of a document. Parses again to find its line, which saves keeping them all. */
    PodFormatException error(int document, JsonPointer path, String problem) {
        try (JsonParser parser = format.createParser(text)) {
            for (int i = 0; i < document; i++) {
                parser.nextToken();
                parser.skipChildren();
            }
            parser.nextToken();
            JsonLocation location = locate(parser, path);
            String where = FieldPath.text(path);
            return PodFormatException.at(
                    location.getLineNr(), location.getColumnNr(), where.isEmpty() ? problem : where + ": " + problem);
        } catch (IOException e) {
            throw new UncheckedIOException("a text that was parsed before", e);
        }
    }

    /** The place of a field or item, or of what holds it where an alias stands in. */
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
