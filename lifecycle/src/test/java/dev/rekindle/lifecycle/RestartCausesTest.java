package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Timestamp;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which exits are remembered as the causes of a restart of all containers: those seen in the step that begins it, of
 * regular, init and sidecar containers, each once. 88 restarts all for every container but {@code b}; a cause is
 * written {@code a#0 88 rule 0}.
 */
class RestartCausesTest {
    private static final ContainerRestartRule RULE =
            new ContainerRestartRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS, ExitCodes.in(88));

    private static TablePod pod(Kubelet kubelet) {
        return TablePod.of("Never", kubelet)
                .with("i", c -> rule(c.restartPolicy(RestartPolicy.NEVER)))
                .with("s", RestartCausesTest::rule)
                .with(
                        "j",
                        c -> rule(c.restartPolicy(RestartPolicy.NEVER)
                                .addRestartPolicyRules(new ContainerRestartRule(
                                        ContainerRestartRuleAction.RESTART, ExitCodes.in(1)))));
    }

    private static Container.Builder rule(Container.Builder container) {
        return container.addRestartPolicyRules(RULE);
    }

    private static String causes(PodState state) {
        return state.causes().stream()
                .map(cause -> cause.containerID() + " " + cause.exitCode() + " rule " + cause.rule())
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "i=88                              | i#0 88 rule 0",
                "i=0 s=88                          | s#0 88 rule 0",
                "i=0 s=run j=88                    | j#0 88 rule 1",
                "i=0 s=run j=0 a=88 b=run          | a#0 88 rule 0",
                "i=0 s=run j=0 a=run b=88          | ''",
                "i=0 s=run j=0 a=1 b=run           | ''",
                "i=0 s=run j=0 a=88,run b=run      | ''",
                "i=0 s=run j=0 a=1,88 b=run        | a#1 88 rule 0",
                "i=0 s=88 j=0 a=88 b=run           | s#0 88 rule 0, a#0 88 rule 0",
            })
    void areTheNewestAttemptsThatMatchedARule(String runtime, String causes) {
        TableLife life = new TableLife(pod(Kubelet.DEFAULT));
        life.see(runtime);
        assertThat(causes(life.state)).isEqualTo(causes);
        assertThat(life.condition("AllContainersRestarting"))
                .isEqualTo(causes.isEmpty() ? "False" : "True RestartAllContainersStarted");
    }

    @Test
    void sayWhenItWas() {
        TableLife life = new TableLife(pod(Kubelet.DEFAULT));
        life.see("i=0 s=run j=0 a=88 b=run");
        RestartCause cause = life.state.causes().get(0);
        assertThat(cause.container()).isEqualTo("a");
        assertThat(cause.finishedAt()).isEqualTo(Timestamp.of(TablePod.NOW.minusSeconds(60)));
    }

    @Test
    void mayNotKnowWhenItWas() {
        TableLife life = new TableLife(pod(Kubelet.DEFAULT));
        RuntimePod runtime = TablePod.runtime("i=88");
        life.see(Observation.of(RuntimePod.builder()
                .from(runtime)
                .containers(List.of(
                        runtime.containers().get(0).edit().finishedAt(null).build()))
                .build()));
        assertThat(life.state.causes().get(0).finishedAt()).isNull();
    }

    /** The sidecar ends with 88 too, since nothing but its removal is left to do, which fails once. */
    @Test
    void areNotAddedWhileTheRestartIsUnderWay() {
        TableLife life = new TableLife(pod(Kubelet.DEFAULT));
        life.see("i=0 s=run j=0 a=88 b=run");

        assertThat(life.see("s=88 j=0 a=88")).isEqualTo("remove j#0, remove a#0, remove s#0");
        assertThat(causes(life.state)).isEqualTo("a#0 88 rule 0");
        assertThat(life.see("s=88")).isEqualTo("remove s#0");
        assertThat(causes(life.state)).isEqualTo("a#0 88 rule 0");
        assertThat(life.see("")).isEqualTo("start i#0");
        assertThat(causes(life.state)).isEqualTo("a#0 88 rule 0");
    }

    @Test
    void ofTheNextRestartFollow() {
        TableLife life = new TableLife(pod(Kubelet.DEFAULT));
        for (int round = 0; round < 5; round++) {
            String attempt = "run" + ",run".repeat(round);
            life.see("i=" + attempt.replace("run", "0"));
            life.see("i=" + attempt.replace("run", "88"));
            life.see("");
        }
        assertThat(causes(life.state))
                .isEqualTo("i#1 88 rule 0, i#2 88 rule 0, i#3 88 rule 0, i#4 88 rule 0")
                .as("the newest %d", PodState.CAUSES_MAX);
    }

    /** The pod fails in the step that sees the trigger: the condition stays False, and the exit is seen again. */
    @Test
    void areNotedOnceThoughTheExitIsSeenAgain() {
        TableLife life = new TableLife(pod(Kubelet.DEFAULT));
        assertThat(life.see("i=0 s=88 j=2")).isEqualTo("kill");
        assertThat(life.condition("AllContainersRestarting")).isEqualTo("False PodFailed");
        life.see("i=0 s=88 j=2");
        assertThat(causes(life.state)).isEqualTo("s#0 88 rule 0");
    }

    @Test
    void areNoneWithoutTheFeature() {
        TableLife life = new TableLife(pod(Kubelet.of(KubernetesVersion.V1_34)));
        life.see("i=0 s=run j=0 a=88 b=run");
        assertThat(life.state.causes()).isEmpty();
        assertThat(life.condition("AllContainersRestarting")).isEqualTo("none");
    }
}
