package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rekindle.core.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the pods among the objects of a text. */
final class ManifestReader {
    private static final JsonPointer ITEMS = JsonPointer.valueOf("/items");
    private static final JsonPointer TEMPLATE = JsonPointer.valueOf("/spec/template/spec");
    private static final JsonPointer CONTAINERS = JsonPointer.valueOf("/spec/containers");

    private final Documents documents;
    private final List<Pod> pods = new ArrayList<>();
    private int objects;
    private boolean podsExpected;
    private @Nullable Supplier<PodFormatException> refusal;

    ManifestReader(Documents documents) {
        this.documents = documents;
    }

    List<Pod> read() {
        for (int i = 0; i < documents.roots().size(); i++) {
            JsonNode root = documents.roots().get(i);
            if (!root.isNull()) {
                object(i, JsonPointer.empty(), root, "");
            }
        }
        if (objects == 0) {
            throw new PodFormatException("nothing in it: expected a Pod, PodList or List in YAML or JSON");
        }
        if (!podsExpected && refusal != null) {
            throw refusal.get();
        }
        return List.copyOf(pods);
    }

    private void object(int document, JsonPointer path, JsonNode object, String defaultKind) {
        if (!object.isObject()) {
            throw documents.error(document, path, "expected a Kubernetes object, got " + Shown.value(object));
        }
        if (++objects > PodCodec.MAX_OBJECTS) {
            throw documents.error(document, path, "more than " + PodCodec.MAX_OBJECTS + " objects");
        }
        switch (kind(document, path, object, defaultKind)) {
            case "Pod" -> pod(document, path, object);
            case "PodList" -> items(document, path, object, "Pod");
            case "List" -> items(document, path, object, "");
            default -> {
                if (refusal == null) {
                    refusal = () -> otherKind(document, path, object);
                }
            }
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
        try {
            pods.add(PodBinder.bind(object));
        } catch (JsonMappingException e) {
            JsonPointer field = PodBinder.path(e);
            throw documents.error(document, path.append(field), PodBinder.problem(e, object.at(field)));
        }
    }

    private PodFormatException otherKind(int document, JsonPointer path, JsonNode object) {
        JsonNode kind = object.path("kind");
        String found = kind.isTextual() ? "got " + Shown.quoted(kind.textValue()) : "none given";
        String hint = object.at(TEMPLATE).isObject() ? " (its pod is spec.template)" : "";
        return documents.error(document, path.appendProperty("kind"), "expected Pod, PodList or List, " + found + hint);
    }
}
