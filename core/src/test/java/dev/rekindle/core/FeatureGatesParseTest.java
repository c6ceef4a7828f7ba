package dev.rekindle.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FeatureGatesParseTest {
    @Test
    void aGateThatChangesNothingHereIsAcceptedAndNamed() {
        FeatureGates gates = FeatureGates.parse(
                KubernetesVersion.V1_36, "EventedPLEG=true,RestartAllContainersOnContainerExits=false");
        assertThat(gates.ineffective()).containsExactly("EventedPLEG");
        assertThat(gates.enabled(Feature.RESTART_ALL_CONTAINERS)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V1_36|RestartAllContainerOnContainerExits=true|unrecognized feature gate:"
                        + " RestartAllContainerOnContainerExits (in 1.36), did you mean"
                        + " RestartAllContainersOnContainerExits?",
                "V1_36|containerrestartrules=true|unrecognized feature gate: containerrestartrules (in 1.36), did you"
                        + " mean ContainerRestartRules?",
                "V1_36|Nonsense=true|unrecognized feature gate: Nonsense (in 1.36)",
                "V1_34|PLEGOnDemandRelist=true|unrecognized feature gate: PLEGOnDemandRelist (in 1.34)",
                "V1_37|SidecarContainers=true|unrecognized feature gate: SidecarContainers (in 1.37)",
                "V1_36|SidecarContainers=false|cannot set feature gate SidecarContainers to false, feature is locked"
                        + " to true",
                "V1_37|PLEGOnDemandRelist=false|cannot set feature gate PLEGOnDemandRelist to false, feature is"
                        + " locked to true",
                "V1_37|NodeDeclaredFeatures=false|cannot set feature gate NodeDeclaredFeatures to false, feature is"
                        + " locked to true",
                "V1_36|GitRepoVolumeDriver=true|cannot set feature gate GitRepoVolumeDriver to true, feature is"
                        + " locked to false",
                "V1_36|EventedPLEG=1|invalid value of EventedPLEG=1: expected true or false",
            })
    void whatCannotBeSetIsRefused(KubernetesVersion version, String text, String message) {
        assertThatThrownBy(() -> FeatureGates.parse(version, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void allAlphaAndAllBetaSetWhatIsNotNamed() {
        FeatureGates alpha =
                FeatureGates.parse(KubernetesVersion.V1_35, "ReduceDefaultCrashLoopBackOffDecay=false,AllAlpha=true");
        assertThat(alpha.enabled(Feature.RESTART_ALL_CONTAINERS)).isTrue();
        assertThat(alpha.enabled(Feature.REDUCE_DEFAULT_CRASH_LOOP_BACK_OFF_DECAY))
                .isFalse();
        FeatureGates beta = FeatureGates.parse(KubernetesVersion.V1_36, "AllBeta=false,ContainerRestartRules=true");
        assertThat(beta.enabled(Feature.RESTART_ALL_CONTAINERS)).isFalse();
        assertThat(beta.enabled(Feature.CONTAINER_RESTART_RULES)).isTrue();
        assertThat(beta.ineffective()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theListOfAllGatesAgreesWithTheModel(KubernetesVersion version) {
        for (Feature feature : Feature.values()) {
            KnownGates.Gate gate = KnownGates.find(feature.key(), version);
            assertThat(gate != null).as(feature.key()).isEqualTo(feature.stage(version) != null);
            if (gate != null) {
                assertThat(gate.enabled()).as(feature.key()).isEqualTo(feature.enabledByDefault(version));
                assertThat(gate.locked()).as(feature.key()).isEqualTo(feature.stage(version) == Feature.Stage.STABLE);
            }
        }
    }

    @Test
    void onlyTheNewestVersionIsUnproven() {
        assertThat(KubernetesVersion.values())
                .filteredOn(version -> !version.proven())
                .containsExactly(KubernetesVersion.V1_37);
    }
}
