package dev.rekindle.rules;

import dev.rekindle.core.PodMetadata;
import java.util.ArrayList;
import java.util.List;

/** Checks the names of a pod: {@code ValidateObjectMeta} (apimachinery/pkg/api/validation/objectmeta.go). */
final class MetadataValidation {
    private MetadataValidation() {}

    /**
     * Returns a list that the caller may add to. A name that is made from {@code generateName} is not judged, as its
     * end is chosen by the server.
     */
    static List<FieldError> check(PodMetadata metadata) {
        List<FieldError> errors = new ArrayList<>();
        String prefix = metadata.generateName();
        if (!prefix.isEmpty()) {
            add("metadata.generateName", prefix, Names.subdomain(maskTrailingDash(prefix)), errors);
        }
        if (!metadata.name().isEmpty()) {
            add("metadata.name", metadata.name(), Names.subdomain(metadata.name()), errors);
        } else if (prefix.isEmpty()) {
            errors.add(FieldError.required("metadata.name", "name or generateName is required"));
        }
        if (!metadata.namespace().isEmpty()) {
            add("metadata.namespace", metadata.namespace(), Names.label(metadata.namespace()), errors);
        }
        return errors;
    }

    /** The server puts something after a final dash, which may therefore be there. */
    private static String maskTrailingDash(String prefix) {
        return prefix.length() > 1 && prefix.endsWith("-") ? prefix.substring(0, prefix.length() - 2) + "a" : prefix;
    }

    private static void add(String field, String value, List<String> details, List<FieldError> errors) {
        details.forEach(detail -> errors.add(FieldError.invalid(field, value, detail)));
    }
}
