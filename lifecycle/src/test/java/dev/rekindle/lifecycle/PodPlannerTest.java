package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Kubelet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a pod does next ({@code computePodActions}, pkg/kubelet/kuberuntime/kuberuntime_manager.go): what the runtime
 * reports comes in, what is ordered must come out. See {@link TablePod} for the pod and the words.
 */
class PodPlannerTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // policy | runtime | actions
                "Always | nothing                                 | sandbox 0, start i#0",
                "Always | -sandbox i=0 s=run                      | kill s#0, remove i#0, remove s#0, sandbox 1, start i#1",
                "Never  | -sandbox i=0 s=0 j=0 a=0 b=0            | kill",
                "Always | i=run                                   | ''",
                "Always | i=created                               | start i#1",
                "Always | i=0                                     | start s#0",
                "Always | i=0 s=run                               | start j#0",
                "Always | i=0 s=run j=run                         | ''",
                "Always | i=0 s=run j=0                           | start a#0, start b#0",
                "Always | i=0 s=run j=0 a=run                     | start b#0",
                "Always | i=0 s=run j=0 a=run b=run               | ''",
                "Always | i=0 s=run j=0 a=0 b=run                 | ''",
                "Always | i=0 s=run j=0 a=1 b=run                 | ''",
                "Always | i=0 s=run j=0 a=run b=1                 | start b#1",
                "Always | i=0 s=run j=0 a=run b=lost              | stop b#0 30s, start b#1",
                "Never  | i=0 s=run j=0 a=run b=1                 | ''",
                "Never  | i=1                                     | kill",
                "Always | i=1                                     | start i#1",
                "Always | i=1,1                                   | remove i#0, start i#2",
                "Always | i=0 s=1                                 | start s#1",
                "Always | i=0 s=run j=1                           | start j#1",
                "Never  | i=0 s=run j=1                           | kill s#0",
                "Always | i=0 s=1 j=0 a=run b=run                 | start s#1",
                "Never  | i=0 s=run j=0 a=0 b=0                   | kill s#0",
                "Never  | i=0 s=run j=0 a=0 b=1                   | kill s#0",
            })
    void decides(String policy, String runtime, String actions) {
        assertThat(TablePod.of(policy, Kubelet.DEFAULT).actions(runtime)).isEqualTo(actions);
    }
}
