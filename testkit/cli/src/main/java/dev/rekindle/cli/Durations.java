package dev.rekindle.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go and kubectl write them. */
final class Durations {
    private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|h|m|s)");
    private static final Pattern WHOLE = Pattern.compile("(" + PART.pattern() + "){1,4}");
    private static final Duration MAX = Duration.ofDays(365);

    private Durations() {}

    /**
     * Reads a duration such as {@code 90s}, {@code 1h30m} or {@code 250ms}, to the millisecond.
     *
     * @param where what to call it in an error
     */
    static Duration parse(String where, String text) {
        if (!WHOLE.matcher(text).matches() && !text.equals("0")) {
            throw new BadInput(
                    where + ": \"" + text + "\" is no duration, expected something like 90s, 5m, 1h30m or 250ms");
        }
        BigDecimal millis = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            millis = millis.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(millis(part.group(2)))));
        }
        Duration duration =
                Duration.ofMillis(millis.setScale(0, RoundingMode.HALF_UP).longValueExact());
        if (duration.compareTo(MAX) > 0) {
            throw new BadInput(where + ": \"" + text + "\" is too long, expected at most a year");
        }
        return duration;
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
    }

    /** A point on the time line: {@code 60.0s}, {@code 0.25s}. */
    static String point(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
        return seconds.setScale(Math.max(1, seconds.scale()), RoundingMode.UNNECESSARY)
                        .toPlainString()
                + "s";
    }

    /** A length: {@code 2s}, {@code 5m}, {@code 1h30m}, {@code 0.25s}. */
    static String length(Duration duration) {
        long minutes = duration.toMinutes() % 60;
        String seconds = BigDecimal.valueOf(
                        duration.minusMinutes(duration.toMinutes()).toMillis(), 3)
                .stripTrailingZeros()
                .toPlainString();
        String text = (duration.toHours() > 0 ? duration.toHours() + "h" : "")
                + (minutes > 0 ? minutes + "m" : "")
                + (seconds.equals("0") ? "" : seconds + "s");
        return text.isEmpty() ? "0s" : text;
    }

    /** An age as kubectl writes it ({@code HumanDuration} of staging/src/k8s.io/apimachinery/pkg/util/duration). */
    static String age(Duration age) {
        long seconds = age.toSeconds();
        if (seconds < 120) {
            return seconds + "s";
        }
        long minutes = age.toMinutes();
        if (minutes < 10) {
            return minutes + "m" + (seconds % 60 == 0 ? "" : seconds % 60 + "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        long hours = age.toHours();
        if (hours < 8) {
            return hours + "h" + (minutes % 60 == 0 ? "" : minutes % 60 + "m");
        }
        return hours < 48 ? hours + "h" : age.toDays() + "d";
    }
}
