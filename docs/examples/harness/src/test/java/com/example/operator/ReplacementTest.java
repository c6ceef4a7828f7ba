package com.example.operator;

import static com.example.operator.Replacement.Decision.LEAVE;
import static com.example.operator.Replacement.Decision.REPLACE;
import static com.example.operator.Replacement.Decision.WAIT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.example.operator.Replacement.Decision;
import dev.rekindle.core.PodPhase;
import dev.rekindle.testkit.Fault.FailCall;
import dev.rekindle.testkit.PodScenario;
import dev.rekindle.testkit.RuntimeOp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Asks the decision at every status that a pod really shows, in virtual time. */
class ReplacementTest {
    private static final String WORKER = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: worker
            spec:
              restartPolicy: Never
              initContainers:
                - name: fetch
                  image: fetch
              containers:
                - name: trainer
                  image: trainer
                  restartPolicy: Never
                  restartPolicyRules:
                    - action: RestartAllContainers
                      exitCodes: {operator: In, values: [88]}
            """;

    private final Replacement replacement = new Replacement("trainer", 2);
    private final List<Decision> decisions = new ArrayList<>();

    // the listener hears every step of the kubelet, with the status that it publishes
    private final PodScenario worker = PodScenario.of(WORKER)
            .onStep(step -> decide(replacement.decide(step.step().next().status())))
            .until(PodPhase.RUNNING);

    private void decide(Decision decision) {
        if (decisions.isEmpty() || decisions.get(decisions.size() - 1) != decision) {
            decisions.add(decision);
        }
    }

    @Test
    void aPodThatRestartsInPlaceIsWaitedFor() {
        worker.exit("trainer", 88).stabilize();

        assertEquals(1, worker.container("trainer").restartCount());
        assertEquals(List.of(LEAVE, WAIT, LEAVE), decisions);
    }

    @Test
    void aRuntimeThatIsSlowToRemoveIsWaitedForToo() {
        worker.inject(new FailCall(RuntimeOp.REMOVE_CONTAINER, "trainer"));
        worker.exit("trainer", 88).after(Duration.ofSeconds(5));
        assertEquals(List.of(LEAVE, WAIT), decisions); // the kubelet tries again after 10 s

        worker.stabilize();
        assertEquals(List.of(LEAVE, WAIT, LEAVE), decisions);
    }

    @Test
    void aPodThatRestartsTooOftenIsReplaced() {
        for (int i = 0; i < 3; i++) {
            worker.exit("trainer", 88).stabilize();
        }
        assertEquals(List.of(LEAVE, WAIT, LEAVE, WAIT, LEAVE, WAIT, REPLACE), decisions);
    }

    @Test
    void aPodThatFailsIsReplacedAndOneThatSucceedsIsNot() {
        worker.exit("trainer", 1).until(PodPhase.FAILED);
        assertEquals(List.of(LEAVE, REPLACE), decisions);

        PodScenario other = PodScenario.of(WORKER)
                .until(PodPhase.RUNNING)
                .exit("trainer", 0)
                .stabilize();
        assertEquals(LEAVE, replacement.decide(other.status()));
    }
}
