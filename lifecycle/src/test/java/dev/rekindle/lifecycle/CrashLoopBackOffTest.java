package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.Container;
import dev.rekindle.core.Feature;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimePod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrashLoopBackOffTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Kubelet KUBELET = Kubelet.of(KubernetesVersion.V1_36);
    private static final CrashLoopBackOff DEFAULT = CrashLoopBackOff.of(KUBELET);
    private static final PodMetadata POD =
            PodMetadata.builder().name("p").namespace("ns").uid("u1").build();

    @Test
    void delaysDoubleUpToTheMaximum() {
        List<Long> delays = new ArrayList<>();
        BackOffEntry entry = null;
        Instant finishedAt = T0;
        for (int i = 0; i < 7; i++) {
            entry = DEFAULT.next(entry, finishedAt, finishedAt);
            delays.add(entry.delay().toSeconds());
        }
        assertThat(delays).containsExactly(10L, 20L, 40L, 80L, 160L, 300L, 300L);
    }

    @Test
    void theDelayCountsFromTheEndOfTheAttempt() {
        BackOffEntry entry = DEFAULT.next(null, T0, T0);
        Instant end = T0.plusSeconds(100);
        assertThat(DEFAULT.inBackOff(entry, end, end.plusMillis(9_999))).isTrue();
        assertThat(DEFAULT.inBackOff(entry, end, end.plusSeconds(10))).isFalse();
        assertThat(DEFAULT.inBackOff(null, end, end)).isFalse();
    }

    @Test
    void anAttemptOfMoreThanTenMinutesBeginsAnew() {
        BackOffEntry entry = new BackOffEntry(Duration.ofSeconds(160), T0);
        Instant tenMinutes = T0.plusSeconds(600);
        assertThat(DEFAULT.next(entry, tenMinutes, tenMinutes).delay()).isEqualTo(Duration.ofMinutes(5));
        assertThat(DEFAULT.next(entry, tenMinutes.plusMillis(1), tenMinutes).delay())
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(DEFAULT.inBackOff(entry, tenMinutes.plusMillis(1), tenMinutes.plusMillis(1)))
                .isFalse();
    }

    @Test
    void gcDropsWhatWouldBeReset() {
        Map<String, BackOffEntry> entries = Map.of(
                "old", new BackOffEntry(Duration.ofSeconds(10), T0),
                "new", new BackOffEntry(Duration.ofSeconds(10), T0.plusSeconds(1)));
        assertThat(KubeletFunctions.gc(entries, T0.plusSeconds(601)).keySet()).containsExactly("new");
    }

    /** Started at 0 s, ended after 500 s, so in back-off until 800 s: but the entry is forgotten after 600 s. */
    @ParameterizedTest
    @CsvSource({"600,''", "601,start b#1"})
    void aContainerThatWaitsStartsWhenItsEntryIsForgotten(long second, String actions) {
        TablePod pod = TablePod.of("Always", KUBELET);
        PodState state = new PodState(
                PodState.Work.SYNC,
                PodStatus.EMPTY,
                Map.of(pod.backOffKey("b"), new BackOffEntry(Duration.ofMinutes(5), T0)),
                Map.of(),
                List.of(),
                Map.of());
        RuntimePod runtime = TablePod.runtime("i=0 s=run j=0 a=run b=1");
        Step step = pod.step(
                state, Observation.of(TablePod.ended(runtime, "b", T0.plusSeconds(500))), T0.plusSeconds(second));
        assertThat(pod.text(step)).isEqualTo(actions);
        assertThat(step.next().backOff()).hasSize(second > 600 ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"10,back-off 10s", "60,back-off 1m0s", "80,back-off 1m20s", "160,back-off 2m40s", "300,back-off 5m0s"})
    void messagesPrintDurationsAsGoDoes(long seconds, String start) {
        assertThat(CrashLoopBackOff.message(Duration.ofSeconds(seconds), "c", POD))
                .isEqualTo(start + " restarting failed container=c pod=p_ns(u1)");
    }

    @Test
    void keysDependOnTheImage() {
        Container a = Container.builder().name("c").image("a").build();
        Container b = Container.builder().name("c").image("b").build();
        assertThat(CrashLoopBackOff.key(POD, a))
                .isEqualTo(CrashLoopBackOff.key(POD, a))
                .isNotEqualTo(CrashLoopBackOff.key(POD, b));
    }

    @Test
    void reducedDecayAloneKeepsTheMaximumOfTheNode() {
        Kubelet reduced = Kubelet.of(FeatureGates.of(
                KubernetesVersion.V1_36, Map.of(Feature.REDUCE_DEFAULT_CRASH_LOOP_BACK_OFF_DECAY, true)));
        assertThat(CrashLoopBackOff.of(reduced))
                .isEqualTo(new CrashLoopBackOff(Duration.ofSeconds(1), Duration.ofMinutes(5)));
        Kubelet before = Kubelet.of(FeatureGates.of(
                KubernetesVersion.V1_34, Map.of(Feature.REDUCE_DEFAULT_CRASH_LOOP_BACK_OFF_DECAY, true)));
        assertThat(CrashLoopBackOff.of(before))
                .isEqualTo(new CrashLoopBackOff(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    }

    @Test
    void theNodeMayLowerTheMaximumBelowTheInitialDelay() {
        assertThat(CrashLoopBackOff.of(KUBELET.withMaxContainerRestartPeriod(Duration.ofSeconds(2))))
                .isEqualTo(new CrashLoopBackOff(Duration.ofSeconds(2), Duration.ofSeconds(2)));
    }

    @Test
    void theNodeSettingHasARangeAndAGate() {
        assertThatThrownBy(() -> KUBELET.withMaxContainerRestartPeriod(Duration.ofSeconds(301)))
                .hasMessage("invalid configuration: CrashLoopBackOff.MaxContainerRestartPeriod (got: 301 seconds)"
                        + " must be set between 1s and 300s");
        Kubelet off = Kubelet.of(
                FeatureGates.of(KubernetesVersion.V1_36, Map.of(Feature.KUBELET_CRASH_LOOP_BACK_OFF_MAX, false)));
        assertThatThrownBy(() -> off.withMaxContainerRestartPeriod(Duration.ofSeconds(60)))
                .hasMessageContaining("KubeletCrashLoopBackOffMax");
        assertThatThrownBy(() -> KUBELET.withMaxContainerRestartPeriod(Duration.ofSeconds(60))
                        .withGates("KubeletCrashLoopBackOffMax=false"))
                .hasMessageContaining("must not be set");
    }
}
