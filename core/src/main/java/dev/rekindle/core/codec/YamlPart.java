package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rekindle.core.codec.YamlEvents.Place;
import java.util.List;
import org.yaml.snakeyaml.error.YAMLException;

/** YAML between two separators, or a whole text of it. */
record YamlPart(String text, int linesBefore) implements Documents.Part {
    @Override
    public List<JsonNode> read(Budget budget) {
        try {
            return new YamlReader(new YamlEvents(text), linesBefore, budget).read();
        } catch (YAMLException e) {
            throw SyntaxErrors.explain(e, linesBefore);
        }
    }

    @Override
    public Place locate(int root, JsonPointer path) {
        YamlEvents events = new YamlEvents(text);
        for (int i = 0; i <= root; i++) {
            events.nextDocument();
        }
        return events.locate(path);
    }
}
