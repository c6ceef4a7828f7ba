package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the fields that Kubernetes does not have. Names are compared as they are: strict decoding heeds case. */
final class UnknownFields {
    /** As many as strict decoding tells of one object. */
    private static final int MAX = 100;

    private final List<UnknownField> found = new ArrayList<>();

    private UnknownFields() {}

    /** The unknown fields of an object. Of kinds that Kubernetes itself does not have, those of their templates. */
    static List<UnknownField> of(String kind, JsonNode object) {
        UnknownFields fields = new UnknownFields();
        switch (kind) {
            case "JobSet" -> {
                JsonPointer jobs = JsonPointer.compile("/spec/replicatedJobs");
                for (int i = 0; i < object.at(jobs).size(); i++) {
                    JsonPointer template = jobs.appendIndex(i).appendProperty("template");
                    fields.walk("JobTemplateSpec", object.at(template), template);
                }
            }
            case "LeaderWorkerSet" -> {
                for (JsonPointer template : Templates.places(kind, object)) {
                    fields.walk("PodTemplateSpec", object.at(template), template);
                }
            }
            default -> fields.walk(kind, object, JsonPointer.empty());
        }
        return fields.found;
    }

    /** Fields by the template they are in; those outside of all templates go with the first. */
    static Map<JsonPointer, List<UnknownField>> byTemplate(List<UnknownField> fields, List<JsonPointer> places) {
        Map<JsonPointer, List<UnknownField>> owners = new HashMap<>();
        for (UnknownField field : fields) {
            JsonPointer owner = places.get(0);
            for (JsonPointer place : places) {
                if (field.path().startsWith(FieldPath.text(place) + ".")) {
                    owner = place;
                }
            }
            owners.computeIfAbsent(owner, none -> new ArrayList<>()).add(field);
        }
        return owners;
    }

    private void walk(String type, JsonNode node, JsonPointer path) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(type, node.get(i), path.appendIndex(i));
            }
            return;
        }
        Map<String, String> known = Schema.fields(type);
        if (known.isEmpty()) {
            return;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String fieldType = known.get(field.getKey());
            JsonPointer place = path.appendProperty(field.getKey());
            if (fieldType != null) {
                walk(fieldType, field.getValue(), place);
            } else if (found.size() < MAX) {
                found.add(new UnknownField(FieldPath.text(place), Hints.hint(type, field.getKey())));
            }
        }
    }
}
