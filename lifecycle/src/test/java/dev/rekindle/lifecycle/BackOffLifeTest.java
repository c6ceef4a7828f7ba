package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimeContainer.State;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * When a container that keeps ending is started again ({@code doBackOff},
 * pkg/kubelet/kuberuntime/kuberuntime_manager.go): at once, then 10, 20, 40, … s after its end, whatever the caller
 * reports. The pod has one container, is looked at once a second, and a start is known to the runtime at once.
 */
class BackOffLifeTest {
    private static final Instant T0 = TablePod.NOW;
    private static final Failure FAILURE = new Failure("CreateContainerError", "no such device");

    private final TableLife life = new TableLife(TablePod.of("Always", Kubelet.DEFAULT)
            .withSpec(spec -> spec.initContainers(List.of())
                    .containers(List.of(TablePod.container("c")
                            .restartPolicy(RestartPolicy.ALWAYS)
                            .build()))));
    /** Newest first. */
    private final List<RuntimeContainer> containers = new ArrayList<>();

    private final List<Long> starts = new ArrayList<>();
    private List<ActionResult> results = List.of();

    /** What is handed back of the results. */
    enum Report {
        NOTHING(0),
        ALL(1),
        ALL_TWICE(2);

        private final int times;

        Report(int times) {
            this.times = times;
        }

