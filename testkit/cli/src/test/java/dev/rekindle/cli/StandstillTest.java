package dev.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.testkit.PodScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pod to which nothing happens any more is told from one that waits. */
class StandstillTest {
    private static final Path STUCK =
            Path.of("src/test/resources/dev/rekindle/cli/cases/13-stuck-without-a-word/live.yaml");

    private static PodScenario failedLiveness(String manifest) {
        PodScenario scenario = PodScenario.of(PodCodec.read(manifest).get(0)).stabilize();
        scenario.runtime().exitWhenStopped("app", 42);
        scenario.probes().liveness("app", ProbeResult.FAILURE);
        return scenario.stabilize();
    }

    private static Optional<String> why(PodScenario scenario, Pod pod) {
        return new Standstill(pod, Kubelet.of(KubernetesVersion.V1_36))
                .of(scenario.status(), scenario.runtime().snapshot());
    }

    private static Optional<String> whyAfterFailedLiveness(String manifest) {
        return why(failedLiveness(manifest), PodCodec.read(manifest).get(0));
    }

    @Test
    void aPodOfPolicyNeverGetsNoSecondSandbox() throws IOException {
        assertThat(whyAfterFailedLiveness(Files.readString(STUCK)))
                .contains("nothing happens any more: the sandbox has ended, and a pod of restartPolicy Never gets no"
                        + " second one; the phase stays Running until it is deleted");
    }

    @Test
    void aDeadlineEndsAPodThatStandsStill() throws IOException {
        String manifest = Files.readString(STUCK).replace("spec:\n", "spec:\n  activeDeadlineSeconds: 90\n");
        Pod pod = PodCodec.read(manifest).get(0);
        PodScenario scenario = PodScenario.of(pod);
        scenario.after(PodScenario.INIT_RUN);
        scenario.runtime().exitWhenStopped("app", 42);
        scenario.probes().liveness("app", ProbeResult.FAILURE);
        scenario.after(PodScenario.INIT_RUN.multipliedBy(30));
        assertThat(why(scenario, pod).orElseThrow()).endsWith("until it is deleted or activeDeadlineSeconds are over");
        scenario.stabilize();
        assertThat(scenario.status().phase().isTerminal()).isTrue();
        assertThat(why(scenario, pod)).isEmpty();
    }

    @Test
    void nothingIsSaidOfPodsThatGoOnOrHaveEnded() throws IOException {
        String stuck = Files.readString(STUCK);
        String restarts = stuck.replaceFirst("restartPolicy: Never", "restartPolicy: Always");
        assertThat(whyAfterFailedLiveness(restarts)).isEmpty();
        String fails = stuck.replace("values: [42]", "values: [1]");
        assertThat(failedLiveness(fails).status().phase().isTerminal()).isTrue();
        assertThat(whyAfterFailedLiveness(fails)).isEmpty();
        Pod pod = PodCodec.read(stuck).get(0);
        assertThat(why(PodScenario.of(pod), pod)).isEmpty();
        assertThat(why(PodScenario.of(pod).stabilize(), pod)).isEmpty();
    }
}
