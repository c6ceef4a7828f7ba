package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagePullBackOffTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Failure FAILURE = new Failure("ErrImagePull", "not found");

    private static ImagePullBackOff after(int seconds) {
        return new ImagePullBackOff(Duration.ofSeconds(seconds), T0, "ErrImagePull: not found");
    }

    @ParameterizedTest
    @CsvSource({"10,15,20", "20,20,40", "160,200,300", "300,300,300", "300,600,300", "300,601,10", "99999999999,1,300"})
    void doublesUntilItIsForgotten(long delay, long later, long next) {
        ImagePullBackOff entry = new ImagePullBackOff(Duration.ofSeconds(delay), T0, "");
        assertThat(ImagePullBackOff.next(entry, FAILURE, T0.plusSeconds(later)).delay())
                .isEqualTo(Duration.ofSeconds(next));
    }

    @Test
    void beginsWithTenSecondsAndKeepsTheError() {
        @Nullable ImagePullBackOff none = null;
        assertThat(ImagePullBackOff.next(none, FAILURE, T0)).isEqualTo(after(10));
    }

    @ParameterizedTest
    @CsvSource({"10,0,true", "10,9,true", "10,10,false", "300,299,true", "300,300,false", "10,-1,false"})
    void holdsBackFromThePullOn(int delay, long later, boolean held) {
        assertThat(after(delay).inBackOff(T0.plusSeconds(later))).isEqualTo(held);
    }

    @Test
    void isTotal() {
        ImagePullBackOff last = new ImagePullBackOff(Duration.ofSeconds(Long.MAX_VALUE), Instant.MAX, "");
        assertThat(last.inBackOff(Instant.MIN)).isFalse();
        assertThat(ImagePullBackOff.next(last, FAILURE, Instant.MIN).delay()).isEqualTo(ImagePullBackOff.MAX);
    }

    @Test
    void saysWhyInTheWordsOfTheKubelet() {
        assertThat(after(10).waiting("app:2"))
                .isEqualTo(
                        new Failure("ImagePullBackOff", "Back-off pulling image \"app:2\": ErrImagePull: not found"));
    }
}
