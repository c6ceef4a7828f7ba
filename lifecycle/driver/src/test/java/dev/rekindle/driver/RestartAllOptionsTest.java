package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.Container;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodPhase;
import dev.rekindle.driver.Faults.Kind;
import dev.rekindle.driver.PodEvent.RestartBudgetExceeded;
import dev.rekindle.driver.PodEvent.RestartDelayed;
import dev.rekindle.driver.PodEvent.RestartingAllContainers;
import dev.rekindle.driver.RestartAllOptions.PreStop;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodState.Work;
import dev.rekindle.lifecycle.RestartCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a custom kubelet may want beyond the kubelet. */
class RestartAllOptionsTest {
    private static TestDriver running(RestartAllOptions options) {
        TestDriver driver = new TestDriver(
                TestPods.pod(
                        List.of(),
                        List.of(
                                TestPods.trainer(),
                                TestPods.withHooks(TestPods.container("b").build(), "", "drain"))),
                config -> config.restartAll(options));
        driver.settle();
        return driver;
    }

    private static List<String> restart(TestDriver driver) {
        driver.faults.calls.clear();
        driver.runtime.exit("trainer", TestPods.TRIGGER);
        driver.settle();
        return driver.faults.calls.stream()
                .filter(call -> call.startsWith("stop") || call.startsWith("exec"))
                .toList();
    }

    private static RestartAllOptions budget(int max, Duration window) {
        return RestartAllOptions.KUBELET.withBudget(new RestartBudget(max, window));
    }

    private static RestartAllOptions grace(@Nullable Duration grace, PreStop preStop) {
        return RestartAllOptions.KUBELET.withGracePeriod(grace).withPreStop(preStop);
    }

    @Test
    void theKubeletGivesTwoSecondsAndSkipsHooks() {
        assertThat(restart(running(RestartAllOptions.KUBELET))).containsExactly("stop b 2s");
    }

    @Test
    void containersMayGetMoreTime() {
        assertThat(restart(running(grace(Duration.ofSeconds(9), PreStop.SKIP)))).containsExactly("stop b 9s");
    }

    @Test
    void hooksMayRunWithinTheGrace() {
        TestDriver driver = running(grace(Duration.ofSeconds(9), PreStop.BOUNDED));
        driver.runtime.exec = command -> {
            driver.clock.sleep(Duration.ofSeconds(4));
            return ExecResult.exited(0, "");
        };

        assertThat(restart(driver)).containsExactly("exec b drain", "stop b 5s");
    }

    @Test
    void otherStopsKeepTheirGraceAndTheirHooks() {
        for (PreStop preStop : PreStop.values()) {
            TestDriver driver = running(grace(Duration.ofSeconds(9), preStop));
            driver.faults.calls.clear();
            Container changed = Container.builder()
                    .from(driver.pod.spec().containers().get(1))
                    .image("other")
                    .build();
            driver.worker.update(TestPods.pod(List.of(), List.of(TestPods.trainer(), changed)));
            driver.settle();

            assertThat(driver.faults.calls)
                    .filteredOn(call -> call.startsWith("stop") || call.startsWith("exec"))
                    .as("hooks of restarts %s", preStop)
                    .containsExactly("exec b drain", "stop b 30s");
        }
    }

    @Test
    void aRestartWithinTheBudgetGoesOn() {
        TestDriver driver = running(budget(2, Duration.ofMinutes(10)));
        for (int i = 0; i < 6; i++) {
            restart(driver);
            driver.clock.sleep(Duration.ofMinutes(6)); // two in ten minutes at most
        }

        assertThat(driver.runtime.starts).containsEntry("b", 7);
        assertThat(driver.events(RestartBudgetExceeded.class)).isEmpty();
    }

    @Test
    void theRestartAfterTheLastAllowedOneFailsThePod() {
        TestDriver driver = running(budget(2, Duration.ofMinutes(10)));
        restart(driver);
        restart(driver);
        driver.restart(); // the count survives the driver
        assertThat(restart(driver)).contains("stop b 30s");

        assertThat(driver.status().phase()).isEqualTo(PodPhase.FAILED);
        assertThat(driver.status().reason()).isEqualTo(RestartBudget.REASON);
        assertThat(driver.status().message())
                .isEqualTo("All containers were restarted 2 times within 600 s, which is the limit;"
                        + " the next restart failed the pod");
        assertThat(driver.worker.state().work()).isEqualTo(Work.FINISHED);
        assertThat(driver.runtime.starts).containsEntry("b", 3);
        assertThat(driver.events(RestartingAllContainers.class)).hasSize(2);
        assertThat(driver.events(RestartBudgetExceeded.class))
                .singleElement()
                .satisfies(refused -> assertThat(refused.causes())
                        .extracting(RestartCause::exitCode)
                        .containsExactly(TestPods.TRIGGER));
    }

