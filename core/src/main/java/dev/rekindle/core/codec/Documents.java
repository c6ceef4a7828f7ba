package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rekindle.core.codec.YamlEvents.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The documents of a YAML or JSON text. */
final class Documents {
    private static final Pattern SEPARATOR = Pattern.compile("(?m)^---[ \\t\\r]*$");

    /** An open brace with something behind it that no flow mapping of YAML has by custom. */
    private static final Pattern JSON = Pattern.compile("\\s*+\\{\\s*+(?:[^\\p{L}\\s].*+)?", Pattern.DOTALL);

    private final List<Part> parts = new ArrayList<>();
    private final List<JsonNode> roots = new ArrayList<>();
    private final List<Part> partOfRoot = new ArrayList<>();

    private Documents() {}

    /**
     * Takes a text that begins as JSON for JSON and nothing else, as kubectl does (YAMLOrJSONDecoder in
     * k8s.io/apimachinery), and so every part between separators.
     */
    static Documents parse(String source) {
        Documents documents = new Documents();
        documents.split(source.startsWith("\uFEFF") ? source.substring(1) : source);
        Budget budget = new Budget();
        for (Part part : documents.parts) {
            int before = documents.roots.size();
            documents.roots.addAll(part.read(budget));
            for (int i = before; i < documents.roots.size(); i++) {
                documents.partOfRoot.add(part);
            }
        }
        return documents;
    }

    /** {@return the documents, null nodes for empty ones} */
    List<JsonNode> roots() {
        return roots;
    }

    /** YAML is left whole when there is no JSON in the text. */
    private void split(String text) {
        Matcher separator = SEPARATOR.matcher(text);
        boolean json = false;
        int start = 0;
        int line = 0;
        while (start <= text.length()) {
            int end = separator.find() ? separator.start() : text.length();
            String part = text.substring(start, end);
            boolean isJson = JSON.matcher(part).matches();
            json |= isJson;
            parts.add(isJson ? new JsonPart(part, line) : new YamlPart(part, line));
            line += (int) part.chars().filter(c -> c == '\n').count();
            start = end == text.length() ? end + 1 : separator.end();
        }
        if (!json) {
            parts.clear();
            parts.add(new YamlPart(text, 0));
        }
    }

    /** A problem at a place of a document. Parses again to find its line, which saves keeping them all. */
    PodFormatException error(int document, JsonPointer path, String problem) {
        Part part = partOfRoot.get(document);
        Place place = place(document, path);
        String where = FieldPath.text(path);
        return PodFormatException.at(
                part.linesBefore() + place.line() + 1,
                place.column() + 1,
                where.isEmpty() ? problem : where + ": " + problem);
    }

    /** The scalar at a place as it is written, or empty. */
    String written(int document, JsonPointer path) {
        return place(document, path).written();
    }

    private Place place(int document, JsonPointer path) {
        Part part = partOfRoot.get(document);
        return part.locate(document - partOfRoot.indexOf(part), path);
    }

    /** A piece of the text in one format. */
    interface Part {
        int linesBefore();

        List<JsonNode> read(Budget budget);

        Place locate(int root, JsonPointer path);
    }
}
