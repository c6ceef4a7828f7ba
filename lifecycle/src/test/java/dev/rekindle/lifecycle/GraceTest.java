package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ExecAction;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.LifecycleHandler;
import dev.rekindle.core.LifecycleHooks;
import dev.rekindle.core.Probe;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.lifecycle.Observation.Termination;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long a container has to end, and which one ends first ({@code killContainer} and
 * {@code setTerminationGracePeriod}, pkg/kubelet/kuberuntime/kuberuntime_container.go). The container {@code b} has a
 * preStop hook, a liveness probe and a startup probe; all times are seconds.
 */
class GraceTest {
    private static final String ALL_RUN = "i=0 s=run j=0 a=run b=run";

    private static TablePod pod(long ofPod, @Nullable Long ofProbes, @Nullable Long ofDeletion) {
        LifecycleHooks hooks = LifecycleHooks.builder()
                .preStop(LifecycleHandler.builder()
                        .exec(ExecAction.builder().addCommand("bye").build())
                        .build())
                .build();
        return TablePod.of("Always", Kubelet.DEFAULT)
                .with(
                        "b",
                        b -> b.lifecycle(hooks)
                                .livenessProbe(Probe.builder()
                                        .terminationGracePeriodSeconds(ofProbes)
                                        .build())
                                .startupProbe(Probe.builder()
                                        .terminationGracePeriodSeconds(ofProbes == null ? null : ofProbes + 1)
                                        .build()))
                .withSpec(spec -> spec.terminationGracePeriodSeconds(ofPod))
                .withMetadata(metadata -> metadata.deletionGracePeriodSeconds(ofDeletion));
    }

    @ParameterizedTest(name = "pod {0}, probes {1}, deletion {2}")
    @CsvSource({
        // grace of the pod, of the probes (one more for startup), of its deletion; after liveness, startup, a change
        "30,    ,    , 30s hook, 30s hook, 30s hook",
        "30,  7,    , 7s hook,  8s hook,  30s hook",
        "30, 60,    , 60s hook, 61s hook, 30s hook",
        "30,  7,   5, 5s hook,  5s hook,  5s hook",
        "30,   ,  90, 90s hook, 90s hook, 90s hook",
        "30,  1,    , 2s hook,  2s hook,  30s hook",
        " 1,   ,    , 2s hook,  2s hook,  2s hook",
        " 0,   ,    , 2s,       2s,       2s",
        " 0,  7,    , 7s hook,  8s hook,  2s",
        "30,  7,   0, 2s,       2s,       2s",
    })
    void ofAContainerThatIsStoppedAlone(
            long ofPod,
            @Nullable Long ofProbes,
            @Nullable Long ofDeletion,
            String liveness,
            String startup,
            String change) {
        TablePod pod = pod(ofPod, ofProbes, ofDeletion);
        Observation observed = Observation.of(TablePod.runtime(ALL_RUN));
        Map<String, ProbeResult> failed = Map.of("b#0", ProbeResult.FAILURE);

        assertThat(pod.text(pod.step(observed.probes(ProbeResults.NONE.withLiveness(failed)))))
                .isEqualTo("stop b#0 " + liveness + ", start b#1");
        assertThat(pod.text(pod.step(observed.probes(ProbeResults.NONE.withStartup(failed)))))
                .isEqualTo("stop b#0 " + startup + ", start b#1");
        TablePod changed = pod.with("b", b -> b.image("other"));
        assertThat(changed.text(changed.step(observed))).isEqualTo("stop b#0 " + change + ", start b#1");
    }

    @ParameterizedTest(name = "pod {0}, deletion of the object {1}, asked for {2}")
    @CsvSource({
        "30,   ,   , 30s hook",
        "30, 90,   , 90s hook",
        "30, 90,  5, 5s hook",
        "30,   ,  1, 2s hook",
        "30,   ,  0, 2s",
        " 0,   ,   , 2s",
    })
    void ofAPodThatIsDeleted(long ofPod, @Nullable Long ofDeletion, @Nullable Long asked, String grace) {
        Step step = pod(ofPod, 7L, ofDeletion)
                .step(Observation.of(TablePod.runtime(ALL_RUN))
                        .termination(Termination.deletion(asked == null ? null : Duration.ofSeconds(asked))));
        PodAction.KillPod kill = (PodAction.KillPod) step.actions().get(0);
        PodAction.StopContainer b = kill.containers().get(0);
        assertThat(b.id()).isEqualTo("b#0");
        assertThat(b.gracePeriod().toSeconds() + "s" + (b.runPreStop() ? " hook" : ""))
                .isEqualTo(grace);
    }

    @Test
    void aRestartOfAllContainersGivesTwoSecondsAndNoHookWhateverIsAskedFor() {
        assertThat(pod(30, 7L, 90L).actions("a=88 b=run")).isEqualTo("stop b#0 2s, remove b#0, remove a#0");
    }

    /** Later sidecars first, in the order of the spec and not in that of their starts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s=run t=run u=run a=run         | kill a#0 u#0 t#0 s#0",
                "t=run u=run a=run s=0,run       | kill a#0 u#0 t#0 s#1",
                "a=run u=run t=run s=run         | kill a#0 u#0 t#0 s#0",
                "s=run u=run                     | kill u#0 s#0",
                "s=run j=run                     | kill j#0 s#0",
            })
    void ofSidecarsIsInReverse(String runtime, String actions) {
        TablePod pod = TablePod.of("Always", Kubelet.DEFAULT)
                .withSpec(spec -> spec.addInitContainers(sidecar("t")).addInitContainers(sidecar("u")));
        Observation deleted = Observation.of(TablePod.runtime(runtime)).termination(Termination.deletion(null));
        assertThat(pod.text(pod.step(deleted))).isEqualTo(actions);
    }

    private static Container sidecar(String name) {
        return TablePod.container(name).restartPolicy(RestartPolicy.ALWAYS).build();
    }
}
