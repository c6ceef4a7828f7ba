package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.ContainerState.Terminated;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimePod;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One restart of all containers by the kubelet and by the text of KEP-5532, side by side. See {@link TablePod} for the
 * pod and the words; {@code a} triggers.
 */
class KepTextTest {
    private static final String[] RESTART = {
        "i=0 s=run j=0 a=run b=run",
        "i=0 s=run j=0 a=88 b=run",
        "",
        "i=run",
        "i=0 s=run j=0",
        "i=0 s=run j=0",
        "i=0 s=run j=0 a=run",
        "i=0 s=run j=0 a=run b=run"
    };

    private static TableLife life(String kubelet) {
        return new TableLife(TablePod.of("Never", kubelet.equals("KEP") ? Kubelet.kep5532() : Kubelet.DEFAULT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the phase in each step of RESTART; that a sidecar has started counts from the step after
                "kubelet | Running Running Running Pending Pending Running Running Running",
                "KEP     | Running Pending Pending Pending Pending Pending Pending Running",
            })
    void thePhase(String kubelet, String phases) {
        TableLife life = life(kubelet);
        StringBuilder seen = new StringBuilder();
        for (String runtime : RESTART) {
            life.see(runtime);
            seen.append(life.state.status().phase()).append(' ');
        }
        assertThat(seen.toString().trim()).isEqualTo(phases);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kubelet | RestartAllContainersStarted | container exited with restart policy rule",
                "KEP     | ContainerExited             | Container a exited with code 88",
            })
    void theCondition(String kubelet, String reason, String message) {
        TableLife life = life(kubelet);
        life.see(RESTART[0]);
        for (String runtime :
                new String[] {RESTART[1], "j=0 a=88", "j=0"}) { // the trigger may be gone before the others
            life.see(runtime);
            PodCondition condition = Objects.requireNonNull(life.state.status().condition("AllContainersRestarting"));
            assertThat(condition.reason()).as(runtime).isEqualTo(reason);
            assertThat(condition.message()).as(runtime).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @CsvSource({"kubelet, 137 137 137 137", "KEP, 0 137 88 137"})
    void theLastStates(String kubelet, String codes) {
        TableLife life = life(kubelet);
        for (String runtime : RESTART) {
            life.see(runtime);
        }
        StringBuilder seen = new StringBuilder();
        for (String name : new String[] {"i", "s", "a", "b"}) {
            Terminated last = Objects.requireNonNull(life.status(name).lastTerminated());
            seen.append(last.exitCode()).append(' ');
        }
        assertThat(seen.toString().trim()).isEqualTo(codes);
    }

    /** The second restart backs off from the end of its trigger, and the one after it twice as long. */
    @ParameterizedTest
    @CsvSource({"kubelet, 0 0 0", "KEP, 0 10 20"})
    void theDelays(String kubelet, String delays) {
        TableLife life = life(kubelet);
        StringBuilder seen = new StringBuilder();
        long second = 0;
        for (int round = 0; round < 3; round++) {
            life.at(at(second), seen("i=0 s=run j=0 a=run b=run", round, second));
            life.at(at(second), seen("i=0 s=run j=0 a=88 b=run", round, second));
            long end = second;
            while (!life.at(at(second), seen("", round, end)).equals("start i#0")) {
                second++;
            }
            seen.append(second - end).append(' ');
            life.at(
                    at(second),
                    seen("i=run", round + 1, second)
                            .results(List.of(
                                    ActionResult.succeeded(life.last().actions().get(0), at(second)))));
        }
        assertThat(seen.toString().trim()).isEqualTo(delays);
    }

    private static Instant at(long second) {
        return TablePod.NOW.plusSeconds(second);
    }

    /** Everything begins and ends at that second; ids are not used again. */
    private static Observation seen(String runtime, int round, long second) {
        RuntimePod seen = TablePod.runtime(runtime);
        return Observation.of(RuntimePod.builder()
                .from(seen)
                .containers(seen.containers().stream()
                        .map(one -> one.edit()
                                .id(one.id() + "." + round)
                                .createdAt(at(second))
                                .startedAt(at(second))
                                .finishedAt(one.exited() ? at(second) : null)
                                .build())
                        .toList())
                .build());
    }

    /** So the announcement of 1.35 has it; the kubelet leaves them alone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | a=88 debug=run | remove a#0, stop debug#0 2s",
                "true  | a=88 debug=0   | remove a#0",
                "true  | a=88           | remove a#0",
                "true  | a=run debug=run | start s#0, start b#0",
                "false | a=88 debug=run | remove a#0",
            })
    void ephemeralContainersMayEndToo(boolean terminated, String runtime, String actions) {
        Kubelet kubelet = terminated ? Kubelet.DEFAULT.with(Divergence.EPHEMERAL_TERMINATED) : Kubelet.DEFAULT;
        assertThat(TablePod.of("Never", kubelet)
                        .withSpec(spec -> spec.addEphemeralContainers(
                                TablePod.container("debug").build()))
                        .actions(runtime))
                .isEqualTo(actions);
    }

    @Test
    void withoutARestartThereIsNoDifference() {
        PodStatus[] steady = new PodStatus[2];
        for (int i = 0; i < 2; i++) {
            TableLife life = life(i == 0 ? "kubelet" : "KEP");
            life.see("i=0 s=run j=0 a=run b=run");
            life.see("i=0 s=1 j=0 a=1 b=run");
            steady[i] = life.state.status();
        }
        assertThat(steady[0]).isEqualTo(steady[1]);
    }
}
