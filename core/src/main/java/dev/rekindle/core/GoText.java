package dev.rekindle.core;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;

/** Text as Go prints it: Kubernetes has it so in its messages, which others compare with. */
public final class GoText {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private GoText() {}

    /**
     * Quotes as {@code %q} and {@code strconv.Quote} do: double quotes, and escapes for what cannot be printed.
     *
     * @param text the text
     * @return the text in quotes
     */
    public static String quote(String text) {
        Objects.requireNonNull(text, "text: Required value: expected the text to quote");
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> out.append(escape(c)));
        return out.append('"').toString();
    }

    /**
     * Returns what {@code Duration.String} of Go's package time returns.
     *
     * @param duration the duration, to the nanosecond
     * @return the text, such as {@code 10s}, {@code 1m20s}, {@code 1h0m0s}, {@code 1.5s}, {@code 500ms} or {@code 0s}
     */
    public static String duration(Duration duration) {
        Objects.requireNonNull(duration, "duration: Required value: expected the duration to write");
        if (duration.isNegative()) {
            return "-" + duration(duration.negated());
        }
        if (duration.compareTo(SECOND) < 0 && !duration.isZero()) {
            return lessThanASecond((int) duration.toNanos());
        }
        long hours = duration.toHours();
        long minutes = duration.toMinutes();
        return (hours > 0 ? hours + "h" : "")
                + (minutes > 0 ? duration.toMinutesPart() + "m" : "")
                + seconds(duration.minusMinutes(minutes)) + "s";
    }

    /**
     * Returns the seconds of a duration as Go writes a floating point number.
     *
     * @param duration the duration, to the nanosecond
     * @return the text, such as {@code 301} or {@code 0.5}
     */
    public static String seconds(Duration duration) {
        Objects.requireNonNull(duration, "duration: Required value: expected the duration to write");
        return plain(BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9)));
    }

    private static String escape(int c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case 0x07 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 0x0b -> "\\v";
            default -> isPrintable(c) ? Character.toString(c) : hex(c);
        };
    }

    private static String hex(int c) {
        if (c < ' ' || c == 0x7f) {
            return String.format("\\x%02x", c);
        }
        return String.format(c > 0xffff ? "\\U%08x" : "\\u%04x", c);
    }

    /** Letters, marks, numbers, punctuation, symbols and the ASCII space. */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    private static String lessThanASecond(int nanos) {
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        return nanos < 1_000_000
                ? plain(BigDecimal.valueOf(nanos, 3)) + "µs"
                : plain(BigDecimal.valueOf(nanos, 6)) + "ms";
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
