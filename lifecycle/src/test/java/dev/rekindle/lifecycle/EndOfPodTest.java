package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.Probe;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodState.Work;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How a pod ends ({@code SyncTerminatingPod} and {@code SyncTerminatedPod}, pkg/kubelet/kubelet.go): it is stopped, then
 * looked at until nothing runs, then its status is completed. See {@link TablePod} for the pod and the words.
 */
class EndOfPodTest {
    private static final Termination DELETED = Termination.deletion(null);

    private final TableLife life = new TableLife(TablePod.of("Always", Kubelet.DEFAULT));

    private String see(String runtime, Termination termination) {
        return life.see(Observation.of(TablePod.runtime(runtime)).termination(termination));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // what is there when the pod is deleted | what is ordered | phase then | phase at the end
                "nothing                          | ''           | Pending | Failed",
                "-sandbox                         | kill         | Pending | Failed",
                "i=run                            | kill i#0     | Pending | Failed",
                "i=0 s=run j=0 a=run b=run        | kill b#0 a#0 s#0 | Running | Failed",
                "i=0 s=run j=0 a=0 b=1            | kill s#0     | Running | Failed",
                "i=0 s=run j=0 a=0 b=0            | kill s#0     | Running | Succeeded",
                "i=88                             | kill         | Pending | Failed",
                "i=0 s=run j=0 a=88 b=run         | kill b#0 s#0 | Running | Failed",
            })
    void ofADeletedPod(String runtime, String actions, String phase, String last) {
        assertThat(see(runtime, DELETED)).isEqualTo(actions);
        assertThat(life.state.work()).isEqualTo(Work.TERMINATING);
        assertThat(life.state.status().phase().toString()).isEqualTo(phase);
        // Where there is nothing to wait for, the next step follows at once; otherwise the runtime tells.
        assertThat(life.last().wakeAt().isPresent()).isEqualTo(actions.isEmpty());

        String ended = runtime.replaceFirst("^(?=\\w=)", "-sandbox ").replace("run", "143");
        assertThat(see(ended, DELETED)).isEmpty();
        assertThat(life.state.work()).isEqualTo(Work.TERMINATED);
        assertThat(life.last().wakeAt()).contains(TablePod.NOW);

        assertThat(see(ended, DELETED)).isEmpty();
        assertThat(life.state.work()).isEqualTo(Work.FINISHED);
        assertThat(life.last().wakeAt()).isEmpty();
        assertThat(life.state.status().phase().toString()).isEqualTo(last);
        // TerminatePod fails what was Pending after the conditions were made.
        assertThat(life.condition("AllContainersRestarting"))
                .isEqualTo(
                        phase.equals("Pending")
                                ? "False"
                                : last.equals("Failed") ? "False PodFailed" : "False PodCompleted");
    }

    @Test
    void itIsStoppedAgainAsLongAsSomethingRuns() {
        see("i=0 s=run j=0 a=run b=run", DELETED);
        assertThat(see("i=0 s=run j=0 a=143 b=run", DELETED)).isEqualTo("kill b#0 s#0");
        assertThat(see("i=0 s=143 j=0 a=143 b=143", DELETED)).as("the sandbox").isEqualTo("kill");
        assertThat(see("-sandbox i=0 s=143 j=0 a=143 b=run", DELETED))
                .as("in a dead sandbox")
                .isEqualTo("kill b#0");
        assertThat(life.state.work()).isEqualTo(Work.TERMINATING);
    }

    /** The object says so before the request arrives: nothing starts, nothing is stopped yet. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i=0 s=run j=0 a=run b=1 | ''",
                "i=0 s=run j=0 a=run     | ''",
                "i=1                     | kill", // it would have been started again
            })
    void nothingStartsInAPodWithADeletionTimestamp(String runtime, String actions) {
        TablePod pod = TablePod.of("Always", Kubelet.DEFAULT)
                .withMetadata(metadata -> metadata.deletionTimestamp(Timestamp.of(TablePod.NOW)));
        assertThat(pod.actions(runtime)).isEqualTo(actions);
    }

    @Test
    void aContainerThatIsLostWhileThePodIsDeletedIsNoRestart() {
        life.see("i=0 s=run j=0 a=run b=run");
        see("i=0 s=run j=0 a=run", DELETED);
        assertThat(life.status("b").restartCount()).isZero();

        TableLife other = new TableLife(TablePod.of("Always", Kubelet.DEFAULT));
        other.see("i=0 s=run j=0 a=run b=run");
        other.see("i=0 s=run j=0 a=run");
        assertThat(other.status("b").restartCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"TERMINATED", "FINISHED"})
    void whatRunsInAPodThatWasOverIsStopped(Work work) {
        while (life.state.work() != work) {
            see("nothing", DELETED);
        }
        assertThat(see("a=run", DELETED)).isEqualTo("kill a#0");
        assertThat(life.state.work()).isEqualTo(Work.TERMINATING);
        see("-sandbox a=143", DELETED);
        see("-sandbox a=143", DELETED);
        assertThat(life.state.work()).isEqualTo(Work.FINISHED);
        assertThat(life.state.status().phase()).isEqualTo(PodPhase.FAILED);
    }

    @Test
    void ephemeralContainersAreStoppedWithTheirPod() {
        TableLife debugged = new TableLife(life.pod.withSpec(
                spec -> spec.addEphemeralContainers(TablePod.container("debug").build())));
        Observation observed = Observation.of(TablePod.runtime("i=0 s=run j=0 a=run b=run debug=run"));
        assertThat(debugged.see(observed.termination(DELETED))).isEqualTo("kill debug#0 b#0 a#0 s#0");
    }

    @Test
    void anEvictionFailsThePodAtOnceAndLeavesItsReason() {
        assertThat(see("i=0 s=run j=0 a=run b=run", Termination.eviction("Evicted", "no memory")))
                .isEqualTo("kill b#0 a#0 s#0");
        assertThat(life.state.status().phase()).isEqualTo(PodPhase.FAILED);
        see("-sandbox i=0 s=0 j=0 a=0 b=0", DELETED);
        see("-sandbox i=0 s=0 j=0 a=0 b=0", DELETED);
        assertThat(life.state.status().phase()).isEqualTo(PodPhase.FAILED);
        assertThat(life.state.status().reason()).isEqualTo("Evicted");
        assertThat(life.state.status().message()).isEqualTo("no memory");
    }

    /** {@code mergePodStatus}: a final phase waits, with its reason, until nothing can run any more. */
    @ParameterizedTest(name = "published {0}, then {1}")
    @CsvSource({
        // published last, what is there | published now, its reason
        "'',        run, Pending,   ''",
        "Pending,   run, Pending,   why",
        "Running,   run, Running,   why",
        "Failed,    run, Failed,    Evicted", // it is out already
        "Running,   0,   Failed,    Evicted",
        "'',        0,   Failed,    Evicted",
    })
    void aFinalPhaseWaitsUntilNothingRuns(String published, String state, String now, String reason) {
        Termination evicted = Termination.eviction("Evicted", "no memory");
        see("i=0 s=run j=0 a=run b=run", evicted);
        if (state.equals("0")) {
            see("-sandbox i=0 s=0 j=0 a=0 b=0", evicted);
        }
        PodStatus last = PodStatus.builder()
                .phase(PodPhase.of(published))
                .reason(published.isEmpty() ? "" : "why")
                .build();
        assertThat(life.last().publish(last).phase().toString()).isEqualTo(now);
        assertThat(life.last().publish(last).reason()).isEqualTo(reason);
        assertThat(life.state.publish(last)).isEqualTo(life.last().publish(last));
    }

    /** Without anybody asking: the phase alone ends the pod, and its last status follows when nothing runs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what there is | what is ordered | the phase
                "i=1                  | kill     | Failed",
                "i=0 s=0 j=0 a=0 b=0  | kill     | Succeeded",
                "i=0 s=0 j=0 a=0 b=1  | kill     | Failed",
            })
    void aPodThatIsOverIsStopped(String runtime, String actions, String phase) {
        TableLife once = new TableLife(TablePod.of("Never", Kubelet.DEFAULT));
        assertThat(once.see(runtime)).isEqualTo(actions);
        assertThat(once.state.work()).isEqualTo(Work.TERMINATING);
        assertThat(once.state.status().phase().toString()).isEqualTo(phase);
        assertThat(once.see("-sandbox " + runtime.replace("run", "143"))).isEmpty();
        assertThat(once.state.work()).isEqualTo(Work.TERMINATED);
    }

    @Test
    void aFinalPhaseInTheApiEndsThePodAndStays() {
        Pod api = Pod.builder()
                .status(PodStatus.builder()
                        .phase(PodPhase.FAILED)
                        .reason("NodeLost")
                        .message("gone")
                        .build())
                .build();
        Observation observed = Observation.of(TablePod.runtime("i=0 s=run j=0 a=run b=run"));
        life.see(observed);
        assertThat(life.see(observed.pod(api))).isEqualTo("kill b#0 a#0 s#0");
        assertThat(life.state.work()).isEqualTo(Work.TERMINATING);
        assertThat(life.state.status().phase()).isEqualTo(PodPhase.FAILED);
        life.see(observed.pod(api));
        assertThat(life.state.status().reason()).isEqualTo("NodeLost");
        assertThat(life.state.status().message()).isEqualTo("gone");
    }

    @Test
    void anEvictionComesTooLateForAPodThatIsOver() {
        TableLife once = new TableLife(TablePod.of("Never", Kubelet.DEFAULT));
        Observation over = Observation.of(TablePod.runtime("i=0 s=0 j=0 a=0 b=0"));
        once.see(over);
        once.see(over.termination(Termination.eviction("Evicted", "no memory")));
        assertThat(once.state.status().phase()).isEqualTo(PodPhase.SUCCEEDED);
        assertThat(once.state.status().reason()).isEmpty();
    }

    /** Whether its sidecar has started is not known at the first look; a regular container in the sandbox proves it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i=0 s=run j=0 a=run b=run          | Running",
                "-sandbox i=0 s=run j=0 a=run b=run | Pending",
                "nothing i=0 s=run j=0 a=run b=run  | Pending",
                "i=0 s=run j=0                      | Pending",
            })
    void onlyContainersOfTheReadySandboxProveThatAPodHasBegun(String runtime, String phase) {
        life.see(runtime);
        assertThat(life.state.status().phase().toString()).isEqualTo(phase);
    }

    /** {@code hasPodInitialized}: a last sidecar that had started is as good as a last init container that succeeded. */
    @ParameterizedTest
    @CsvSource({"true, 137 137", "false, wait:PodInitializing wait:PodInitializing"})
    void containersThatNeverStartedAreLostOnlyInAPodThatWasInitialized(boolean started, String shown) {
        TableLife sidecars = new TableLife(life.pod.with(
                "j",
                j -> j.restartPolicy(RestartPolicy.ALWAYS)
                        .startupProbe(Probe.builder().build())));
        Observation runs = Observation.of(TablePod.runtime("i=0 s=run j=run"));
        Map<String, ProbeResult> success = started ? Map.of("j#0", ProbeResult.SUCCESS) : Map.of();
        sidecars.see(runs.probes(ProbeResults.NONE.withStartup(success)));
        Observation ended =
                Observation.of(TablePod.runtime("-sandbox i=0 s=143 j=143")).termination(DELETED);
        while (sidecars.state.work() != Work.FINISHED) {
            sidecars.see(ended);
        }
        assertThat(sidecars.shown("a") + " " + sidecars.shown("b")).isEqualTo(shown);
    }

    @Test
    void whatIsNotFinalIsPublishedAsItIs() {
        life.see("i=0 s=run j=0 a=run b=run");
        assertThat(life.last().publish(PodStatus.EMPTY)).isSameAs(life.state.status());
    }
}
