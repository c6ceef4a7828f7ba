package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.RestartPolicy;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What becomes of a pod whose sandbox is gone or dead ({@code computePodActions} with {@code createPodSandbox},
 * pkg/kubelet/kuberuntime/kuberuntime_manager.go), and when ephemeral containers start. See {@link TablePod} for the
 * pod and the words.
 */
class NewSandboxTest {
    private static TablePod withoutInit(String policy, String own) {
        return TablePod.of(policy, Kubelet.DEFAULT)
                .withSpec(spec -> spec.initContainers(List.of()))
                .with(
                        "a",
                        a -> a.restartPolicy(own.equals("-") ? null : RestartPolicy.of(own))
                                .restartPolicyRules(List.of()));
    }

    @ParameterizedTest(name = "pod {0}, a {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                // policy of the pod | of a | what the runtime has | what is ordered
                "Always    | -         | nothing                   | sandbox 0, start a#0, start b#0",
                "Never     | -         | nothing                   | sandbox 0, start a#0, start b#0",
                "Always    | -         | -sandbox                  | kill, sandbox 1, start a#0, start b#0",
                "Never     | -         | -sandbox                  | kill, sandbox 1, start a#0, start b#0",
                "Always    | -         | -sandbox a=0 b=143        | kill, sandbox 1, start a#1, start b#1",
                "OnFailure | -         | -sandbox a=0 b=143        | kill, sandbox 1, start b#1",
                "OnFailure | Never     | -sandbox a=0 b=143        | kill, sandbox 1, start a#1, start b#1",
                "Always    | OnFailure | -sandbox a=0 b=143        | kill, sandbox 1, start b#1",
                "Always    | Never     | -sandbox a=3 b=143        | kill, sandbox 1, start a#1, start b#1",
                // only the policy of the pod counts here, once it had a sandbox and something in it
                "Never     | Always    | -sandbox a=143 b=created  | kill",
                "Never     | -         | -sandbox a=143 b=created  | kill",
                "Never     | Always    | nothing a=143             | sandbox 0, start a#1, start b#0",
            })
    void withoutInitContainers(String policy, String own, String runtime, String actions) {
        assertThat(withoutInit(policy, own).actions(runtime)).isEqualTo(actions);
    }

    @ParameterizedTest(name = "pod {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Always    | -sandbox i=0 s=0 j=0 a=0 b=1   | kill, remove i#0, remove s#0, remove j#0, sandbox 1, start i#1",
                "OnFailure | -sandbox i=0 s=run j=0 a=0 b=0 | kill s#0", // nothing is left to do
                "OnFailure | -sandbox i=0 s=run             | kill s#0, remove i#0, remove s#0, sandbox 1, start i#1",
            })
    void withInitContainersItBeginsWithTheFirst(String policy, String runtime, String actions) {
        TablePod pod = TablePod.of(policy, Kubelet.DEFAULT)
                .with("a", a -> a.restartPolicy(null).restartPolicyRules(List.of()));
        assertThat(pod.actions(runtime)).isEqualTo(actions);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i=run           | start debug#0",
                "i=0             | start debug#0, start s#0",
                "i=run debug=run | ''",
                "i=run debug=1   | ''", // never again
                "nothing         | sandbox 0, start i#0", // in the sandbox that is there then
            })
    void ephemeralContainersStartOnceInAPodThatHasASandbox(String runtime, String actions) {
        assertThat(TablePod.of("Always", Kubelet.DEFAULT)
                        .withSpec(spec -> spec.addEphemeralContainers(
                                TablePod.container("debug").build()))
                        .actions(runtime))
                .isEqualTo(actions);
    }
}
