package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.ContainerState.Terminated;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the status of a container becomes ({@code convertToAPIContainerStatuses}, pkg/kubelet/kubelet_pods.go): what was
 * seen before and what is seen now come in; state, exit code and reason of the last state, and restart count must come
 * out. See {@link TablePod} for the pod and {@link TableLife} for the words; {@code gone} is a container of which the
 * runtime knows no attempt.
 */
class ContainerStatusTest {
    private static final String OTHERS = "i=0 s=run j=0 a=run";

    private static String seen(String name, String attempts) {
        String all = OTHERS + " b=run";
        return attempts.equals("gone")
                ? all.replaceAll(" ?\\b" + name + "=\\w+", "").trim()
                : all.replaceAll("\\b" + name + "=\\w+", name + "=" + attempts);
    }

    private static String text(TableLife life, String name) {
        Terminated last = life.status(name).lastTerminated();
        String reason = last == null || last.reason().isEmpty() ? "" : ":" + last.reason();
        return life.shown(name) + " " + (last == null ? "-" : last.exitCode() + reason) + " "
                + life.status(name).restartCount();
    }

    @ParameterizedTest(name = "{0}: {1} then {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                // container | before | now | state, last state, restart count
                "b | gone    | run     | run - 0",
                "b | gone    | created | wait: - 0",
                "b | gone    | lost    | wait: - 0", // nobody knows whether it ran
                "b | run     | 1       | 1 - 0",
                "b | run     | lost    | 137 - 1",
                "b | run     | gone    | wait:PodInitializing 137:ContainerStatusUnknown 1",
                "b | 1       | gone    | 1 - 0",
                "b | 1       | 1,run   | run 1 1",
                "b | run     | 1,run   | run 1 1", // its end was not seen
                "b | 1,run   | 1,run   | run 1 1",
                "b | gone    | 1,2,run | run 2 2",
                "b | 1,2,run | 1,2,3   | 3 2 2",
                "b | 1       | 1,created | wait: 1 1",
                // an init container that is gone while a regular one is there has done its work; a sidecar has not
                "i | 0       | gone    | 0 - 0",
                "i | gone    | gone    | 0 - 0",
                "s | gone    | gone    | wait:PodInitializing - 0",
                "s | run     | 1       | 1 - 0",
                "s | 1       | 1,run   | run 1 1",
            })
    void follows(String name, String before, String now, String text) {
        TableLife life = new TableLife(TablePod.of("Always", Kubelet.DEFAULT));
        life.see(seen(name, before));
        life.see(seen(name, now));
        assertThat(text(life, name)).isEqualTo(text);
    }

    /** The runtime begins to count anew after a removal, and what was is told by the status alone. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // container | what it was when another one triggered | then with nothing left | when it runs again
                "b | run  | wait:RestartingAllContainers 137:RestartingAllContainers 1 | run 137:RestartingAllContainers 1",
                "b | 3    | wait:RestartingAllContainers 137:RestartingAllContainers 1 | run 137:RestartingAllContainers 1",
                "b | gone | wait:PodInitializing - 0                                   | run - 0",
                "i | 0    | wait:RestartingAllContainers 137:RestartingAllContainers 1 | run 137:RestartingAllContainers 1",
                "a | 88   | wait:RestartingAllContainers 137:RestartingAllContainers 1 | run 137:RestartingAllContainers 1",
            })
    void followsARestartOfAllContainers(String name, String was, String removed, String again) {
        TableLife life = new TableLife(TablePod.of("Never", Kubelet.DEFAULT));
        life.see(seen("b", name.equals("b") ? was : "run").replace("a=run", "a=88"));
        life.see("");
        assertThat(text(life, name)).isEqualTo(removed);
        life.see(seen(name, "run"));
        assertThat(text(life, name)).isEqualTo(again);
    }

    /** Two attempts have ended; then the runtime has forgotten them and begins with attempt 0. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "V1_36, run,     2",
        "V1_36, created, 1", // it does not run yet
        "V1_36, 3,       1",
        "V1_34, run,     0", // without the gate counts are those of the runtime
    })
    void restartsAreCountedOnWhereContainersCanBeRemovedForARestart(KubernetesVersion version, String now, int count) {
        TableLife life = new TableLife(TablePod.of("Always", Kubelet.of(version)));
        life.see(seen("b", "1,1"));
        assertThat(life.status("b").restartCount()).isEqualTo(1);
        life.see(seen("b", now));
        assertThat(life.status("b").restartCount()).isEqualTo(count);
    }

    /** The end as the runtime tells it, word for word. */
    @ParameterizedTest
    @CsvSource({"137, OOMKilled, ''", "1, Error, out of cheese", "0, Completed, done"})
    void tellsTheEnd(int exitCode, String reason, String message) {
        RuntimePod runtime = TablePod.runtime(OTHERS + " b=" + exitCode);
        RuntimeContainer told = runtime.containers()
                .get(0)
                .edit()
                .reason(reason)
                .message(message)
                .build();
        TableLife life = new TableLife(TablePod.of("Never", Kubelet.DEFAULT));
        for (int look = 0; look < 2; look++) {
            life.see(Observation.of(RuntimePod.builder()
                    .from(runtime)
                    .containers(runtime.containers().stream()
                            .map(one -> one.name().equals("b") ? told : one)
                            .toList())
                    .build()));
            assertThat(life.status("b").terminated())
                    .extracting(Terminated::exitCode, Terminated::reason, Terminated::message, Terminated::containerID)
                    .containsExactly(exitCode, reason, message, "b#0");
        }
    }
}
