package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code TerminatePod} (pkg/kubelet/status/status_manager.go), after kubernetes#108733 and kubernetes#108366: what may
 * have run is closed, what never started stays waiting.
 *
 * <p>A container is written as {@code wait}, {@code run} or its exit code, with {@code /code} for a last termination;
 * {@code lost} is ContainerStatusUnknown with 137.
 */
class TerminatePodTest {
    private static final Timestamp THEN = Timestamp.of(Instant.parse("2026-01-01T00:00:00Z"));

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no init containers: all are closed,                    '',            wait run 0,   '',              lost lost 0",
        "the init container failed: the others never started,   1,             wait wait,    1,               wait wait",
        "the init container was running: it is lost,            run,           wait,         lost,            wait",
        "the first init container counts as begun,              wait wait,     wait,         lost wait,       wait",
        "init containers after the last begun one wait,         0 run wait,    wait,         0 lost wait,     wait",
        "gaps before the last begun one are closed,             wait run,      wait,         lost lost,       wait",
        "the last init container succeeded,                     0 0,           wait wait,    0 0,             lost lost",
        "the last init container succeeded before,              0 wait/0,      wait,         0 lost,          lost",
        "it failed before: begun but not initialized,           0 wait/1,      wait,         0 lost,          wait",
        "a regular container runs: initialized,                 wait,          run wait,     lost,            lost lost",
        "a regular container has ended: initialized,            1,             3 wait,       1,               3 lost",
        "a regular container ran before: initialized,           wait,          wait/3 wait,  lost,            lost lost",
    })
    void closesWhatMayHaveRun(String why, String init, String regular, String initAfter, String regularAfter) {
        PodStatus after = TerminatePod.finish(pod(init, regular, Map.of()), status(PodPhase.RUNNING, init, regular));
        assertThat(text(after.initContainerStatuses())).isEqualTo(initAfter);
        assertThat(text(after.containerStatuses())).isEqualTo(regularAfter);
    }

    @ParameterizedTest
    @CsvSource({"Pending, Failed", "Running, Failed", "Succeeded, Succeeded", "Failed, Failed"})
    void aPodThatHasNotSucceededHasFailed(String before, String after) {
        assertThat(TerminatePod.finish(pod("", "0", Map.of()), status(PodPhase.of(before), "", "0"))
                        .phase())
                .isEqualTo(PodPhase.of(after));
    }

    @Test
    void aStaticPodKeepsItsPhase() {
        CompiledPod pod = pod("", "run", Map.of("kubernetes.io/config.source", "file"));
        assertThat(TerminatePod.finish(pod, status(PodPhase.RUNNING, "", "run")).phase())
                .isEqualTo(PodPhase.RUNNING);
    }

    private static CompiledPod pod(String init, String regular, Map<String, String> annotations) {
        PodSpec spec = PodSpec.builder()
                .initContainers(containers("init", init))
                .containers(containers("app", regular))
                .build();
        Pod pod = Pod.builder()
                .metadata(PodMetadata.builder().annotations(annotations).build())
                .spec(spec)
                .build();
        return new CompiledPod(pod, Kubelet.DEFAULT);
    }

    private static List<Container> containers(String prefix, String states) {
        return statuses(prefix, states).stream()
                .map(status ->
                        Container.builder().name(status.name()).image("i").build())
                .toList();
    }

    private static PodStatus status(PodPhase phase, String init, String regular) {
        return PodStatus.builder()
                .phase(phase)
                .initContainerStatuses(statuses("init", init))
                .containerStatuses(statuses("app", regular))
                .build();
    }

    private static List<ContainerStatus> statuses(String prefix, String states) {
        List<ContainerStatus> statuses = new ArrayList<>();
        for (String text :
                Arrays.stream(states.split(" ")).filter(text -> !text.isEmpty()).toList()) {
            String[] now = text.split("/", 2);
            ContainerStatus.Builder status = ContainerStatus.builder()
                    .name(prefix + statuses.size())
                    .image("i")
                    .state(state(now[0]));
            statuses.add(
                    now.length == 1
                            ? status.build()
                            : status.lastState(state(now[1])).build());
        }
        return statuses;
    }

    private static ContainerState state(String text) {
        return switch (text) {
            case "wait" -> new ContainerState.Waiting("PodInitializing", "");
            case "run" -> new ContainerState.Running(THEN);
            default -> ContainerState.Terminated.unseen(Integer.parseInt(text), "Error", "");
        };
    }

    private static String text(List<ContainerStatus> statuses) {
        return statuses.stream().map(TerminatePodTest::text).collect(Collectors.joining(" "));
    }

    private static String text(ContainerStatus status) {
        ContainerState.Terminated ended = status.terminated();
        if (ended == null) {
            return "wait";
        }
        boolean lost = ended.exitCode() == 137 && ended.reason().equals("ContainerStatusUnknown");
        return lost ? "lost" : Integer.toString(ended.exitCode());
    }
}
