package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Probe;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.lifecycle.PodAction.KillPod;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the actions of the other tables say beside what and whom: reasons, messages, logs, sandboxes, kinds, ends. */
class ActionDetailsTest {
    private static final String STEADY = "i=0 s=run j=0 a=run b=run";
    private static final TablePod POD = TablePod.of("Always", Kubelet.DEFAULT);

    private static <T extends PodAction> List<T> actions(Class<T> type, TablePod pod, Observation observed) {
        return pod.step(observed).actions().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static <T extends PodAction> List<T> actions(Class<T> type, String runtime) {
        return actions(type, POD, Observation.of(TablePod.runtime(runtime)));
    }

    /** The texts of the events {@code Killing}. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // why | which | its own policy | reason | message
                "liveness | b | Always | LivenessProbe | Container b failed liveness probe, will be restarted",
                "startup  | b | Always | StartupProbe  | Container b failed startup probe, will be restarted",
                "liveness | b | Never  | LivenessProbe | Container b failed liveness probe",
                "startup  | b | Never  | StartupProbe  | Container b failed startup probe",
                "image    | b | Never  | ''            | Container b definition changed, will be restarted",
                "lost     | b | Always | Unknown       | Container is in \"unknown\" state, try killing it before restart",
                "liveness | s | Always | LivenessProbe | Init container s failed liveness probe",
                "startup  | s | Always | StartupProbe  | Init container s failed startup probe",
                "image    | s | Always | ''            | Init container s definition changed",
                "lost     | s | Always | Unknown       | Init container is in \"unknown\" state, try killing it before restart",
            })
    void aStopSaysWhy(String why, String name, String policy, String reason, String message) {
        TablePod pod = POD.with(name, container -> {
            container.restartPolicy(RestartPolicy.of(policy));
            return switch (why) {
                case "image" -> container.image("other");
                case "liveness" -> container.livenessProbe(Probe.builder().build());
                case "startup" -> container.startupProbe(Probe.builder().build());
                default -> container;
            };
        });
        Map<String, ProbeResult> failed = Map.of(name + "#0", ProbeResult.FAILURE);
        ProbeResults probes = switch (why) {
            case "liveness" -> ProbeResults.NONE.withLiveness(failed);
            case "startup" -> ProbeResults.NONE.withStartup(failed);
            default -> ProbeResults.NONE;
        };
        String runtime = why.equals("lost") ? STEADY.replace(name + "=run", name + "=lost") : STEADY;
        assertThat(actions(
                        StopContainer.class,
                        pod,
                        Observation.of(TablePod.runtime(runtime)).probes(probes)))
                .singleElement()
                .satisfies(stop -> {
                    assertThat(stop.name()).isEqualTo(name);
                    assertThat(stop.reason().text()).isEqualTo(reason);
                    assertThat(stop.message()).isEqualTo(message);
                });
    }

    @Test
    void theStopsOfARestartOfAllContainersSayKilling() {
        assertThat(actions(StopContainer.class, "i=0 s=run j=0 a=88 b=run"))
                .extracting(stop -> stop.name() + " " + stop.reason().text() + " " + stop.message())
                .containsExactly("b RestartAllContainers killing", "s RestartAllContainers killing");
    }

    @ParameterizedTest
    @CsvSource({
        // what there is, whether logs are kept, why
        "i=0 a=88 b=0,          true,  RESTART_ALL_CONTAINERS",
        "-sandbox i=0 s=0,      false, INIT_CONTAINER_STARTS_AGAIN",
        "'i=1,1',               false, INIT_CONTAINER_STARTS_AGAIN",
    })
    void onlyARestartOfAllContainersKeepsLogs(String runtime, boolean keepLogs, String reason) {
        assertThat(actions(RemoveContainer.class, runtime)).isNotEmpty().allSatisfy(remove -> {
            assertThat(remove.keepLogs()).isEqualTo(keepLogs);
            assertThat(remove.reason()).hasToString(reason);
            assertThat(remove.id()).startsWith(remove.name() + "#");
        });
    }

    @Test
    void aPodIsKilledWithAllItsSandboxes() {
        assertThat(actions(KillPod.class, "-sandbox i=0"))
                .singleElement()
                .satisfies(kill -> assertThat(kill.sandboxIds()).containsExactly("sb"));
    }

    @Test
    void aStartSaysTheKindAndTheEndBefore() {
        Instant end = TablePod.NOW.minusSeconds(60);
        assertThat(actions(StartContainer.class, "i=1"))
                .extracting(StartContainer::kind)
                .containsExactly(ContainerKind.INIT);
        assertThat(actions(StartContainer.class, "i=0 s=1 j=1"))
                .extracting(StartContainer::kind)
                .containsExactly(ContainerKind.SIDECAR, ContainerKind.INIT);
        assertThat(actions(StartContainer.class, "i=0 s=run j=0 a=run b=1"))
                .singleElement()
                .satisfies(start -> {
                    assertThat(start.kind()).isEqualTo(ContainerKind.REGULAR);
                    assertThat(start.lastFinishedAt()).isEqualTo(end);
                });
        assertThat(actions(StartContainer.class, "i=0 s=run j=0 a=run b=1,1,created"))
                .as("the newest that ended")
                .extracting(StartContainer::lastFinishedAt)
                .containsExactly(end.plusSeconds(1));
        assertThat(actions(StartContainer.class, "i=0 s=run j=0 a=run"))
                .extracting(StartContainer::lastFinishedAt)
                .containsOnlyNulls();
    }
}