    @Test
    void aCrashBeforeItWasToldDoesNotHideARefusal() {
        TestDriver driver = running(budget(0, Duration.ofMinutes(1)));
        driver.faults.arm(Kind.CRASH_AFTER, "save"::equals);
        restart(driver);

        assertThat(driver.faults.happened()).isTrue();
        assertThat(driver.events(RestartBudgetExceeded.class)).hasSize(1);
    }

    @Test
    void aRefusalSurvivesTheDriverToo() {
        for (String call : List.of("save", "publish", "stop b 30s", "stopSandbox sandbox-0")) {
            for (Kind kind : Kind.values()) {
                TestDriver driver = running(budget(0, Duration.ofMinutes(1)));
                driver.faults.arm(kind, call::equals);
                restart(driver);

                assertThat(driver.faults.happened()).isTrue();
                assertThat(driver.status().reason()).as("%s %s", kind, call).isEqualTo(RestartBudget.REASON);
                assertThat(driver.runtime.running()).isEmpty();
                assertThat(driver.runtime.starts).containsEntry("b", 1).containsEntry("trainer", 1);
            }
        }
    }

    @Test
    void aRestartThatIsInterruptedCountsOnce() {
        for (Kind kind : Kind.values()) {
            TestDriver driver = running(budget(1, Duration.ofMinutes(1)));
            driver.faults.arm(kind, "remove b"::equals);
            restart(driver);

            assertThat(driver.runtime.running()).as("%s", kind).containsExactly("b", "trainer");
        }
    }

    private static RestartAllOptions every(Duration interval) {
        return RestartAllOptions.KUBELET.withMinInterval(interval);
    }

    @Test
    void theFirstRestartDoesNotWaitAndTheNextOnesKeepTheirDistance() {
        TestDriver driver = running(every(Duration.ofSeconds(7)));
        Instant begin = driver.clock.now();
        List<Duration> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            restart(driver);
            starts.add(Duration.between(begin, driver.clock.now()));
        }
        driver.clock.sleep(Duration.ofMinutes(1));
        restart(driver);

        assertThat(starts).containsExactly(Duration.ZERO, Duration.ofSeconds(7), Duration.ofSeconds(14));
        assertThat(driver.runtime.starts).containsEntry("trainer", 5).containsEntry("b", 5);
        assertThat(driver.events(RestartingAllContainers.class)).hasSize(4);
        assertThat(driver.events(RestartDelayed.class))
                .extracting(RestartDelayed::until)
                .containsExactly(begin.plusSeconds(7), begin.plusSeconds(14));
    }

    @Test
    void whileARestartWaitsItsConditionIsTrueAndNothingRuns() {
        TestDriver driver = running(every(Duration.ofSeconds(60)));
        restart(driver);
        driver.runtime.exit("trainer", TestPods.TRIGGER);
        driver.runOnce();
        Instant held = driver.runOnce();

        assertThat(Duration.between(driver.clock.now(), held))
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        assertThat(driver.runtime.running()).isEmpty();
        assertThat(driver.status().isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING))
                .isTrue();
        driver.restart();
        assertThat(driver.runOnce()).as("after a restart of the driver").isEqualTo(held);
        assertThat(driver.runtime.running()).isEmpty();
        driver.clock.moveTo(held);
        driver.settle();
        assertThat(driver.runtime.running()).containsExactly("b", "trainer");
        assertThat(driver.runtime.starts).containsEntry("trainer", 3);
    }

    @Test
    void aPodWhoseRestartWaitsCanBeEnded() {
        TestDriver driver = running(every(Duration.ofHours(1)));
        restart(driver);
        driver.runtime.exit("trainer", TestPods.TRIGGER);
        driver.runOnce();
        driver.runOnce();
        driver.worker.terminate(Termination.deletion(null));
        driver.settle();

        assertThat(driver.worker.state().work()).isEqualTo(Work.FINISHED);
        assertThat(driver.runtime.starts).containsEntry("trainer", 2);
    }

    @Test
    void aClockThatWasSetBackDelaysNoRestart() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        RestartAllOptions options = every(Duration.ofSeconds(10));

        assertThat(options.heldUntil(now.plusSeconds(3600), now)).isNull();
        assertThat(options.heldUntil(now.minusSeconds(4), now)).isEqualTo(now.plusSeconds(6));
        assertThat(options.heldUntil(now.minusSeconds(10), now)).isNull();
        assertThat(options.heldUntil(Instant.MIN, now)).isNull();
        assertThat(options.heldUntil(null, now)).isNull();
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        for (Duration bad : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> every(bad))
                    .hasMessage("minInterval: Invalid value: " + bad + ": expected more than 0, or null for none");
        }
        assertThatThrownBy(() -> grace(Duration.ofSeconds(1), PreStop.SKIP))
                .hasMessage("gracePeriod: Invalid value: PT1S: expected at least PT2S, the minimum of the kubelet");
        assertThatThrownBy(() -> new RestartBudget(-1, Duration.ofMinutes(1)))
                .hasMessage("max: Invalid value: -1: expected 0 or more");
        assertThatThrownBy(() -> new RestartBudget(1, Duration.ZERO))
                .hasMessage("window: Invalid value: PT0S: expected more than 0");
    }
}
