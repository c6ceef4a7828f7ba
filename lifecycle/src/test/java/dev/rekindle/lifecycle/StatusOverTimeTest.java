package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.ContainerState.Running;
import dev.rekindle.core.ContainerState.Terminated;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.core.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a status keeps from the one before ({@code updateStatusInternal}, pkg/kubelet/status/status_manager.go), and what
 * it says when the runtime says little.
 */
class StatusOverTimeTest {
    private static final Instant T0 = TablePod.NOW;
    private static final String STEADY = "i=0 s=run j=0 a=run b=run";
    private static final List<String> CONDITIONS = List.of(
            "PodReadyToStartContainers",
            "Initialized",
            "Ready",
            "ContainersReady",
            "PodScheduled",
            "AllContainersRestarting");

    private final TableLife life = new TableLife(TablePod.of("Never", Kubelet.DEFAULT));

    private void at(long second, String runtime) {
        life.at(T0.plusSeconds(second), Observation.of(TablePod.runtime(runtime)));
    }

    private long since(String type) {
        PodCondition condition = Objects.requireNonNull(life.state.status().condition(type), type);
        return Duration.between(
                        T0,
                        Objects.requireNonNull(condition.lastTransitionTime(), type)
                                .instant())
                .toSeconds();
    }

    /** Seen at 0 s, then once a second: the pod begins, restarts all containers, and one ends for good. */
    @ParameterizedTest(name = "after {0} s")
    @CsvSource({
        // second | since when each of CONDITIONS has its status
        "0, 0 0 0 0 0 0",
        "1, 1 0 0 0 0 0",
        "2, 1 2 0 0 0 0",
        "3, 1 2 3 3 0 0",
        "4, 1 2 3 3 0 0",
        "5, 1 2 5 5 0 5",
        "6, 1 2 5 5 0 6",
        "7, 1 2 5 5 0 6",
        "8, 1 2 8 8 0 6",
        "9, 1 2 9 9 0 6",
    })
    void timesOfConditionsMoveWithTheirStatus(int last, String times) {
        List<String> seconds = List.of(
                "nothing",
                "i=run",
                "i=0 s=run j=0",
                STEADY,
                STEADY,
                "i=0 s=run j=0 a=88 b=run",
                "",
                "i=run",
                STEADY,
                "i=0 s=run j=0 a=run b=3");
        for (int second = 0; second <= last; second++) {
            at(second, seconds.get(second));
        }
        assertThat(CONDITIONS.stream().map(type -> Long.toString(since(type)))).containsExactly(times.split(" "));
    }

    @Test
    void theStartTimeIsThatOfTheFirstLook() {
        at(0, "nothing");
        at(5, STEADY);
        at(9, "-sandbox i=0 s=0 j=0 a=88 b=0");
        assertThat(life.state.status().startTime()).isEqualTo(Timestamp.of(T0));
    }

