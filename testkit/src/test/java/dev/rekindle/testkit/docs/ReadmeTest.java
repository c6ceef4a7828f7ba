package dev.rekindle.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import dev.rekindle.rules.PodValidation;
import dev.rekindle.rules.RestartDecision;
import dev.rekindle.rules.RestartRules;
import dev.rekindle.testkit.FakeRuntime;
import dev.rekindle.testkit.PodScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The Java of the README. */
class ReadmeTest {
    private static String manifest() throws IOException {
        return Files.readString(Path.of("../docs/examples/ml-worker.yaml"));
    }

    @Test
    void customKubelet() throws IOException {
        Pod pod = PodCodec.readOne(manifest());
        FakeRuntime runtime = new FakeRuntime(pod);
        PodState state = PodState.INITIAL;
        Instant now = Instant.EPOCH;
        // begin: kubelet
        PodLifecycle lifecycle = PodLifecycle.compile(pod, FeatureGates.defaults(KubernetesVersion.V1_36));

        Step step = lifecycle.step(state, Observation.of(runtime.snapshot()), now);
        state = step.next(); // persist it first
        publish(state.status()); // then tell the API server
        for (PodAction action : step.actions()) { // then act, in this order
            execute(action); // CreateSandbox, StartContainer, StopContainer, ...
        } // then observe and step again, at step.wakeAt() at the latest
        // end: kubelet
        assertThat(step.actions()).hasSize(2);
    }

    private static void publish(Object status) {
        assertThat(status).isNotNull();
    }

    private static void execute(PodAction action) {
        assertThat(action.endsSyncOnFailure()).isTrue();
    }

    @Test
    void controller() throws IOException {
        // begin: controller
        Pod pod = PodCodec.readOne(manifest());
        FeatureGates gates = FeatureGates.defaults(KubernetesVersion.V1_36);

        PodValidation.Result result = PodValidation.of(gates).create(pod); // what the API server would say
        result.errors().forEach(error -> System.err.println(error.message()));

        Container trainer = pod.spec().containers().get(0);
        RestartRules rules = RestartRules.compile(trainer, pod.spec().restartPolicy(), gates);
        RestartDecision decision = rules.decide(88);
        decision.outcome(); // RESTART_ALL_CONTAINERS
        decision.cause().describe(); // "rule 0 (In [88])"
        // end: controller
        assertThat(result.errors()).isEmpty();
        assertThat(decision.outcome()).isEqualTo(RestartDecision.Outcome.RESTART_ALL_CONTAINERS);
        assertThat(decision.cause().describe()).isEqualTo("rule 0 (In [88])");
    }

    @Test
    void harness() throws IOException {
        Pod pod = PodCodec.readOne(manifest());
        // begin: harness
        PodScenario scenario = PodScenario.of(pod).stabilize();
        String ip = scenario.status().podIP();

        scenario.exit("trainer", 88).stabilize();

        assertThat(scenario.status().phase()).isEqualTo(PodPhase.RUNNING);
        assertThat(scenario.status().podIP()).isEqualTo(ip);
        assertThat(scenario.status().containerStatuses()).allMatch(c -> c.restartCount() == 1);
        assertThat(scenario.state().causes().get(0).exitCode()).isEqualTo(88);
        // end: harness
    }
}
