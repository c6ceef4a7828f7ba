package dev.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "90s, 90000, 90.0s, 1m30s",
        "5m, 300000, 300.0s, 5m",
        "1h30m, 5400000, 5400.0s, 1h30m",
        "250ms, 250, 0.25s, 0.25s",
        "1.5s, 1500, 1.5s, 1.5s",
        "0.25h, 900000, 900.0s, 15m",
        "0, 0, 0.0s, 0s",
        "1h1m1s1ms, 3661001, 3661.001s, 1h1m1.001s",
        "8760h, 31536000000, 31536000.0s, 8760h"
    })
    void readsAndWritesAsGoDoes(String text, long millis, String point, String length) {
        Duration duration = Durations.parse("--until", text);
        assertThat(duration).isEqualTo(Duration.ofMillis(millis));
        assertThat(Durations.point(duration)).isEqualTo(point);
        assertThat(Durations.length(duration)).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-1s", "1 s", "1d", ".5s", "1s,", "1sx", "1e3s", "99999999999s"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> Durations.parse("--until", text))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        "--until: \"" + text + "\" is no duration, expected something like 90s, 5m, 1h30m or 250ms");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "119, 119s",
        "120, 2m",
        "121, 2m1s",
        "599, 9m59s",
        "600, 10m",
        "10799, 179m",
        "10800, 3h",
        "11100, 3h5m",
        "28800, 8h",
        "172799, 47h",
        "172800, 2d"
    })
    void writesAgesAsKubectlDoes(long seconds, String age) {
        assertThat(Durations.age(Duration.ofSeconds(seconds))).isEqualTo(age);
    }
}
