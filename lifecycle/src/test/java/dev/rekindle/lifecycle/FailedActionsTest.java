package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Kubelet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a failure stops ({@code SyncPod}, pkg/kubelet/kuberuntime/kuberuntime_manager.go): what others wait for ends the
 * sync; a failed clean-up, a failed start of a sidecar or of a regular container does not. See {@link TablePod} for the
 * pod and the words.
 */
class FailedActionsTest {
    private static final Failure FAILURE = new Failure("Error", "it failed");

    @ParameterizedTest(name = "{0}: {1} fails")
    @CsvSource(
            delimiter = '|',
            value = {
                // what the runtime has | what fails | what is tried
                "-sandbox i=0 s=run         | kill s#0    | kill s#0",
                "-sandbox i=0 s=run         | remove i#0  | kill s#0, remove i#0, remove s#0, sandbox 1, start i#1",
                "-sandbox i=0 s=run         | sandbox 1   | kill s#0, remove i#0, remove s#0, sandbox 1",
                "i=1,1                      | remove i#0  | remove i#0, start i#2",
                "i=0 s=run j=0 a=88 b=run   | stop b#0 2s | stop b#0 2s",
                "i=0 s=run j=0 a=88 b=run   | remove b#0  | stop b#0 2s, remove b#0",
                "i=0 a=88                   | remove i#0  | remove i#0",
                "i=0 s=run j=0 a=run b=lost | stop b#0 30s | stop b#0 30s",
                "i=0 s=1 j=1                | start s#1   | start s#1, start j#1",
                "i=0 s=1 j=0                | start s#1   | start s#1, start a#0, start b#0",
                "i=0 s=run j=0              | start a#0   | start a#0, start b#0",
            })
    void endOrDoNotEndTheSync(String runtime, String fails, String tried) {
        TablePod pod = TablePod.of("Always", Kubelet.DEFAULT);
        Step step = pod.step(Observation.of(TablePod.runtime(runtime)));
        List<String> executed = new ArrayList<>();
        List<ActionResult> results = step.execute(action -> {
            String text = action.accept(pod);
            executed.add(text);
            return text.equals(fails)
                    ? ActionResult.failed(action, FAILURE, TablePod.NOW)
                    : ActionResult.succeeded(action, TablePod.NOW);
        });

        assertThat(String.join(", ", executed)).isEqualTo(tried);
        assertThat(results).hasSameSizeAs(executed);
        assertThat(results).filteredOn(result -> result.failure() != null).hasSize(1);
    }

    /** An init container that is started fails alone: nothing is ordered after it, but its failure ends a sync. */
    @ParameterizedTest
    @CsvSource({"nothing, true", "i=0, false", "i=0 s=run, true", "i=0 s=run j=0, false"})
    void theStartOfAnInitContainerEndsIt(String runtime, boolean ends) {
        Step step = TablePod.of("Always", Kubelet.DEFAULT).step(Observation.of(TablePod.runtime(runtime)));
        PodAction last = step.actions().get(step.actions().size() - 1);
        assertThat(last).isInstanceOf(PodAction.StartContainer.class);
        assertThat(last.endsSyncOnFailure()).isEqualTo(ends);
    }
}
