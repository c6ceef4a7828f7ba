package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.RestartPolicy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The order of a restart of all containers: regular containers, then init containers and sidecars, the triggers last, so
 * that a kubelet that dies on the way still sees why. See {@link TablePod} for the pod and the words.
 */
class ResetPlannerTest {
    private static final String TRIGGERED = "i=0 s=run j=0 a=88 b=run";
    private static final String STOP_B = "stop b#0 2s, remove b#0";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "i=0 s=run j=0 a=88 b=run | " + STOP_B
                        + ", remove i#0, stop s#0 2s, remove s#0, remove j#0, remove a#0",
                "i=0 s=run j=0 a=88 b=0   | remove b#0, remove i#0, stop s#0 2s, remove s#0, remove j#0, remove a#0",
                "i=0 s=0 j=0 a=88 b=run   | " + STOP_B + ", remove i#0, remove s#0, remove j#0, remove a#0",
                "s=run j=0 a=88 b=run     | " + STOP_B + ", stop s#0 2s, remove s#0, remove j#0, remove a#0",
                "j=0 a=88                 | remove j#0, remove a#0",
                "a=88                     | remove a#0",
                "i=0 s=run j=0 a=88,run b=run | ''",
                "i=0 s=run j=0 a=1,88 b=run   | remove a#0, " + STOP_B
                        + ", remove i#0, stop s#0 2s, remove s#0, remove j#0, remove a#1",
            })
    void isThatOfTheKubelet(String runtime, String actions) {
        assertThat(TablePod.of("Never", Kubelet.DEFAULT).actions(runtime)).isEqualTo(actions);
    }

    @Test
    void nothingIsRestartedWithoutTheFeature() {
        Kubelet before = Kubelet.of(KubernetesVersion.V1_34);
        assertThat(TablePod.of("Never", before).actions(TRIGGERED)).isEmpty();
    }

    /** kubernetes#136966: where nothing ran, no event of the runtime would lead to the next step. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the pod, the kubelet | what is ordered | whether another step follows at once
                "i=88     | V1_36 | remove i#0 | true",
                "i=88     | V1_35 | kill       | false", // its gate is off there
                "i=0      | V1_36 | start s#0  | false",
                "i=run    | V1_36 | ''         | false",
            })
    void removalsAskForAnotherStepAtOnce(String runtime, KubernetesVersion version, String actions, boolean atOnce) {
        TablePod pod = TablePod.of("Never", Kubelet.of(version))
                .with(
                        "i",
                        i -> i.restartPolicy(RestartPolicy.NEVER)
                                .addRestartPolicyRules(new ContainerRestartRule(
                                        ContainerRestartRuleAction.RESTART_ALL_CONTAINERS, ExitCodes.in(88))));
        Step step = pod.step(Observation.of(TablePod.runtime(runtime)));
        assertThat(pod.text(step)).isEqualTo(actions);
        assertThat(step.wakeAt()).isEqualTo(atOnce ? Optional.of(TablePod.NOW) : Optional.empty());
    }

    @Test
    void theTextOfTheKepHasNoOrderAndNoGrace() {
        Kubelet kubelet = Kubelet.DEFAULT.with(Divergence.UNORDERED_KILL).with(Divergence.NO_GRACE);
        assertThat(TablePod.of("Never", kubelet).actions(TRIGGERED))
                .isEqualTo("stop s#0 0s, stop b#0 0s, remove i#0, remove s#0, remove j#0, remove a#0, remove b#0");
    }
}
