package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.regex.Pattern;

/** Writes the place of a field as Kubernetes does: {@code spec.containers[0].name}. */
final class FieldPath {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,62}");

    private FieldPath() {}

    static String text(JsonPointer path) {
        StringBuilder text = new StringBuilder();
        for (JsonPointer at = path; !at.matches(); at = at.tail()) {
            String name = at.getMatchingProperty();
            if (at.mayMatchElement()) {
                text.append('[').append(name).append(']');
            } else if (PLAIN.matcher(name).matches()) {
                text.append(text.isEmpty() ? "" : ".").append(name);
            } else {
                text.append('[').append(Shown.quoted(name)).append(']');
            }
        }
        return text.toString();
    }
}
