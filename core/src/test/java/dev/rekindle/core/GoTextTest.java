package dev.rekindle.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Go prints: {@code fmt.Printf("%v %v %q", d, d.Seconds(), text)}. */
class GoTextTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S,             0s,       0",
        "PT10S,            10s,      10",
        "PT1M,             1m0s,     60",
        "PT1M20S,          1m20s,    80",
        "PT5M,             5m0s,     300",
        "PT1H,             1h0m0s,   3600",
        "PT26H0M3S,        26h0m3s,  93603",
        "PT1.5S,           1.5s,     1.5",
        "PT300.0000001S,   5m0.0000001s, 300.0000001",
        "PT0.5S,           500ms,    0.5",
        "PT0.0015S,        1.5ms,    0.0015",
        "PT0.00025S,       250µs,    0.00025",
        "PT-1.5S,          -1.5s,    -1.5",
        "PT-0.1S,          -100ms,   -0.1",
    })
    void durationsAreWrittenAsGoWritesThem(Duration duration, String text, String seconds) {
        assertThat(GoText.duration(duration)).isEqualTo(text);
        assertThat(GoText.seconds(duration)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({"1, 1ns", "999, 999ns", "1000, 1µs"})
    void theLeastOfThemHaveUnitsOfTheirOwn(int nanos, String text) {
        assertThat(GoText.duration(Duration.ofNanos(nanos))).isEqualTo(text);
    }

    @Test
    void valuesAreQuotedAsInGo() {
        assertThat(GoText.quote("a\"b\\c")).isEqualTo("\"a\\\"b\\\\c\"");
        assertThat(GoText.quote("\u0007\b\f\n\r\t\u000b")).isEqualTo("\"\\a\\b\\f\\n\\r\\t\\v\"");
        assertThat(GoText.quote("\u0001\u007f\u0080\u00a0\u200b\ue000\u2028"))
                .isEqualTo("\"\\x01\\x7f\\u0080\\u00a0\\u200b\\ue000\\u2028\"");
        assertThat(GoText.quote("Ünï 日本 😀")).isEqualTo("\"Ünï 日本 😀\"");
        assertThat(GoText.quote("\uffff")).isEqualTo("\"\\uffff\"");
        assertThat(GoText.quote(Character.toString(0xe0001))).isEqualTo("\"\\U000e0001\"");
    }
}
