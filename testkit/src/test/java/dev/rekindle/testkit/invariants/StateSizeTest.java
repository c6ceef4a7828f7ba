package dev.rekindle.testkit.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import dev.rekindle.testkit.FakePod;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How many bytes of JSON the state of a pod with one init and two regular containers takes, with container ids as long
 * as real ones.
 */
class StateSizeTest {
    private static final Pod POD = PodCodec.readOne("""
            metadata: {name: ml-worker, namespace: default, uid: 2fb56bd3-7b0f-4dd4-85ea-7dcd0d31829e}
            spec:
              restartPolicy: Never
              initContainers: [{name: fetch-checkpoint, image: 'busybox:1.37'}]
              containers:
              - name: trainer
                image: busybox:1.37
                restartPolicy: Never
                restartPolicyRules: [{action: RestartAllContainers, exitCodes: {operator: In, values: [88]}}]
              - name: logger
                image: busybox:1.37
            """);

    private final FakePod runtime = new FakePod(POD);
    private final PodLifecycle lifecycle = PodLifecycle.compile(POD, Kubelet.of(KubernetesVersion.V1_36));
    private PodState state = PodState.INITIAL;
    private List<ActionResult> results = List.of();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private int stepUntilQuiet() throws Exception {
        Step step;
        do {
            step = lifecycle.step(state, Observation.of(runtime.snapshot()).results(results), now);
            state = step.next();
            results = runtime.execute(step, now);
            now = now.plusSeconds(1);
        } while (!step.actions().isEmpty());
        String json = new ObjectMapper().writeValueAsString(state);
        return json.replaceAll("containerd://[-a-z]+[0-9]", "containerd://" + "0".repeat(64))
                .length();
    }

    /** Mostly the status as the API has it; twice as long after a restart, since last states carry a fixed message. */
    @Test
    void isAFewKilobytes() throws Exception {
        stepUntilQuiet();
        runtime.exit("fetch-checkpoint", 0, now);
        assertThat(stepUntilQuiet()).isBetween(1500, 1700);
        runtime.exit("trainer", 88, now);
        stepUntilQuiet();
        runtime.exit("fetch-checkpoint", 0, now);
        assertThat(stepUntilQuiet()).isBetween(2100, 2400);
    }
}
