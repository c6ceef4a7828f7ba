package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rekindle.core.Container;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.Sandbox;
import dev.rekindle.core.Timestamp;
import dev.rekindle.driver.Faults.Kind;
import dev.rekindle.driver.PodEvent.HookFailed;
import dev.rekindle.driver.PodEvent.HookFailed.Hook;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodState.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a pod ends: containers together, sidecars afterwards in reverse order, sandboxes last. */
class TerminationTest {
    private static final Container APP =
            TestPods.withHooks(TestPods.container("app").build(), "", "drain app");
    private static final Container SECOND = TestPods.withHooks(TestPods.sidecar("second"), "", "drain second");

    private static TestDriver running() {
        Pod pod = TestPods.pod(
                List.of(TestPods.sidecar("first"), SECOND),
                List.of(APP, TestPods.container("b").build()));
        TestDriver driver = new TestDriver(pod);
        driver.settle();
        driver.faults.calls.clear();
        driver.events.clear();
        return driver;
    }

    private static List<String> calls(TestDriver driver) {
        return driver.faults.calls.stream()
                .filter(call -> !List.of("observe", "save", "publish").contains(call))
                .toList();
    }

    @Test
    void sidecarsOutliveTheOthersAndGetWhatIsLeftOfTheGrace() {
        TestDriver driver = running();
        driver.runtime.stopTakes.putAll(Map.of("app", Duration.ofSeconds(5), "second", Duration.ofSeconds(3)));
        driver.worker.terminate(Termination.deletion(Duration.ofSeconds(20)));
        driver.settle();

        // on one thread the hook of the second sidecar runs after the app has stopped
        assertThat(calls(driver))
                .containsExactly(
                        "stop b 20s",
                        "exec app drain app",
                        "stop app 20s",
                        "exec second drain second",
                        "stop second 15s",
                        "stop first 12s",
                        "stopSandbox sandbox-0");
        assertThat(driver.worker.state().work()).isEqualTo(Work.FINISHED);
        assertThat(driver.status().phase()).isEqualTo(PodPhase.FAILED);
    }

    @Test
    void twoSecondsAreLeftHoweverLongTheRestTook() {
        TestDriver driver = running();
        driver.runtime.exec = command -> {
            driver.clock.sleep(Duration.ofSeconds(4));
            return ExecResult.timeout("");
        };
        driver.worker.terminate(Termination.deletion(Duration.ofSeconds(4)));
        driver.settle();

        assertThat(calls(driver))
                .contains("stop app 2s", "stop b 4s", "stop second 2s", "stop first 2s")
                .endsWith("stopSandbox sandbox-0");
        assertThat(driver.events(HookFailed.class))
                .extracting(HookFailed::container, HookFailed::hook)
                .containsExactly(tuple("app", Hook.PRE_STOP), tuple("second", Hook.PRE_STOP));
    }

    @Test
    void withoutGraceThereIsNoHook() {
        TestDriver driver = running();
        driver.worker.terminate(Termination.deletion(Duration.ZERO));
        driver.settle();

        assertThat(calls(driver))
                .containsExactly(
                        "stop b 2s", "stop app 2s", "stop second 2s", "stop first 2s", "stopSandbox sandbox-0");
    }

    @Test
    void oneStopThatFailsKeepsNothingElseRunning() {
        TestDriver driver = running();
        driver.faults.arm(Kind.FAIL_BEFORE, call -> call.startsWith("stop app"));
        driver.worker.terminate(Termination.deletion(null));
        Duration wait = Duration.between(driver.clock.now(), driver.runOnce());

        assertThat(wait).as("others ended: that is news").isEqualTo(Duration.ofSeconds(1));
        assertThat(driver.runtime.running()).containsExactly("app");
        assertThat(driver.worker.state().work()).isEqualTo(Work.TERMINATING);
        assertThat(driver.events(PodEvent.ActionFailed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.reason()).isEqualTo("KillContainerError");
            assertThat(failed.kubernetes())
                    .containsExactly(PodEvents.warning("FailedKillPod", "error killing pod: stop app 30s failed"));
        });

        driver.settle();
        assertThat(driver.runtime.running()).isEmpty();
        assertThat(driver.worker.state().work()).isEqualTo(Work.FINISHED);
    }

    @Test
    void aDeletionTimestampEndsThePodWithItsGrace() {
        TestDriver driver = running();
        driver.worker.update(Pod.builder()
                .from(driver.pod)
                .metadata(PodMetadata.builder()
                        .from(driver.pod.metadata())
                        .deletionTimestamp(Timestamp.of(driver.clock.now()))
                        .deletionGracePeriodSeconds(7L)
                        .build())
                .build());
        driver.settle();

        assertThat(calls(driver)).contains("stop app 7s", "stop second 7s");
        assertThat(driver.worker.state().work()).isEqualTo(Work.FINISHED);
    }

    @Test
    void anEvictionFailsThePodAndSurvivesTheDriver() {
        TestDriver driver = running();
        driver.worker.terminate(Termination.eviction("Evicted", "out of memory"));
        driver.faults.arm(Kind.CRASH_BEFORE, call -> call.startsWith("stop b"));
        driver.settle();

        assertThat(driver.faults.happened()).isTrue();
        assertThat(driver.status().phase()).isEqualTo(PodPhase.FAILED);
        assertThat(driver.status().reason()).isEqualTo("Evicted");
        assertThat(driver.runtime.running()).isEmpty();
        assertThat(driver.worker.state().work()).isEqualTo(Work.FINISHED);
    }

    @Test
    void nothingStartsAgainWhileThePodEnds() {
        TestDriver driver = running();
        driver.worker.terminate(Termination.deletion(null));
        driver.runtime.exit("app", TestPods.TRIGGER);
        driver.settle();

        assertThat(driver.runtime.starts)
                .containsOnly(Map.entry("first", 1), Map.entry("second", 1), Map.entry("app", 1), Map.entry("b", 1));
    }

    @Test
    void aSidecarOrASandboxThatCannotBeStoppedIsTriedAgain() {
        for (String call : List.of("stop second", "stopSandbox")) {
            TestDriver driver = running();
            driver.faults.arm(Kind.FAIL_BEFORE, made -> made.startsWith(call));
            driver.worker.terminate(Termination.deletion(null));
            driver.runOnce();
            assertThat(driver.events(PodEvent.ActionFailed.class)).as(call).hasSize(1);
            assertThat(driver.worker.state().work()).isEqualTo(Work.TERMINATING);

            driver.settle();
            assertThat(driver.runtime.running()).isEmpty();
            assertThat(driver.runtime.sandboxes()).noneMatch(Sandbox::ready);
            assertThat(driver.worker.state().work()).isEqualTo(Work.FINISHED);
        }
    }

    @Test
    void whatIsAskedForLastCounts() {
        TestDriver driver = running();
        driver.worker.terminate(Termination.deletion(Duration.ofSeconds(20)));
        driver.worker.terminate(Termination.deletion(Duration.ofSeconds(5)));
        driver.settle();

        assertThat(calls(driver)).contains("stop app 5s");
    }
}
