package dev.rekindle.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubeletTest {
    private static final Duration PERIOD = Duration.ofSeconds(20);

    @Test
    void theDefaultIsTheNewestProvenVersion() {
        assertThat(Kubelet.DEFAULT).isEqualTo(Kubelet.of(KubernetesVersion.V1_36));
        assertThat(KubernetesVersion.DEFAULT.proven()).isTrue();
        assertThat(KubernetesVersion.values())
                .filteredOn(KubernetesVersion::proven)
                .endsWith(KubernetesVersion.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource(KubernetesVersion.class)
    void theBaselineAloneHasNoDivergence(KubernetesVersion version) {
        boolean diverges = Arrays.stream(Divergence.values()).anyMatch(Kubelet.of(version)::has);
        assertThat(diverges).isEqualTo(version != KubernetesVersion.V1_36);
    }

    @Test
    void whatIsSetStaysWhenSomethingElseIsSet() {
        Kubelet kubelet = Kubelet.of(KubernetesVersion.V1_35)
                .with(Divergence.NO_GRACE)
                .withMaxContainerRestartPeriod(PERIOD)
                .withGates("RestartAllContainersOnContainerExits=true,NodeDeclaredFeatures=true");
        assertThat(kubelet.version()).isEqualTo(KubernetesVersion.V1_35);
        assertThat(kubelet.has(Divergence.NO_GRACE)).isTrue();
        assertThat(kubelet.has(Divergence.LAST_STATE_LOST)).isTrue();
        assertThat(kubelet.enabled(Feature.RESTART_ALL_CONTAINERS)).isTrue();
        assertThat(kubelet.maxContainerRestartPeriod()).isEqualTo(PERIOD);
    }

    @Test
    void aKubeletIsAValue() {
        Kubelet one = Kubelet.kep5532().withMaxContainerRestartPeriod(PERIOD);
        assertThat(one)
                .isEqualTo(Kubelet.kep5532().withMaxContainerRestartPeriod(PERIOD))
                .hasSameHashCodeAs(Kubelet.kep5532().withMaxContainerRestartPeriod(PERIOD))
                .isNotEqualTo(Kubelet.kep5532())
                .isNotEqualTo(Kubelet.DEFAULT.withMaxContainerRestartPeriod(PERIOD))
                .isNotEqualTo(one.withGates("RestartAllContainersOnContainerExits=false"));
    }

    @Test
    void aKubeletSaysWhatDiffersFromThatOfItsVersion() {
        assertThat(Kubelet.DEFAULT).hasToString("Kubelet 1.36");
        assertThat(Kubelet.of(KubernetesVersion.V1_34)).hasToString("Kubelet 1.34");
        assertThat(Kubelet.of(KubernetesVersion.V1_35)
                        .withGates("RestartAllContainersOnContainerExits=true,NodeDeclaredFeatures=true")
                        .with(Divergence.NO_GRACE)
                        .withMaxContainerRestartPeriod(PERIOD)
                        .withNodeIPs("10.0.0.1", "fd00::1"))
                .hasToString("Kubelet 1.35 NodeDeclaredFeatures=true,RestartAllContainersOnContainerExits=true"
                        + " with [NO_GRACE], restart period at most 20s, node [10.0.0.1, fd00::1]");
    }

    @Test
    void gatesOfAnotherVersionAreRefused() {
        assertThatThrownBy(() -> Kubelet.DEFAULT.withGates(FeatureGates.defaults(KubernetesVersion.V1_35)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gates of Kubernetes 1.35: expected those of 1.36");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 999, 300_001})
    void aRestartPeriodOutOfRangeIsRefused(long millis) {
        assertThatThrownBy(() -> Kubelet.DEFAULT.withMaxContainerRestartPeriod(Duration.ofMillis(millis)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("must be set between 1s and 300s");
    }
}
