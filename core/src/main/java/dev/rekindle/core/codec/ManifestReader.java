package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the pods among the objects of a text, and the templates of pods when asked to. */
final class ManifestReader {
    private static final JsonPointer ITEMS = JsonPointer.valueOf("/items");
    private static final JsonPointer TEMPLATE = JsonPointer.valueOf("/spec/template/spec");
    private static final JsonPointer CONTAINERS = JsonPointer.valueOf("/spec/containers");

    private final Documents documents;
    private final boolean templates;
    private final List<Found> found = new ArrayList<>();
    private final List<SkippedObject> skipped = new ArrayList<>();
    private int objects;
    private boolean podsExpected;
    private @Nullable Supplier<PodFormatException> refusal;

    private ManifestReader(Documents documents, boolean templates) {
        this.documents = documents;
        this.templates = templates;
    }

    /** A pod, where it was, and whose it is. */
    record Found(
            int document,
            JsonPointer path,
            ObjectName name,
            JsonPointer template,
            Pod pod,
            List<UnknownField> unknownFields) {}

    static ManifestReader podsOnly(Documents documents) {
        return new ManifestReader(documents, false).read();
    }

    static ManifestReader withTemplates(Documents documents) {
        return new ManifestReader(documents, true).read();
    }

    List<Pod> pods() {
        if (!podsExpected && refusal != null) {
            throw refusal.get();
        }
        return found.stream().map(Found::pod).toList();
    }

    Manifests manifests() {
        return new Manifests(Labels.label(found), skipped);
    }

    private ManifestReader read() {
        for (int i = 0; i < documents.roots().size(); i++) {
            JsonNode root = documents.roots().get(i);
            if (!root.isNull()) {
                object(i, JsonPointer.empty(), root, "");
            }
        }
        if (objects == 0) {
            throw new PodFormatException("nothing in it: expected a Pod, PodList or List in YAML or JSON");
        }
        return this;
    }

    private void object(int document, JsonPointer path, JsonNode object, String defaultKind) {
        if (!object.isObject()) {
            throw documents.error(document, path, "expected a Kubernetes object, got " + Shown.value(object));
        }
        if (++objects > PodCodec.MAX_OBJECTS) {
            throw documents.error(document, path, "more than " + PodCodec.MAX_OBJECTS + " objects");
        }
        String kind = kind(document, path, object, defaultKind);
        switch (kind) {
            case "Pod" -> pod(document, path, object);
            case "PodList" -> items(document, path, object, "Pod");
            case "List" -> items(document, path, object, "");
            default -> other(document, path, object, kind);
        }
    }

    private String kind(int document, JsonPointer path, JsonNode object, String defaultKind) {
        JsonNode kind = object.path("kind");
        if (kind.isTextual()) {
            return kind.textValue();
        }
        if (!kind.isMissingNode() && !kind.isNull()) {
            throw documents.error(document, path.appendProperty("kind"), "expected a string, got " + Shown.value(kind));
        }
        return object.at(CONTAINERS).isArray() ? "Pod" : defaultKind;
    }

    private void items(int document, JsonPointer path, JsonNode list, String defaultKind) {
        podsExpected |= defaultKind.equals("Pod") || list.at(ITEMS).isEmpty();
        JsonPointer itemsPath = path.append(ITEMS);
        JsonNode items = list.at(ITEMS);
        if (!items.isArray() && !items.isNull() && !items.isMissingNode()) {
            throw documents.error(document, itemsPath, "expected a list, got " + Shown.value(items));
        }
        for (int i = 0; i < items.size(); i++) {
            object(document, itemsPath.appendIndex(i), items.get(i), defaultKind);
        }
    }

    private void pod(int document, JsonPointer path, JsonNode object) {
        JsonNode version = object.path("apiVersion");
        if (version.isTextual() && !version.textValue().equals("v1")) {
            throw documents.error(
                    document, path.appendProperty("apiVersion"), "expected v1, got " + Shown.value(version));
        }
        podsExpected = true;
        Pod pod = bind(document, path, object);
        List<UnknownField> unknown = templates ? UnknownFields.of("Pod", object) : List.of();
        found.add(new Found(document, path, ObjectName.of("Pod", object), JsonPointer.empty(), pod, unknown));
    }

    private void other(int document, JsonPointer path, JsonNode object, String kind) {
        if (refusal == null) {
            refusal = () -> otherKind(document, path, object);
        }
        if (!templates) {
            return;
        }
        String item = kind.endsWith("List") ? kind.substring(0, kind.length() - 4) : "";
        if (kind.isEmpty()) {
            throw otherKind(document, path, object);
        } else if (Templates.isWorkload(kind, object.path("apiVersion"))) {
            workload(document, path, object, kind);
        } else if (Templates.isWorkload(item, object.path("apiVersion"))) {
            items(document, path, object, item);
        } else {
            ObjectName name = ObjectName.of(Shown.oneLine(kind), object);
            skipped.add(new SkippedObject(name.kind(), name.namespace(), name.shownName()));
        }
    }

    private void workload(int document, JsonPointer path, JsonNode object, String kind) {
        List<JsonPointer> places = Templates.places(kind, object);
        if (places.isEmpty()) {
            return;
        }
        Map<JsonPointer, List<UnknownField>> unknown = UnknownFields.byTemplate(UnknownFields.of(kind, object), places);
        for (JsonPointer place : places) {
            JsonNode template = object.at(place);
            JsonPointer templatePath = path.append(place);
            if (!template.isObject() && !template.isNull() && !template.isMissingNode()) {
                throw documents.error(document, templatePath, "expected an object, got " + Shown.value(template));
            }
            ObjectNode pod = JsonNodeFactory.instance.objectNode();
            for (String part : List.of("metadata", "spec")) {
                if (template.has(part)) {
                    pod.set(part, template.get(part));
                }
            }
            if (kind.equals("JobSet")) {
                defaultToOnFailure(pod);
            }
            Pod bound = bind(document, templatePath, pod);
            List<UnknownField> own = unknown.getOrDefault(place, List.of());
            found.add(new Found(document, path, ObjectName.of(kind, object), place, bound, own));
        }
    }

    /** The webhook of JobSet does that (pkg/webhooks/jobset_webhook.go); Always, the default of a pod, it refuses. */
    private static void defaultToOnFailure(ObjectNode pod) {
        if (pod.get("spec") instanceof ObjectNode spec
                && spec.path("restartPolicy").asText("").isEmpty()) {
            pod.set("spec", spec.deepCopy().put("restartPolicy", "OnFailure"));
        }
    }

    private Pod bind(int document, JsonPointer path, JsonNode pod) {
        try {
            ZeroValues.inLists(pod);
            return PodBinder.bind(pod);
        } catch (JsonMappingException e) {
            JsonPointer field = PodBinder.path(e);
            JsonPointer place = path.append(field);
            String written = documents.written(document, place);
            throw documents.error(document, place, PodBinder.problem(e, pod.at(field), written));
        }
    }

    private PodFormatException otherKind(int document, JsonPointer path, JsonNode object) {
        JsonNode kind = object.path("kind");
        String got = kind.isTextual() ? "got " + Shown.quoted(kind.textValue()) : "none given";
        String hint = object.at(TEMPLATE).isObject() ? " (its pod is spec.template)" : "";
        return documents.error(document, path.appendProperty("kind"), "expected Pod, PodList or List, " + got + hint);
    }
}
