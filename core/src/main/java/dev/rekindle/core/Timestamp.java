package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * A time of the Kubernetes API: RFC 3339 with whole seconds, as the kubelet publishes it ({@code metav1.Time},
 * normalized in pkg/kubelet/status). A type of its own because plain Jackson 2 cannot bind {@link Instant}.
 *
 * @param instant the time; parts of a second are cut off, and what is out of the years 0 to 9999, which RFC 3339 cannot
 *     write, becomes the nearest time that it can
 */
public record Timestamp(Instant instant) implements Comparable<Timestamp> {
    private static final Instant MIN = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59Z");

    /** Makes the time one that RFC 3339 can write with whole seconds. */
    public Timestamp {
        Objects.requireNonNull(instant, "instant: Required value: expected a time");
        if (instant.isBefore(MIN)) {
            instant = MIN;
        } else if (instant.isAfter(MAX)) {
            instant = MAX;
        } else {
            instant = instant.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    /**
     * Returns the timestamp of an instant.
     *
     * @param instant the time
     * @return the timestamp
     */
    public static Timestamp of(Instant instant) {
        return new Timestamp(instant);
    }

    /**
     * Reads RFC 3339, for example {@code 2026-01-01T00:00:00Z}.
     *
     * @param text the text
     * @return the timestamp
     * @throws IllegalArgumentException when the text is not RFC 3339
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Timestamp parse(String text) {
        Objects.requireNonNull(
                text, "text: Required value: expected a time in RFC 3339, for example 2026-01-01T00:00:00Z");
        try {
            return new Timestamp(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "invalid time \"" + text + "\": expected RFC 3339, for example 2026-01-01T00:00:00Z", e);
        }
    }

    /**
     * Tells whether an instant has this timestamp: the same as {@code of(other).equals(this)}, without making one.
     *
     * @param other the time
     * @return whether it lies in this second
     */
    public boolean isAt(Instant other) {
        Objects.requireNonNull(other, "other: Required value: expected a time");
        long second = Math.max(MIN.getEpochSecond(), Math.min(other.getEpochSecond(), MAX.getEpochSecond()));
        return second == instant.getEpochSecond();
    }

    @Override
    public int compareTo(Timestamp other) {
        Objects.requireNonNull(other, "other: Required value: expected a time");
        return instant.compareTo(other.instant);
    }

    @JsonValue
    @Override
    public String toString() {
        return instant.toString();
    }
}
