package dev.rekindle.rules;

import dev.rekindle.core.GoText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with one field of an object, in the words of the API server
 * (staging/src/k8s.io/apimachinery/pkg/util/validation/field/errors.go).
 *
 * @param type what kind of error it is
 * @param field the path of the field, such as {@code spec.containers[0].restartPolicy}
 * @param badValue what the field holds: a {@link String} or a number; null for an unset field and for the kinds of errors
 *     that show no value
 * @param detail what was expected; one line, may be empty
 */
public record FieldError(Type type, String field, @Nullable Object badValue, String detail) {
    private static final String OMITTED = "<value omitted>";

    /** The kinds of errors that {@link PodValidation} gives; {@link #toString} is the reason in a status cause. */
    public enum Type {
        /** A value is missing. */
        REQUIRED("FieldValueRequired", "Required value", false),
        /** The value is not one of those supported. */
        NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value", true),
        /** The value is wrong for a reason that the detail gives. */
        INVALID("FieldValueInvalid", "Invalid value", true),
        /** The value is there already, where each may be there once. */
        DUPLICATE("FieldValueDuplicate", "Duplicate value", true),
        /** The value names something that does not exist. */
        NOT_FOUND("FieldValueNotFound", "Not found", true),
        /** No value may be there, or it may not change. */
        FORBIDDEN("FieldValueForbidden", "Forbidden", false),
        /** A list has too many entries. */
        TOO_MANY("FieldValueTooMany", "Too many", true),
        /** What Kubernetes up to 1.35 said for {@link #TOO_MANY}. */
        TOO_LONG("FieldValueTooLong", "Too long", false);

        private final String reason;
        private final String title;
        private final boolean showsValue;

        Type(String reason, String title, boolean showsValue) {
            this.reason = reason;
            this.title = title;
            this.showsValue = showsValue;
        }

        @Override
        public String toString() {
            return reason;
        }
    }

    /** Rejects null. */
    public FieldError {
        Objects.requireNonNull(type, "type: Required value: expected what kind of error it is");
        Objects.requireNonNull(field, "field: Required value: expected the path of the field");
        Objects.requireNonNull(detail, "detail: Required value: expected what is wrong, or an empty text");
    }

    /** {@return field and error in one line, what {@code field.Error.Error()} returns in Go} */
    public String message() {
        return field + ": " + body();
    }

    /** {@return the error without its field, what a status cause has as its message} */
    public String body() {
        String value = type.showsValue ? ": " + show(badValue) : "";
        return type.title + value + (detail.isEmpty() ? "" : ": " + detail);
    }

    /** {@return what {@link #message} says} */
    @Override
    public String toString() {
        return message();
    }

    static FieldError required(String field, String detail) {
        return new FieldError(Type.REQUIRED, field, null, detail);
    }

    static FieldError forbidden(String field, String detail) {
        return new FieldError(Type.FORBIDDEN, field, null, detail);
    }

    static FieldError invalid(String field, @Nullable Object badValue, String detail) {
        return new FieldError(Type.INVALID, field, badValue, detail);
    }

    static FieldError duplicate(String field, String badValue) {
        return new FieldError(Type.DUPLICATE, field, badValue, "");
    }

    static FieldError notFound(String field, String badValue) {
        return new FieldError(Type.NOT_FOUND, field, badValue, "");
    }

    static FieldError notSupported(String field, String badValue, String... supported) {
        String values = "\"" + String.join("\", \"", supported) + "\"";
        return new FieldError(Type.NOT_SUPPORTED, field, badValue, "supported values: " + values);
    }

    static FieldError tooMany(String field, int count, int limit) {
        return new FieldError(Type.TOO_MANY, field, count, "must have at most " + limit + " items");
    }

    static FieldError tooLong(String field, int limit) {
        return new FieldError(Type.TOO_LONG, field, OMITTED, "may not be more than " + limit + " bytes");
    }

    private static String show(@Nullable Object value) {
        return value instanceof String text ? GoText.quote(text) : String.valueOf(value);
    }
}
