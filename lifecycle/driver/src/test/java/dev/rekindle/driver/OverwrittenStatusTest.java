package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.ConditionStatus;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody writes over the status of a pod: {@code needsReconcile} of pkg/kubelet/status/status_manager.go. */
class OverwrittenStatusTest {
    private static final Pod POD =
            TestPods.pod(List.of(), List.of(TestPods.container("app").build()));

    private final VirtualClock clock = new VirtualClock();
    private final TestRuntime runtime = new TestRuntime(clock, new Faults());
    private final PodStateStore store = PodStateStore.inMemory();
    private final List<PodStatus> published = new ArrayList<>();
    private final List<PodEvent> events = new ArrayList<>();
    private boolean down;
    private PodWorkers workers = driver();

    private PodWorkers driver() {
        return PodWorkers.builder(runtime)
                .store(store)
                .executor(clock)
                .clock(clock)
                .publisher((pod, status) -> {
                    if (down) {
                        throw new IOException("the API server is away");
                    }
                    published.add(status);
                })
                .listener((pod, event, at) -> events.add(event))
                .jitter(() -> 0)
                .start();
    }

    private static Pod pod(PodStatus status) {
        return Pod.builder().from(POD).status(status).build();
    }

    private static PodStatus phase(PodStatus status, PodPhase phase) {
        return PodStatus.builder().from(status).phase(phase).build();
    }

    private static PodStatus message(PodStatus status, String message) {
        return PodStatus.builder().from(status).message(message).build();
    }

    private PodStatus newest() {
        return published.get(published.size() - 1);
    }

    /** Hands over an object with that status. Tells what was published because of it. */
    private List<PodStatus> publishedAfter(PodStatus api) {
        int before = published.size();
        workers.sync(pod(api));
        clock.runFor(Duration.ofSeconds(1));
        return List.copyOf(published.subList(before, published.size()));
    }

    @BeforeEach
    void thePodRunsAndTheApiShowsIt() {
        workers.sync(POD);
        clock.runFor(Duration.ofSeconds(1));
        assertThat(newest().phase()).isEqualTo(PodPhase.RUNNING);
        assertThat(publishedAfter(newest())).isEmpty();
    }

    @Test
    void anotherPhaseIsAnsweredWithOursOnce() {
        PodStatus ours = newest();
        assertThat(publishedAfter(phase(ours, PodPhase.PENDING))).containsExactly(ours);
        int before = published.size();
        clock.runFor(Duration.ofMinutes(5));
        assertThat(published).hasSize(before);
    }

    @Test
    void otherContainerStatusesAreAnsweredWithOurs() {
        PodStatus ours = newest();
        PodStatus theirs =
                PodStatus.builder().from(ours).containerStatuses(List.of()).build();
        assertThat(publishedAfter(theirs)).containsExactly(ours);
    }

    @Test
    void anotherValueOrTheLossOfAConditionOfTheKubeletIsAnsweredWithOurs() {
        PodStatus ours = newest();
        List<PodCondition> conditions = new ArrayList<>(ours.conditions());
        conditions.replaceAll(condition -> condition.type().equals("Ready")
                ? PodCondition.builder()
                        .from(condition)
                        .status(ConditionStatus.FALSE)
                        .build()
                : condition);
        assertThat(publishedAfter(
                        PodStatus.builder().from(ours).conditions(conditions).build()))
                .containsExactly(ours);
        assertThat(publishedAfter(
                        PodStatus.builder().from(ours).conditions(List.of()).build()))
                .containsExactly(ours);
    }

    @Test
    void timesAndOrderOfConditionsAreNoNews() {
        PodStatus ours = newest();
        List<PodCondition> conditions = new ArrayList<>();
        ours.conditions()
                .forEach(condition -> conditions.add(
                        0,
                        PodCondition.builder()
                                .from(condition)
                                .lastTransitionTime(null)
                                .build()));
        assertThat(publishedAfter(
                        PodStatus.builder().from(ours).conditions(conditions).build()))
                .isEmpty();
    }

    @Test
    void aConditionOfAnotherIsPublishedWithOursAndNotAnsweredBeyondThat() {
        PodStatus ours = newest();
        PodStatus api = PodStatus.builder()
                .from(ours)
                .addConditions(PodCondition.builder()
                        .type("example.com/other")
                        .status(ConditionStatus.TRUE)
                        .build())
                .build();
        assertThat(publishedAfter(api)).hasSize(1);
        assertThat(publishedAfter(newest())).isEmpty();
        assertThat(publishedAfter(api)).isEmpty();
    }

    @Test
    void anInformerThatLagsIsNotAnswered() {
        List<PodStatus> lagging = new ArrayList<>();
        lagging.add(newest());
        int before = published.size();
        runtime.exit("app", 3);
        workers.wake("uid-1");
        clock.runFor(Duration.ofSeconds(1));
        lagging.addAll(published.subList(before, published.size()));
        assertThat(lagging).hasSizeGreaterThan(1);
        assertThat(lagging)
                .allSatisfy(status -> assertThat(publishedAfter(status)).isEmpty());
    }

