package dev.rekindle.core.codec;

import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.Timestamp;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Single values, biased to what YAML, JSON and exit codes are known to trip over. */
final class ValueArbitraries {
    /** Texts that some version of YAML does not take for a string, or that need quotes. */
    private static final List<String> TRAPS = List.of(
            "yes",
            "No",
            "on",
            "y",
            "n",
            "true",
            "NULL",
            "null",
            "~",
            "0644",
            "0o14",
            "0x1F",
            "1_000",
            "1:30",
            "1e3",
            ".5",
            ".inf",
            "-.INF",
            ".nan",
            "=",
            "<<",
            "-",
            "- a",
            "a: b",
            "a:",
            "a #b",
            "#",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "{}",
            "[]",
            "{a",
            "|",
            ">",
            "? a",
            ",",
            "'",
            "\"",
            "a\nb",
            "a\n",
            "\n",
            " a",
            "a ",
            " ",
            "\t",
            "a\tb",
            "a\r\nb",
            "\u0001",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\uFFFF",
            "\uD83D\uDE00",
            "\\n",
            "---",
            "...",
            "--- a",
            "2026-01-01",
            "2026-01-01T00:00:00Z",
            "sha256:1",
            "http://a/b",
            " \n a",
            "a\n\n b \n\n",
            "\n a",
            "#a\nb");

    private ValueArbitraries() {}

    static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .alpha()
                        .numeric()
                        .withChars('-', '.', '/', ':')
                        .ofMaxLength(8),
                Arbitraries.of(TRAPS),
                Arbitraries.strings()
                        .withCharRange('\u0000', '\uD7FF')
                        .withCharRange('\uE000', '\uFFFF')
                        .ofMaxLength(6));
    }

    /** A text that is not empty: for fields where an empty text and none are one. */
    static Arbitrary<String> someText() {
        return texts().filter(text -> !text.isEmpty());
    }

    /** Exit codes, mostly the ones that mean something. */
    static Arbitrary<Integer> exitCodes() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        4,
                        Arbitraries.of(
                                0,
                                1,
                                42,
                                88,
                                127,
                                128,
                                137,
                                143,
                                254,
                                255,
                                256,
                                -1,
                                Integer.MIN_VALUE,
                                Integer.MAX_VALUE)),
                Tuple.of(1, Arbitraries.integers()));
    }

    static Arbitrary<RestartPolicy> restartPolicies() {
        return Arbitraries.of("Always", "OnFailure", "Never", "", "Sometimes").map(RestartPolicy::of);
    }

    static Arbitrary<Timestamp> times() {
        return Arbitraries.longs()
                .between(0, 4_102_444_800L)
                .map(Instant::ofEpochSecond)
                .map(Timestamp::of);
    }

    static Arbitrary<Boolean> booleans() {
        return Arbitraries.of(true, false);
    }
}
