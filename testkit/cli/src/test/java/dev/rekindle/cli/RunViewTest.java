package dev.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.testkit.PodScenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunViewTest {
    private static final Pod POD = PodCodec.readOne("""
            metadata: {name: p}
            spec:
              restartPolicy: Never
              initContainers:
                - {name: init, image: i}
                - {name: sidecar, image: i, restartPolicy: Always}
              containers:
                - name: main
                  image: i
                  restartPolicy: Never
                  restartPolicyRules:
                    - {action: RestartAllContainers, exitCodes: {operator: In, values: [88]}}
            """);

    private static List<String> lines(PodScenario scenario, PodStatus status) {
        return new RunView(Terminal.PLAIN).lines(POD, status, scenario.time().now());
    }

    @Test
    void hasALineForThePodAndEachContainer() {
        PodScenario scenario = PodScenario.of(POD).stabilize().after(Duration.ofSeconds(90));

        assertThat(lines(scenario, PodStatus.EMPTY))
                .containsExactly(
                        "p",
                        "  init     init     Waiting                     restarts 0",
                        "  sidecar  sidecar  Waiting                     restarts 0",
                        "  main              Waiting                     restarts 0");
        assertThat(lines(scenario, scenario.status()))
                .containsExactly(
                        "p  Running",
                        "  init     init     Completed (0)               restarts 0  ready",
                        "  sidecar  sidecar  Running 92s                 restarts 0  ready",
                        "  main              Running 91s                 restarts 0  ready");
    }

    @Test
    void showsARestartOfAllContainers() {
        List<PodStatus> statuses = new ArrayList<>();
        PodScenario scenario = PodScenario.of(POD)
                .onStep(step -> statuses.add(step.step().next().status()))
                .stabilize();
        statuses.clear();
        scenario.exit("main", 88).stabilize();

        assertThat(lines(scenario, statuses.get(0)))
                .startsWith("p  Running  restarts all containers")
                .endsWith("  main              Error (88)                  restarts 0");
        assertThat(lines(scenario, statuses.get(1)))
                .startsWith("p  Running")
                .endsWith("  main              RestartingAllContainers     restarts 1");
    }
}
