package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * A number, or the name of one: how the Kubernetes API writes ports.
 *
 * @param value an {@link Integer} or a {@link String}
 */
public record IntOrString(@JsonValue Object value) {
    /**
     * Accepts an integer or a string.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public IntOrString {
        Objects.requireNonNull(value, "value: Required value: expected an integer or a string");
        if (!(value instanceof Integer) && !(value instanceof String)) {
            throw new IllegalArgumentException("invalid value \"" + value + "\": expected an integer or a string");
        }
    }

    /**
     * Returns the value read from JSON.
     *
     * @param value an integer or a string
     * @return the value
     * @throws IllegalArgumentException when it is something else
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static IntOrString of(Object value) {
        return new IntOrString(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
