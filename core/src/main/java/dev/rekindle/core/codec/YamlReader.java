package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Turns the events of YAML into the trees that kubectl makes of them, and counts what aliases expand to. */
final class YamlReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String MERGE = "tag:yaml.org,2002:merge";

    private final YamlEvents events;
    private final int linesBefore;
    private final Budget budget;
    private final Map<String, Anchor> anchors = new HashMap<>();

    YamlReader(YamlEvents events, int linesBefore, Budget budget) {
        this.events = events;
        this.linesBefore = linesBefore;
        this.budget = budget;
    }

    /** A value that aliases may repeat: how many values it expands to, and how deep. */
    private record Anchor(JsonNode node, int values, int height) {}

    List<JsonNode> read() {
        List<JsonNode> roots = new ArrayList<>();
        while (events.nextDocument()) {
            anchors.clear();
            roots.add(value(events.next(), 0, JsonPointer.empty()));
        }
        return roots;
    }

    private JsonNode value(Event event, int depth, JsonPointer path) {
        if (event instanceof AliasEvent alias) {
            return alias(alias, depth);
        }
        int before = budget.values();
        spend(1, event.is(Event.ID.Scalar) ? depth : depth + 1, event);
        JsonNode node;
        if (event instanceof ScalarEvent scalar) {
            node = scalar(scalar);
        } else {
            node = event.is(Event.ID.SequenceStart) ? array(depth + 1, path) : object(depth + 1, path);
        }
        String anchor = ((NodeEvent) event).getAnchor();
        if (anchor != null) {
            anchors.put(anchor, new Anchor(node, budget.values() - before, Budget.height(node)));
        }
        return node;
    }

    private JsonNode alias(AliasEvent alias, int depth) {
        Anchor anchor = anchors.get(alias.getAnchor());
        if (anchor == null) {
            throw at(alias, "unknown alias " + Shown.quoted(alias.getAnchor()));
        }
        spend(anchor.values, depth + anchor.height, alias);
        return anchor.node;
    }

    private JsonNode scalar(ScalarEvent scalar) {
        try {
            return Scalars.resolve(scalar.getTag(), scalar.getValue(), scalar.isPlain());
        } catch (IllegalArgumentException e) {
            throw at(scalar, String.valueOf(e.getMessage()));
        }
    }

    private ArrayNode array(int depth, JsonPointer path) {
        ArrayNode array = NODES.arrayNode();
        while (!events.at(Event.ID.SequenceEnd)) {
            array.add(value(events.next(), depth, path.appendIndex(array.size())));
        }
        events.next();
        return array;
    }

    private ObjectNode object(int depth, JsonPointer path) {
        ObjectNode object = NODES.objectNode();
        List<ObjectNode> merged = new ArrayList<>();
        while (!events.at(Event.ID.MappingEnd)) {
            Event key = events.next();
            if (isMerge(key)) {
                merge(key, value(events.next(), depth, path), merged);
                continue;
            }
            String name = key(key, depth, path);
            JsonPointer field = path.appendProperty(name);
            if (object.putIfAbsent(name, value(events.next(), depth, field)) != null) {
                throw at(key, FieldPath.text(field) + ": duplicate key");
            }
        }
        events.next();
        for (ObjectNode source : merged) {
            source.properties().forEach(field -> object.putIfAbsent(field.getKey(), field.getValue()));
        }
        return object;
    }

    /** What a key is in JSON (convertToJSONableObject in sigs.k8s.io/yaml): numbers and booleans become text. */
    private String key(Event event, int depth, JsonPointer path) {
        if (!event.is(Event.ID.Scalar) && !event.is(Event.ID.Alias)) {
            throw at(event, "not a key: expected plain text");
        }
        JsonNode key = value(event, depth, path);
        if (!key.isValueNode() || key.isNull()) {
            throw at(event, "not a key: expected plain text, got " + Shown.value(key));
        }
        if (event instanceof ScalarEvent scalar && scalar.isPlain() && isComment(scalar.getValue())) {
            throw at(
                    event,
                    "neither YAML nor JSON: comments of that kind belong to neither, got "
                            + Shown.quoted(scalar.getValue()));
        }
        return key.asText();
    }

    private static boolean isComment(String key) {
        return (key.startsWith("/*") || key.startsWith("//")) && key.indexOf(' ') >= 0;
    }

    private static boolean isMerge(Event key) {
        return key instanceof ScalarEvent scalar
                && scalar.getValue().equals("<<")
                && (scalar.getTag() == null ? scalar.isPlain() : scalar.getTag().equals(MERGE));
    }

    private void merge(Event key, JsonNode value, List<ObjectNode> merged) {
        for (JsonNode source : value.isArray() ? value : List.of(value)) {
            if (!(source instanceof ObjectNode object)) {
                throw at(key, "merge key <<: expected an object or a list of objects");
            }
            merged.add(object);
        }
    }

    private void spend(int more, int depth, Event event) {
        String excess = budget.spend(more, depth);
        if (!excess.isEmpty()) {
            throw at(event, excess);
        }
    }

    private PodFormatException at(Event event, String problem) {
        Mark mark = event.getStartMark();
        return PodFormatException.at(linesBefore + mark.getLine() + 1, mark.getColumn() + 1, problem);
    }
}