        List<ActionResult> of(List<ActionResult> results) {
            List<ActionResult> reported = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                reported.addAll(results);
            }
            return reported;
        }
    }

    private static Instant at(long second) {
        return T0.plusSeconds(second);
    }

    private RuntimePod runtime() {
        return RuntimePod.builder()
                .addSandboxes(Sandbox.builder()
                        .id("sb")
                        .ready(true)
                        .ip("10.0.0.7")
                        .createdAt(T0)
                        .build())
                .containers(containers)
                .build();
    }

    private void begins(int attempt, long second) {
        containers.add(
                0,
                RuntimeContainer.builder()
                        .id("c#" + attempt)
                        .name("c")
                        .sandboxId("sb")
                        .attempt(attempt)
                        .state(State.RUNNING)
                        .createdAt(at(second))
                        .startedAt(at(second))
                        .build());
    }

    private void ends(long second) {
        containers.set(
                0,
                containers
                        .get(0)
                        .edit()
                        .state(State.EXITED)
                        .exitCode(1)
                        .finishedAt(at(second))
                        .build());
    }

    /** Steps every second and starts what is ordered as the test says. */
    private void run(int seconds, Report report, BiFunction<PodAction.StartContainer, Long, ActionResult> starter) {
        for (long second = 0; second <= seconds; second++) {
            if (!containers.isEmpty() && containers.get(0).running()) {
                ends(second);
            }
            life.at(at(second), Observation.of(runtime()).results(report.of(results)));
            results = new ArrayList<>();
            for (PodAction action : life.last().actions()) {
                starts.add(second);
                results.add(starter.apply((PodAction.StartContainer) action, second));
            }
        }
    }

    private ActionResult started(PodAction.StartContainer start, long second) {
        begins(start.attempt(), second);
        return ActionResult.succeeded(start, at(second));
    }

    @ParameterizedTest
    @EnumSource
    void aContainerThatEndsAfterASecondStartsSixTimesInFiveMinutes(Report report) {
        run(300, report, this::started);

        assertThat(starts).containsExactly(0L, 1L, 12L, 33L, 74L, 155L);
    }

    @ParameterizedTest
    @EnumSource(names = {"ALL", "ALL_TWICE"})
    void theEndOfTheAttemptBeforeCountsThoughTheRuntimeForgetsItSoon(Report report) {
        run(20, report, (start, second) -> {
            ActionResult result = started(start, second);
            containers.subList(1, containers.size()).clear();
            return result;
        });

        assertThat(starts).containsExactly(0L, 1L, 12L);
    }

    /** Nothing new is there to be seen, so only the report tells; the end stays that of the one attempt there was. */
    @ParameterizedTest
    @EnumSource(names = {"ALL", "ALL_TWICE"})
    void startsThatFailBeforeTheContainerExistsCountOnceEach(Report report) {
        run(0, report, this::started);
        run(200, report, (start, second) -> ActionResult.failed(start, FAILURE, at(second)));

        assertThat(starts).containsExactly(0L, 0L, 10L, 20L, 40L, 80L, 160L);
    }

    @ParameterizedTest
    @EnumSource
    void startsThatFailAfterwardsCountOnceEachToo(Report report) {
        run(100, report, (start, second) -> {
            begins(start.attempt(), second);
            ends(second);
            Instant later = at(second).plusMillis(300);
            return ActionResult.failed(start, new Failure("RunContainerError", "no such file"), later);
        });

        assertThat(starts).containsExactly(0L, 1L, 11L, 31L, 71L);
    }

    @Test
    void aFailedFirstStartCountsForNothing() {
        run(5, Report.ALL, (start, second) -> ActionResult.failed(start, FAILURE, at(second)));

        assertThat(starts).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(life.state.backOff()).isEmpty();
    }

    @Test
    void aStartThatIsReportedEndsTheErrorThoughTheRuntimeIsSlow() {
        life.at(at(0), Observation.of(runtime()));
        PodAction start = life.last().actions().get(0);
        life.at(at(1), Observation.of(runtime()).results(List.of(ActionResult.failed(start, FAILURE, at(1)))));
        assertThat(life.shown("c")).isEqualTo("wait:CreateContainerError");
        life.at(at(2), Observation.of(runtime()).results(List.of(ActionResult.succeeded(start, at(2)))));
        assertThat(life.shown("c")).isEqualTo("wait:ContainerCreating");
    }

    @Test
    void aReportWithoutATimeIsOfThisStep() {
        begins(0, 0);
        life.at(at(0), Observation.of(runtime()));
        ends(1);
        life.at(at(1), Observation.of(runtime()));
        PodAction start = life.last().actions().get(0);
        life.at(at(3), Observation.of(runtime()).results(List.of(ActionResult.failed(start, FAILURE, null))));
        assertThat(life.state.backOff().values())
                .extracting(BackOffEntry::lastUpdate)
                .containsExactly(at(3));
    }

    @Test
    void aReportOfAContainerThatThePodDoesNotHaveIsPassedOver() {
        PodAction start = PodAction.startContainer("stranger", ContainerKind.REGULAR, 1, T0);
        life.at(at(1), Observation.of(runtime()).results(List.of(ActionResult.failed(start, FAILURE, at(1)))));
        assertThat(life.state.startErrors()).isEmpty();
        assertThat(life.state.backOff()).isEmpty();
    }

    @Test
    void aStartThatNobodyCarriedOutCountsForNothing() {
        run(0, Report.ALL, this::started);
        containers.clear();
        begins(0, 0);
        life.at(at(1), Observation.of(runtime()));
        ends(2);
        for (int second = 2; second < 30; second++) {
            assertThat(life.at(at(second), Observation.of(runtime()))).isEqualTo("start c#1");
        }
    }

    @Test
    void theStatusShowsTheErrorOfTheLastStartUntilANewAttemptRuns() {
        begins(0, 0);
        life.at(at(0), Observation.of(runtime()));
        ends(1);
        life.at(at(1), Observation.of(runtime()));
        assertThat(life.shown("c")).isEqualTo("1");

        PodAction start = life.last().actions().get(0);
        life.at(at(2), Observation.of(runtime()).results(List.of(ActionResult.failed(start, FAILURE, at(1)))));
        assertThat(life.shown("c")).isEqualTo("wait:CreateContainerError");

        life.at(at(3), Observation.of(runtime()));
        assertThat(life.shown("c")).isEqualTo("wait:CrashLoopBackOff");
        assertThat(life.last().wakeAt()).contains(at(11));

        begins(1, 12);
        life.at(at(12), Observation.of(runtime()));
        assertThat(life.shown("c")).isEqualTo("run");
        assertThat(life.state.startErrors()).isEmpty();
    }

    /** The earliest of what is held back and of the deadline of the pod. */
    @ParameterizedTest
    @CsvSource({"15, 18, , 25", "18, 15, , 25", "15, 18, 23, 23", "15, 18, 60, 25"})
    void theNextStepComesWhenTheFirstDelayIsOver(long endOfA, long endOfB, @Nullable Long deadline, long wakeAt) {
        TableLife two = new TableLife(TablePod.of("Always", Kubelet.DEFAULT)
                .with("a", a -> a.restartPolicy(null).restartPolicyRules(List.of()))
                .withSpec(spec -> spec.initContainers(List.of()).activeDeadlineSeconds(deadline)));
        two.at(at(0), Observation.of(ended("a=1 b=1", 0, 0)));
        two.at(at(1), Observation.of(ended("a=1,run b=1,run", 0, 0)));
        two.at(at(19), Observation.of(ended("a=1,1 b=1,1", endOfA, endOfB)));
        assertThat(two.last().delayedStarts())
                .extracting(DelayedStart::container)
                .containsExactly("a", "b");
        assertThat(two.last().wakeAt()).contains(at(wakeAt));
    }

    private static RuntimePod ended(String runtime, long endOfA, long endOfB) {
        return TablePod.ended(TablePod.ended(TablePod.runtime(runtime), "a", at(endOfA)), "b", at(endOfB));
    }
}
