package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.driver.Faults.Kind;
import dev.rekindle.driver.PodEvent.ActionFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class GarbageCollectorTest {
    private static TestDriver always(UnaryOperator<PodWorkersBuilder> options) {
        Pod pod = TestPods.pod(
                List.of(), List.of(TestPods.trainer(), TestPods.container("app").build()));
        PodSpec spec = PodSpec.builder()
                .from(pod.spec())
                .restartPolicy(RestartPolicy.ALWAYS)
                .build();
        TestDriver driver = new TestDriver(Pod.builder().from(pod).spec(spec).build(), options);
        driver.settle();
        return driver;
    }

    /** The container exits and starts again, as often as that, within a minute of each time. */
    private static void restarts(TestDriver driver, int times) {
        for (int i = 0; i < times; i++) {
            driver.runtime.exit("app", 1);
            driver.settle();
        }
    }

    private static List<Integer> attempts(TestDriver driver) {
        return driver.runtime.pod().containers().stream()
                .filter(container -> container.name().equals("app"))
                .map(RuntimeContainer::attempt)
                .toList();
    }

    private static void anotherMinute(TestDriver driver) {
        driver.clock.sleep(Duration.ofMinutes(1));
        driver.runOnce();
    }

    @Test
    void ofEachContainerTheNewestDeadAttemptIsKept() {
        TestDriver driver = always(config -> config);
        restarts(driver, 4);
        assertThat(attempts(driver)).contains(4, 3);
        anotherMinute(driver);

        assertThat(attempts(driver)).containsExactly(4, 3);
        assertThat(driver.status("app").restartCount()).isEqualTo(4);
        assertThat(driver.status("app").lastTerminated()).isNotNull();
        assertThat(driver.runtime.running()).containsExactly("app", "trainer");
    }

    @Test
    void nothingIsRemovedWhereTheRuntimeDoesSoItself() {
        TestDriver driver = always(config -> config.collectGarbage(false));
        restarts(driver, 4);
        anotherMinute(driver);

        assertThat(attempts(driver)).containsExactly(4, 3, 2, 1, 0);
    }

    @Test
    void whatCannotBeRemovedIsToldAndTriedAgain() {
        TestDriver driver = always(config -> config);
        driver.clock.sleep(Duration.ofMinutes(1));
        driver.runOnce();
        restarts(driver, 2);
        driver.faults.arm(Kind.FAIL_BEFORE, "remove app"::equals);
        anotherMinute(driver);
        assertThat(driver.faults.happened()).isTrue();
        assertThat(driver.events(ActionFailed.class))
                .isNotEmpty()
                .allSatisfy(failed -> assertThat(failed.reason()).isEqualTo("RemoveContainerError"));
        anotherMinute(driver);

        assertThat(attempts(driver)).containsExactly(2, 1);
    }

    @Test
    void theTriggerOfARestartIsNeverGarbage() {
        TestDriver driver = always(config -> config);
        restarts(driver, 2);
        driver.runtime.exit("trainer", TestPods.TRIGGER);
        driver.faults.arm(Kind.FAIL_BEFORE, "remove app"::equals);
        driver.clock.sleep(Duration.ofMinutes(1));
        Instant next = driver.runOnce();
        assertThat(driver.faults.happened()).as("the restart is under way").isTrue();

        assertThat(driver.runtime.newest("trainer").exitCode()).isEqualTo(TestPods.TRIGGER);
        assertThat(driver.config().compile(driver.pod).garbage(driver.worker.state(), driver.runtime.pod()))
                .isEmpty();
        driver.clock.moveTo(next);
        driver.settle();
        assertThat(driver.runtime.running()).containsExactly("app", "trainer");
    }

    @Test
    void whatTheRuntimeLostTrackOfIsStoppedFirst() {
        TestDriver driver = always(config -> config.collectGarbage(false));
        restarts(driver, 2);
        List<RuntimeContainer> lost = driver.runtime.pod().containers().stream()
                .map(container -> container.attempt() == 0 && container.name().equals("app")
                        ? container.edit().state(RuntimeContainer.State.UNKNOWN).build()
                        : container)
                .toList();

        assertThat(driver.config()
                        .compile(driver.pod)
                        .garbage(
                                driver.worker.state(),
                                RuntimePod.builder()
                                        .sandboxes(driver.runtime.pod().sandboxes())
                                        .containers(lost)
                                        .newestLogs(driver.runtime.pod().newestLogs())
                                        .build()))
                .extracting(action -> action.getClass().getSimpleName())
                .containsExactly("StopContainer", "RemoveContainer");
    }
}
