package dev.rekindle.rules;

import static dev.rekindle.rules.ValidationPods.RESTART;
import static dev.rekindle.rules.ValidationPods.RESTART_ALL;
import static dev.rekindle.rules.ValidationPods.container;
import static dev.rekindle.rules.ValidationPods.pod;
import static dev.rekindle.rules.ValidationPods.spec;
import static dev.rekindle.rules.ValidationPods.withInit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import org.junit.jupiter.api.Test;

class KubeletAdmissionTest {
    private static final Pod REGULAR = pod(spec("Never", container("a", "Never", RESTART_ALL)));
    private static final Pod INIT = pod(withInit(container("i", "Never", RESTART_ALL)));

    @Test
    void aNodeWithoutTheFeatureRefusesAPodThatNeedsIt() {
        Kubelet off = kubelet(KubernetesVersion.V1_36, "RestartAllContainersOnContainerExits=false");
        KubeletAdmission.Rejection rejection = new KubeletAdmission.Rejection(
                "PodFeatureUnsupported",
                "Pod was rejected: Pod requires node features that are not available:"
                        + " RestartAllContainersOnContainerExits");
        assertThat(KubeletAdmission.check(REGULAR, off)).isEqualTo(rejection);
        assertThat(KubeletAdmission.check(INIT, off)).isEqualTo(rejection);
        assertThat(KubeletAdmission.check(pod(spec("Never", container("a", "Never", RESTART))), off))
                .isNull();
    }

    @Test
    void aNodeWithTheFeatureTakesIt() {
        assertThat(KubeletAdmission.check(REGULAR, kubelet(KubernetesVersion.V1_36, "")))
                .isNull();
    }

    @Test
    void aNodeThatDoesNotCheckTakesEveryPod() {
        assertThat(KubeletAdmission.check(REGULAR, kubelet(KubernetesVersion.V1_34, "")))
                .isNull();
        assertThat(KubeletAdmission.check(REGULAR, kubelet(KubernetesVersion.V1_35, "")))
                .isNull();
        assertThat(KubeletAdmission.check(REGULAR, kubelet(KubernetesVersion.V1_35, "NodeDeclaredFeatures=true")))
                .isNotNull();
    }

    private static Kubelet kubelet(KubernetesVersion version, String text) {
        return Kubelet.of(version).withGates(text);
    }
}