    @Test
    void aKubeletThatStartsAgainKeepsTheStartTimeAndTheTimesItReads() {
        at(0, STEADY);
        PodStatus read = life.state.status();
        life.state = PodState.of(read);
        at(60, STEADY);
        assertThat(life.state.status()).isEqualTo(read);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // sandboxes, newest first | podIP then
                "ready 10.0.0.8                 | 10.0.0.8",
                "ready 10.0.0.8, dead 10.0.0.7  | 10.0.0.8",
                "dead 10.0.0.7                  | 10.0.0.7",
                "none                           | 10.0.0.7",
            })
    void thePodIsWhereItsReadySandboxIsAndStaysWhereItWasWithoutOne(String sandboxes, String ip) {
        at(0, STEADY);
        assertThat(life.state.status().podIP()).isEqualTo("10.0.0.7");

        RuntimePod.Builder runtime = RuntimePod.builder();
        int attempt = 2;
        for (String text : sandboxes.split(", ", -1)) {
            String[] words = text.split(" ", -1);
            if (words.length == 2) {
                runtime.addSandboxes(Sandbox.builder()
                        .id("sb" + attempt)
                        .attempt(attempt)
                        .ready(words[0].equals("ready"))
                        .ip(words[1])
                        .createdAt(T0.plusSeconds(attempt))
                        .build());
            }
            attempt--;
        }
        life.at(T0.plusSeconds(9), Observation.of(runtime.build()));
        assertThat(life.state.status().podIP()).isEqualTo(ip);
    }

    private static RuntimePod each(RuntimePod runtime, UnaryOperator<RuntimeContainer.Builder> change) {
        return RuntimePod.builder()
                .from(runtime)
                .containers(runtime.containers().stream()
                        .map(one -> change.apply(one.edit()).build())
                        .toList())
                .build();
    }

    @Test
    void aRuntimeThatReportsNoImageChangedNone() {
        RuntimePod silent = each(TablePod.runtime(STEADY), one -> one.image(""));
        assertThat(life.see(Observation.of(silent))).isEmpty();
        assertThat(life.status("b").image()).isEqualTo("image");
    }

    @Test
    void aRuntimeThatReportsNoTimesIsBelievedTheRest() {
        RuntimePod silent = each(
                TablePod.runtime("i=0 s=run j=0 a=run b=7"),
                one -> one.startedAt(null).finishedAt(null));
        life.see(Observation.of(silent));
        assertThat(life.status("a").state()).isEqualTo(new Running(null));
        assertThat(life.status("b").terminated())
                .extracting(Terminated::exitCode, Terminated::startedAt, Terminated::finishedAt)
                .containsExactly(7, null, null);
    }

    /** Without the end there is nothing from which a back-off could count. */
    @Test
    void aStartAfterAnEndWithoutATimeIsNotDelayed() {
        TableLife always = new TableLife(TablePod.of("Always", Kubelet.DEFAULT));
        for (int attempt = 0; attempt < 3; attempt++) {
            String ended = "i=0 s=run j=0 a=run b=" + "1,".repeat(attempt) + "1";
            RuntimePod silent = each(TablePod.runtime(ended), one -> one.finishedAt(null));
            assertThat(always.see(Observation.of(silent))).isEqualTo("start b#" + (attempt + 1));
        }
        assertThat(always.state.backOff()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "b 0, 1", "b 4, 5", "a 4, 0"})
    void numbersOfAttemptsGoOnAfterTheNewestLog(String log, int attempt) {
        String[] words = log.split(" ", -1);
        RuntimePod runtime = RuntimePod.builder()
                .from(TablePod.runtime("i=0 s=run j=0 a=run"))
                .newestLogs(words.length == 1 ? Map.of() : Map.of(words[0], Integer.parseInt(words[1])))
                .build();
        assertThat(life.see(Observation.of(runtime))).isEqualTo("start b#" + attempt);
    }

    @Test
    void anAttemptThatIsThereCountsBeforeTheLogs() {
        TablePod pod = TablePod.of("Always", Kubelet.DEFAULT);
        RuntimePod runtime = RuntimePod.builder()
                .from(TablePod.runtime("i=0 s=run j=0 a=run b=1,1"))
                .newestLogs(Map.of("b", 7))
                .build();
        assertThat(pod.text(pod.step(Observation.of(runtime)))).isEqualTo("start b#2");
    }

    @Test
    void restartCountsGoOnThoughTheRuntimeBeginsAnew() {
        at(0, STEADY);
        at(1, "i=0 s=run j=0 a=88 b=run");
        at(2, "");
        at(3, "i=run");
        assertThat(life.status("i").restartCount()).isEqualTo(1);
        at(4, STEADY);
        assertThat(life.status("b").restartCount()).isEqualTo(1);
        assertThat(life.status("b").lastTerminated())
                .extracting(Terminated::exitCode, Terminated::reason)
                .containsExactly(137, "RestartingAllContainers");
    }
}
