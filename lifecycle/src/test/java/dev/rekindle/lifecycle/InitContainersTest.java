package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimePod;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which init container or sidecar is next ({@code computeInitContainerActions},
 * pkg/kubelet/kuberuntime/kuberuntime_container.go): from the last one backwards, what is there tells how far the pod
 * came. What the probes say is in {@link ProbeResultsByIdTest}. See {@link TablePod} for the pod and the words.
 */
class InitContainersTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // policy of the pod | what the runtime has | what is ordered
                "Always    | ''                              | start i#0",
                "Always    | i=0                             | start s#0",
                "Always    | s=run                           | start j#0", // the first one was cleaned up
                "Always    | j=0                             | start s#0, start a#0, start b#0",
                "Always    | j=run                           | start s#0",
                "Always    | s=created                       | start s#1",
                "Always    | i=0 s=0                         | start s#1",
                "Always    | i=0 s=lost                      | stop s#0 30s, start s#1",
                "Always    | i=lost                          | stop i#0 30s, start i#1",
                "OnFailure | i=lost                          | stop i#0 30s, start i#1",
                "Never     | i=lost                          | kill",
                "Never     | i=0 s=lost                      | stop s#0 30s, start s#1",
                "OnFailure | i=3                             | start i#1",
                "Never     | i=0 s=run j=3                   | kill s#0",
                "Always    | i=3 s=run j=run                 | ''", // done long ago
                "Always    | i=0 s=1 j=run                   | start s#1",
                "Always    | i=0 s=run j=created             | start j#1",
                // a regular container that is there proves that all of them are done
                "Always    | a=run b=run                     | start s#0",
                "Always    | a=created b=run                 | start s#0, start a#1",
                "Always    | i=1 j=1 a=run b=run             | start s#0",
                "Always    | a=created                       | start s#0, start a#1, start b#0",
                // but not one that has ended or is lost
                "Always    | a=1                             | start i#0",
                "Always    | a=lost                          | start i#0",
                "Always    | i=0 a=1                         | start s#0",
            })
    void isTheFirstWithoutATraceAfterTheLastThatIsThere(String policy, String runtime, String actions) {
        assertThat(TablePod.of(policy, Kubelet.DEFAULT).actions(runtime)).isEqualTo(actions);
    }

    @ParameterizedTest(name = "pod {0}, container {1}, {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                // policy of the pod | of j, with rules Restart on 5 | state of j | what is ordered
                "Never     | Never     | 3    | kill s#0",
                "Never     | Never     | 5    | start j#1",
                "Never     | OnFailure | 3    | start j#1",
                "Always    | Never     | 3    | kill s#0",
                "Always    | Never     | 0    | start a#0, start b#0", // a success asks no rule
                "Never     | Never     | lost | kill s#0", // no exit code, so the policy decides
                "Never     | OnFailure | lost | stop j#0 30s, start j#1",
                "Always    | Never     | lost | kill s#0",
            })
    void itsOwnPolicyAndRulesDecideWhetherItStartsAgain(String policy, String own, String state, String actions) {
        UnaryOperator<Container.Builder> rule = j -> j.restartPolicy(RestartPolicy.of(own))
                .addRestartPolicyRules(new ContainerRestartRule(ContainerRestartRuleAction.RESTART, ExitCodes.in(5)));
        assertThat(TablePod.of(policy, Kubelet.DEFAULT).with("j", rule).actions("i=0 s=run j=" + state))
                .isEqualTo(actions);
    }

    /** An OOM kill of a child may be reported with exit code 0: it failed, and the code decides what becomes of it. */
    @ParameterizedTest
    @CsvSource({"Always, start j#1", "OnFailure, kill s#0", "Never, kill s#0"})
    void anOomKillWithExitCode0IsAFailure(String policy, String actions) {
        RuntimePod runtime = TablePod.runtime("i=0 s=run j=0");
        RuntimePod killed = RuntimePod.builder()
                .from(runtime)
                .containers(runtime.containers().stream()
                        .map(one -> one.name().equals("j")
                                ? one.edit().reason("OOMKilled").build()
                                : one)
                        .toList())
                .build();
        TablePod pod = TablePod.of(policy, Kubelet.DEFAULT);
        assertThat(pod.text(pod.step(Observation.of(killed)))).isEqualTo(actions);
    }

    @Test
    void aChangedImageRestartsASidecarButNoInitContainer() {
        TablePod pod = TablePod.of("Always", Kubelet.DEFAULT)
                .with("s", s -> s.image("other"))
                .with("j", j -> j.image("other"));
        assertThat(pod.actions("i=0 s=run j=run")).isEqualTo("stop s#0 30s, start s#1");
        assertThat(pod.actions("i=0 s=run j=0 a=run b=run")).isEqualTo("stop s#0 30s, start s#1");
        assertThat(pod.with("s", s -> s.image("image")).actions("i=0 s=run j=run"))
                .isEmpty();
    }

    @Test
    void whenTheLastOneIsASidecarTheRegularOnesFollowIt() {
        TablePod pod = TablePod.of("Always", Kubelet.DEFAULT).with("j", j -> j.restartPolicy(RestartPolicy.ALWAYS));
        assertThat(pod.actions("i=0 s=run")).isEqualTo("start j#0");
        assertThat(pod.actions("i=0 s=run j=run")).isEqualTo("start a#0, start b#0");
        assertThat(pod.actions("i=0 s=run j=1")).isEqualTo("start j#1");
    }

    @Test
    void withoutAnyTheRegularOnesStartTogether() {
        TablePod pod = TablePod.of("Always", Kubelet.DEFAULT).withSpec(spec -> spec.initContainers(List.of()));
        assertThat(pod.actions("")).isEqualTo("start a#0, start b#0");
        assertThat(pod.actions("nothing")).isEqualTo("sandbox 0, start a#0, start b#0");
    }

    /** kubernetes#138514: what runs in an older sandbox proves nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | sb    | start s#0, start b#0",
                "true  | older | start i#0",
                "false | older | start s#0, start b#0",
            })
    void onlyWhatRunsInThePresentSandboxMayCount(boolean activeOnly, String sandbox, String actions) {
        Kubelet kubelet = activeOnly ? Kubelet.DEFAULT.with(Divergence.INIT_DONE_BY_ACTIVE_SANDBOX) : Kubelet.DEFAULT;
        RuntimePod runtime = TablePod.runtime("a=run");
        RuntimePod moved = RuntimePod.builder()
                .from(runtime)
                .containers(runtime.containers().stream()
                        .map(one -> one.edit().sandboxId(sandbox).build())
                        .toList())
                .build();
        TablePod pod = TablePod.of("Always", kubelet);
        assertThat(pod.text(pod.step(Observation.of(moved)))).isEqualTo(actions);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the newest dead attempt of each stays, for its exit code
                "i=0,0 s=run j=run             | remove i#0",
                "i=1,1,0 s=1,run j=run         | remove i#1, remove i#0",
                "i=0 s=1,1,run j=run           | remove s#0",
                "i=0 s=1,lost j=run            | remove s#0, stop s#1 30s, start s#2",
                "i=0 s=created,created j=run   | start s#2",
                "i=0 s=run j=0 a=run b=1,1,run | ''",
            })
    void onlyOlderDeadOnesAreCleanedUp(String runtime, String actions) {
        String ordered = TablePod.of("Always", Kubelet.DEFAULT).actions(runtime);
        assertThat(ordered.split(", ")).containsExactlyInAnyOrder(actions.split(", "));
    }
}
