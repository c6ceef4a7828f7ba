package dev.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Pod;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.testkit.PodScenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodRowTest {
    private static final String SPEC = """
            metadata: {name: p}
            spec:
              restartPolicy: %s
              initContainers:
                - {name: init, image: i}
                - {name: sidecar, image: i, restartPolicy: Always}
              containers:
                - {name: a, image: i}
                - {name: b, image: i}
            """;

    private static List<String> row(PodScenario scenario, Pod pod) {
        return new PodRow(pod, scenario.status())
                .cells(scenario.time().now(), scenario.time().elapsed());
    }

    @Test
    void showsWhatKubectlShows() {
        Pod pod = PodCodec.readOne(SPEC.formatted("Always"));
        PodScenario scenario = PodScenario.of(pod).runsUntilExit("init").stabilize();
        assertThat(row(scenario, pod)).containsExactly("p", "0/3", "Init:0/2", "0", "1s");
        scenario.exit("init", 1).after(Duration.ofSeconds(1));
        scenario.exit("init", 1).after(Duration.ofSeconds(5));
        assertThat(row(scenario, pod)).containsExactly("p", "0/3", "Init:Error", "1 (6s ago)", "7s");
        scenario.probes().otherwise(ProbeResult.SUCCESS); // a reason to look, which brings the status up to date
        scenario.after(Duration.ZERO);
        assertThat(row(scenario, pod)).containsExactly("p", "0/3", "Init:CrashLoopBackOff", "1 (5s ago)", "7s");
        scenario.after(Duration.ofSeconds(10)).exit("init", 0).stabilize();
        assertThat(row(scenario, pod)).containsExactly("p", "3/3", "Running", "0", "19s");
        scenario.exit("sidecar", 1).stabilize().exit("a", 1).stabilize();
        assertThat(row(scenario, pod)).containsExactly("p", "3/3", "Running", "2 (2s ago)", "23s");
    }

    @Test
    void showsAnEnd() {
        Pod pod = PodCodec.readOne(SPEC.formatted("Never"));
        PodScenario failed = PodScenario.of(pod).exitAt("init", 3, Duration.ofSeconds(1));
        assertThat(row(failed.stabilize(), pod).subList(1, 3)).containsExactly("0/3", "Init:Error");

        PodScenario scenario = PodScenario.of(pod).stabilize().exit("a", 0).stabilize();
        assertThat(row(scenario, pod).subList(1, 3)).containsExactly("2/3", "NotReady");
        scenario.exit("b", 0).stabilize();
        assertThat(row(scenario, pod).subList(1, 3)).containsExactly("0/3", "Completed");
    }
}
