package dev.rekindle.core.codec;

import com.fasterxml.jackson.databind.JsonNode;

/** What an object is called. A name that is made from {@code generateName} ends with a star. */
record ObjectName(String kind, String namespace, String name, String shownName) {
    static ObjectName of(String kind, JsonNode object) {
        JsonNode metadata = object.path("metadata");
        String name = text(metadata, "name");
        String generated = text(metadata, "generateName");
        String shown = name.isEmpty() && !generated.isEmpty() ? generated + "*" : name;
        return new ObjectName(kind, text(metadata, "namespace"), name, shown);
    }

    /** The name of a pod, the kind and name of what makes pods. Empty when it has no name. */
    String label() {
        if (shownName.isEmpty()) {
            return "";
        }
        String full = namespace.isEmpty() ? shownName : namespace + "/" + shownName;
        return kind.equals("Pod") ? full : kind + "/" + full;
    }

    private static String text(JsonNode metadata, String field) {
        JsonNode value = metadata.path(field);
        return value.isTextual() ? Shown.oneLine(value.textValue()) : "";
    }
}
