package dev.rekindle.lifecycle;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Times as text in the JSON of a state. What is left out is the zero value, as Go reads JSON. */
final class StateText {
    private StateText() {}

    static Duration duration(String field, @Nullable String text) {
        return text == null ? Duration.ZERO : parse(field, text, Duration::parse, "an ISO 8601 duration such as PT10S");
    }

    static Instant instant(String field, @Nullable String text) {
        return text == null
                ? Instant.EPOCH
                : parse(field, text, Instant::parse, "an ISO 8601 time such as 2026-01-01T00:00:00Z");
    }

    private static <T> T parse(String field, String text, Function<String, T> parser, String expected) {
        try {
            return parser.apply(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(field + ": Invalid value: \"" + text + "\": expected " + expected, e);
        }
    }
}
