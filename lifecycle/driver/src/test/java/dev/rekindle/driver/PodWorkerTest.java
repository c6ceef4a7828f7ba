package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.driver.Faults.Kind;
import dev.rekindle.driver.PodEvent.ActionFailed;
import dev.rekindle.driver.PodEvent.DutyFailed;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PodWorkerTest {
    private static TestDriver single() {
        return new TestDriver(
                TestPods.pod(List.of(), List.of(TestPods.container("app").build())));
    }

    private static Duration wait(TestDriver driver) {
        return Duration.between(driver.clock.now(), driver.runOnce());
    }

    @Test
    void oneRunObservesPersistsPublishesAndExecutesInThatOrder() {
        TestDriver driver = single();

        driver.runOnce();

        assertThat(driver.faults.calls)
                .containsExactly("load", "observe", "save", "publish", "createSandbox", "save", "publish", "start app");
    }

    @Test
    void aNewSandboxIsToldOfBeforeItsFirstContainerStarts() {
        TestDriver driver = single();

        driver.runOnce();

        assertThat(driver.published)
                .extracting(status -> status.isTrue("PodReadyToStartContainers"))
                .containsExactly(false, true);
        assertThat(driver.published.get(1).containerStatuses())
                .isEqualTo(driver.published.get(0).containerStatuses());
        assertThat(driver.worker.state().status()).isEqualTo(driver.published.get(1));
    }

    @Test
    void aFinalPhaseIsPublishedWhenNothingRunsAnyMore() {
        TestDriver driver = single();
        driver.settle();
        driver.worker.terminate(Termination.eviction("Evicted", "too large"));
        driver.runOnce();

        assertThat(driver.worker.state().status().phase()).isEqualTo(PodPhase.FAILED);
        PodStatus held = driver.published.get(driver.published.size() - 1);
        assertThat(held.phase()).isEqualTo(PodPhase.RUNNING);
        assertThat(held.reason()).isEmpty();

        driver.settle();
        PodStatus last = driver.published.get(driver.published.size() - 1);
        assertThat(last.phase()).isEqualTo(PodPhase.FAILED);
        assertThat(last.reason()).isEqualTo("Evicted");
    }

    @Test
    void nothingIsExecutedOrPublishedThatIsNotPersisted() {
        TestDriver driver = single();
        driver.faults.arm(Kind.FAIL_BEFORE, "save"::equals);

        assertThat(wait(driver)).isEqualTo(Duration.ofSeconds(10));
        assertThat(driver.faults.calls).containsExactly("load", "observe", "save");
        assertThat(driver.events).singleElement().isInstanceOfSatisfying(DutyFailed.class, failed -> {
            assertThat(failed.duty()).isEqualTo(DutyFailed.Duty.STORE);
            assertThat(failed.message()).isEqualTo("the disk is full");
            assertThat(failed.exception()).hasMessage("the disk is full");
        });

        driver.settle();
        assertThat(driver.runtime.running()).containsExactly("app");
    }

    @Test
    void aStateThatCannotBeReadIsLeftAlone() {
        TestDriver driver = single();
        driver.faults.arm(Kind.FAIL_BEFORE, "load"::equals);

        assertThat(wait(driver)).isEqualTo(Duration.ofSeconds(10));
        assertThat(driver.faults.calls).containsExactly("load");
        assertThat(driver.events).singleElement().isInstanceOfSatisfying(DutyFailed.class, failed -> {
            assertThat(failed.duty()).isEqualTo(DutyFailed.Duty.STORE);
            assertThat(failed.message()).isEqualTo("the disk cannot be read");
            assertThat(failed.exception()).hasMessage("the disk cannot be read");
        });
    }

    @Test
    void whatCannotBeObservedIsNotActedUpon() {
        TestDriver driver = single();
        driver.faults.arm(Kind.FAIL_BEFORE, "observe"::equals);

        assertThat(wait(driver)).isEqualTo(Duration.ofSeconds(10));
        assertThat(driver.faults.calls).containsExactly("load", "observe");
        assertThat(driver.events).singleElement().isInstanceOfSatisfying(DutyFailed.class, failed -> {
            assertThat(failed.duty()).isEqualTo(DutyFailed.Duty.OBSERVE);
            assertThat(failed.message()).isEqualTo("observe failed");
            assertThat(failed.exception()).hasMessage("observe failed");
        });
    }

    @Test
    void anApiServerThatIsAwayDoesNotStopARestart() {
        TestDriver driver = new TestDriver(TestPods.training());
        driver.runtime.endsAtOnce.put("init", 0);
        driver.settle();
        driver.published.clear();
        driver.runtime.exit("trainer", TestPods.TRIGGER);
        Instant exit = driver.clock.now();

        for (int i = 0; i < 5; i++) {
            driver.faults.arm(Kind.FAIL_BEFORE, "publish"::equals);
            driver.clock.moveTo(driver.runOnce());
        }

        assertThat(driver.runtime.running()).containsExactly("logger", "proxy", "trainer");
        assertThat(driver.published).isEmpty();
        driver.settle();
        assertThat(driver.published).singleElement().isEqualTo(driver.status());
        assertThat(Duration.between(exit, driver.clock.now()))
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
    }

    @Test
    void aStatusThatDidNotChangeIsNotPublishedOrPersistedAgain() {
        TestDriver driver = single();
        driver.settle();
        driver.faults.calls.clear();

        driver.runOnce();

        assertThat(driver.faults.calls).containsExactly("observe");
    }

    @Test
    void afterActionsThePodIsSteppedAgainAtOnceAndThenEveryMinute() {
        TestDriver driver = single();

        assertThat(wait(driver)).isZero();
        assertThat(wait(driver)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aRuntimeThatDoesNotShowWhatItWasAskedForIsNotAskedAllTheTime() {
        TestDriver driver = single();
        driver.settle();
        driver.runtime.shown = driver.runtime.pod();
        driver.worker.terminate(Termination.deletion(null));
        driver.faults.calls.clear();

        assertThat(wait(driver)).isZero();
        assertThat(wait(driver)).isEqualTo(Duration.ofMinutes(1));
        assertThat(driver.faults.calls).filteredOn("stop app 30s"::equals).hasSize(2);
    }

    @Test
    void aFailureWaitsTenToFifteenSeconds() {
        SplittableRandom random = new SplittableRandom(42);
        TestDriver driver = new TestDriver(
                TestPods.pod(List.of(), List.of(TestPods.container("app").build())),
                config -> config.jitter(random::nextDouble));
        driver.faults.arm(Kind.FAIL_BEFORE, "start app"::equals);
        driver.runOnce(); // makes the sandbox, which is something new to see
        driver.clock.sleep(Duration.ofSeconds(15));
        Duration shortest = Duration.ofDays(1);
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 200; i++) {
            driver.faults.arm(Kind.FAIL_BEFORE, "start app"::equals);
            assertThat(wait(driver)).as("a look at the runtime").isEqualTo(Duration.ofSeconds(1));
            driver.clock.sleep(Duration.ofSeconds(1));
            Duration wait = wait(driver).plusSeconds(1);
            driver.clock.sleep(wait);
            assertThat(wait).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
            shortest = wait.compareTo(shortest) < 0 ? wait : shortest;
            longest = wait.compareTo(longest) > 0 ? wait : longest;
        }
        assertThat(shortest).isLessThan(Duration.ofMillis(10_100));
        assertThat(longest).isGreaterThan(Duration.ofMillis(14_900));
    }

    @Test
    void aFailedStartIsShownAndTheOthersStart() {
        TestDriver driver = new TestDriver(TestPods.pod(
                List.of(),
                List.of(TestPods.container("a").build(), TestPods.container("b").build())));
        driver.faults.arm(Kind.FAIL_BEFORE, "start a"::equals);

        assertThat(wait(driver)).isEqualTo(Duration.ofSeconds(1));
        assertThat(driver.runtime.running()).containsExactly("b");
        assertThat(driver.events(ActionFailed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.reason()).isEqualTo("RunContainerError");
            assertThat(failed.message()).isEqualTo("start a failed");
            assertThat(failed.kubernetes()).containsExactly(PodEvents.warning("Failed", "Error: start a failed"));
        });

        driver.runOnce();
        assertThat(driver.published.get(2).containerStatuses().get(0).state())
                .isEqualTo(new ContainerState.Waiting("RunContainerError", "start a failed"));
        driver.settle();
        assertThat(driver.runtime.running()).containsExactly("a", "b");
    }

    @Test
    void aFailedInitContainerKeepsTheRestWaiting() {
        TestDriver driver = new TestDriver(TestPods.training());
        driver.faults.arm(Kind.FAIL_BEFORE, "start init"::equals);
        driver.runOnce();

        assertThat(driver.runtime.starts).isEmpty();
    }

    @Test
    void aRuntimeExceptionOfTheSpiIsAFailureLikeAnyOther() {
        TestDriver driver = new TestDriver(TestPods.pod(
                List.of(), List.of(TestPods.withHooks(TestPods.container("app").build(), "hook", ""))));
        driver.runtime.exec = command -> {
            throw new IllegalStateException("bug");
        };

        driver.runOnce();
        assertThat(driver.events(ActionFailed.class))
                .extracting(ActionFailed::reason, ActionFailed::message)
                .containsExactly(tuple(
                        "PostStartHookError",
                        "Exec lifecycle hook ([hook]) for Container \"app\" in Pod \"p_ns(uid-1)\" failed - error: bug,"
                                + " message: \"\""));
        assertThat(driver.runtime.running()).as("as after any failed hook").isEmpty();
    }

    @Test
    void aStartThatLeftAContainerBehindIsDecidedAnewWithinASecond() {
        TestDriver driver = single();
        driver.runtime.failsToStart.add("app");
        Instant begin = driver.clock.now();
        driver.settle();

        assertThat(driver.status().phase()).isEqualTo(PodPhase.FAILED);
        assertThat(driver.status("app").state()).isInstanceOfSatisfying(ContainerState.Terminated.class, terminated -> {
            assertThat(terminated.exitCode()).isEqualTo(128);
            assertThat(terminated.reason()).isEqualTo("StartError");
        });
        assertThat(Duration.between(begin, driver.clock.now())).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatTheRuntimeThrowsIsInTheEventAndStopsNothing() {
        TestDriver driver = new TestDriver(TestPods.pod(
                List.of(),
                List.of(TestPods.container("a").build(), TestPods.container("b").build())));
        driver.runtime.defect = call -> call.equals("start a") ? new AssertionError("a defect") : null;
        driver.runOnce();

        assertThat(driver.runtime.running()).containsExactly("b");
        assertThat(driver.events(ActionFailed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.exception()).isInstanceOf(AssertionError.class);
            assertThat(failed.reason()).isEqualTo("RunContainerError");
            assertThat(failed.message()).isEqualTo("a defect");
        });
        driver.runtime.defect = call -> null;
        driver.settle();
        assertThat(driver.runtime.running()).containsExactly("a", "b");
    }

    @Test
    void whatCannotBeIsRefusedAtOnce() {
        PodWorker worker = single().worker;
        Pod other = TestPods.pod(
                "uid-2", List.of(), List.of(TestPods.container("app").build()));

        assertThatThrownBy(() -> worker.update(other))
                .hasMessage(
                        "metadata.uid: Invalid value: \"uid-2\": expected \"uid-1\", that of the pod of this worker");
        assertThatThrownBy(() -> worker.terminate(Termination.deletion(Duration.ofSeconds(-1))))
                .hasMessage("gracePeriod: Invalid value: PT-1S: expected 0 or more, or null for that of the pod");
    }

    @Test
    void aLookAtTheRuntimeDoesNotKeepARequestWaiting() {
        TestDriver driver = single();
        driver.faults.arm(Kind.FAIL_BEFORE, "start app"::equals);
        driver.clock.moveTo(driver.runOnce());
        driver.worker.terminate(Termination.deletion(null));
        driver.runOnce();

        assertThat(driver.worker.state().work()).isEqualTo(PodState.Work.TERMINATING);
    }

    @Test
    void aDriverThatFindsNoStateGoesOnFromTheStatusOfThePod() {
        TestDriver driver = new TestDriver(TestPods.training());
        driver.runtime.endsAtOnce.put("init", 0);
        driver.settle();
        driver.runtime.exit("trainer", TestPods.TRIGGER);
        driver.settle();
        Pod pod = Pod.builder().from(driver.pod).status(driver.status()).build();

        PodWorker worker = new PodWorker(
                PodWorkers.builder(driver.runtime)
                        .executor(driver.clock)
                        .clock(driver.clock)
                        .config(new OwnThreads()),
                pod);
        worker.runOnce(driver.clock.now());

        assertThat(worker.state().status()).isEqualTo(driver.status());
        assertThat(driver.status().phase()).isEqualTo(PodPhase.RUNNING);
    }

    @Test
    void aPodWhoseStatusAndGenerationChangedIsNotCompiledAgain() {
        TestDriver driver = new TestDriver(TestPods.training());
        PodLifecycle compiled = driver.worker.lifecycle();
        driver.settle();
        driver.worker.update(edited(driver, metadata -> metadata.generation(7L)));

        assertThat(driver.worker.lifecycle()).isSameAs(compiled);
        assertThat(driver.worker.pod().metadata().generation()).isEqualTo(7);
        driver.runOnce();
        assertThat(driver.status().observedGeneration())
                .as("of the newest object")
                .isEqualTo(7);
    }

    @Test
    void aPodOfWhichAnythingElseChangedIsCompiledAgain() {
        TestDriver driver = new TestDriver(TestPods.training());
        PodLifecycle compiled = driver.worker.lifecycle();
        driver.worker.update(edited(driver, metadata -> metadata.putAnnotation("kubernetes.io/config.source", "file")));
        assertThat(driver.worker.lifecycle()).isNotSameAs(compiled);

        compiled = driver.worker.lifecycle();
        driver.worker.update(edited(driver, metadata -> metadata.deletionGracePeriodSeconds(3L)));
        assertThat(driver.worker.lifecycle()).isNotSameAs(compiled);

        compiled = driver.worker.lifecycle();
        driver.worker.update(TestPods.pod(List.of(), List.of(TestPods.trainer())));
        assertThat(driver.worker.lifecycle()).isNotSameAs(compiled);
    }

    private static Pod edited(TestDriver driver, UnaryOperator<PodMetadata.Builder> edit) {
        Pod pod = driver.worker.pod();
        PodMetadata metadata =
                edit.apply(PodMetadata.builder().from(pod.metadata())).build();
        return Pod.builder()
                .from(pod)
                .metadata(metadata)
                .status(driver.status())
                .build();
    }
}