    @Test
    void anOldStatusOfOursIsForeignOnceANewerOneWasSeen() {
        PodStatus running = newest();
        runtime.exit("app", 3);
        workers.wake("uid-1");
        clock.runFor(Duration.ofSeconds(1));
        PodStatus failed = newest();
        assertThat(publishedAfter(failed)).isEmpty();
        assertThat(publishedAfter(running)).containsExactly(failed);
    }

    @Test
    void anObjectWithoutAStatusIsNoOverwriting() {
        assertThat(publishedAfter(PodStatus.EMPTY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Failed", "Succeeded"})
    void aFinalPhaseOfAnotherEndsThePodWhichKeepsIt(String phase) {
        PodStatus theirs = PodStatus.builder()
                .from(newest())
                .phase(PodPhase.of(phase))
                .reason("NodeLost")
                .message("Node n1 which was running pod p is unresponsive")
                .build();
        runtime.faults.calls.clear();
        List<PodStatus> answers = publishedAfter(theirs);

        assertThat(runtime.faults.calls).contains("stop app 30s", "stopSandbox sandbox-0");
        assertThat(answers)
                .isNotEmpty()
                .allSatisfy(status -> assertThat(status.phase()).isEqualTo(theirs.phase()));
        assertThat(newest().reason()).isEqualTo("NodeLost");
        assertThat(newest().message()).isEqualTo(theirs.message());
        assertThat(newest().containerStatuses())
                .allSatisfy(status -> assertThat(status.terminated()).isNotNull());
        assertThat(newest().isTrue("Ready")).isFalse();
        assertThat(workers.isFinished("uid-1")).isTrue();
    }

    @Test
    void aFinalPhaseOfAnotherEndsARestartOfAllContainers() {
        TestDriver driver = new TestDriver(TestPods.training());
        driver.runtime.endsAtOnce.put("init", 0);
        driver.settle();
        driver.runtime.exit("trainer", TestPods.TRIGGER);
        driver.runOnce();
        assertThat(driver.status().isTrue("AllContainersRestarting")).isTrue();
        driver.worker.update(Pod.builder()
                .from(driver.pod)
                .status(phase(driver.status(), PodPhase.FAILED))
                .build());
        driver.settle();

        assertThat(driver.runtime.starts).containsEntry("trainer", 1);
        assertThat(driver.status().phase()).isEqualTo(PodPhase.FAILED);
        assertThat(driver.status().isTrue("AllContainersRestarting")).isFalse();
        assertThat(driver.worker.isFinished()).isTrue();
    }

    @Test
    void whoFightsIsAnsweredOncePerWrite() {
        PodStatus ours = newest();
        PodStatus theirs = phase(ours, PodPhase.PENDING);
        for (int i = 0; i < 20; i++) {
            assertThat(publishedAfter(theirs)).containsExactly(ours);
            assertThat(publishedAfter(ours)).isEmpty();
        }
    }

    @Test
    void whatWasAnsweredIsAnsweredAgainOnlyWhenItIsStillBroughtAfterTenSeconds() {
        PodStatus ours = newest();
        PodStatus theirs = phase(ours, PodPhase.PENDING);
        assertThat(publishedAfter(theirs)).containsExactly(ours);
        assertThat(publishedAfter(theirs)).isEmpty();
        clock.runFor(Duration.ofSeconds(10));
        assertThat(publishedAfter(theirs)).containsExactly(ours);
        assertThat(publishedAfter(message(theirs, "another"))).containsExactly(ours);
    }

    @Test
    void anAnswerThatFailsIsGivenLater() {
        PodStatus ours = newest();
        down = true;
        assertThat(publishedAfter(phase(ours, PodPhase.PENDING))).isEmpty();
        down = false;
        int before = published.size();
        clock.runFor(Duration.ofSeconds(15));
        assertThat(published.subList(before, published.size())).containsExactly(ours);
    }

    @Test
    void thePodThatIsFinishedIsPublishedAgainAndFinishedOnce() {
        runtime.exit("app", 0);
        workers.wake("uid-1");
        clock.runFor(Duration.ofSeconds(5));
        assertThat(workers.isFinished("uid-1")).isTrue();
        PodStatus last = newest();
        assertThat(publishedAfter(last)).isEmpty();
        down = true;
        publishedAfter(phase(last, PodPhase.RUNNING));
        assertThat(workers.isFinished("uid-1")).isTrue();
        down = false;
        int before = published.size();
        clock.runFor(Duration.ofSeconds(15));
        assertThat(published.subList(before, published.size())).containsExactly(last);
        assertThat(events).filteredOn(PodEvent.Finished.class::isInstance).hasSize(1);
    }

    @Test
    void aNewDriverPublishesOursAndThenAnswersLikeTheOneBefore() {
        PodStatus ours = newest();
        PodStatus theirs = phase(ours, PodPhase.PENDING);
        workers.close();
        workers = driver();
        assertThat(publishedAfter(theirs)).containsExactly(ours);
        assertThat(publishedAfter(theirs)).as("still on its way").isEmpty();
        assertThat(publishedAfter(ours)).isEmpty();
        assertThat(publishedAfter(theirs)).containsExactly(ours);
    }
}
