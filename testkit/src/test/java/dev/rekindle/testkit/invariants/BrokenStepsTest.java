package dev.rekindle.testkit.invariants;

import static dev.rekindle.core.ConditionStatus.FALSE;
import static dev.rekindle.core.ConditionStatus.TRUE;
import static dev.rekindle.core.PodConditionType.ALL_CONTAINERS_RESTARTING;
import static dev.rekindle.core.PodConditionType.INITIALIZED;
import static dev.rekindle.core.PodConditionType.POD_READY_TO_START_CONTAINERS;
import static dev.rekindle.core.PodConditionType.READY;
import static dev.rekindle.lifecycle.PodAction.StopReason.LIVENESS_PROBE;
import static dev.rekindle.lifecycle.PodAction.StopReason.RESTART_ALL_CONTAINERS;
import static dev.rekindle.testkit.invariants.RealSteps.BATCH;
import static dev.rekindle.testkit.invariants.RealSteps.PAIR;
import static dev.rekindle.testkit.invariants.RealSteps.PLAIN;
import static dev.rekindle.testkit.invariants.RealSteps.SOLO;
import static dev.rekindle.testkit.invariants.RealSteps.WORKER;
import static dev.rekindle.testkit.invariants.RealSteps.begin;
import static dev.rekindle.testkit.invariants.RealSteps.begins;
import static dev.rekindle.testkit.invariants.RealSteps.comesUp;
import static dev.rekindle.testkit.invariants.RealSteps.counted;
import static dev.rekindle.testkit.invariants.RealSteps.delayed;
import static dev.rekindle.testkit.invariants.RealSteps.ended;
import static dev.rekindle.testkit.invariants.RealSteps.first;
import static dev.rekindle.testkit.invariants.RealSteps.initRuns;
import static dev.rekindle.testkit.invariants.RealSteps.real;
import static dev.rekindle.testkit.invariants.RealSteps.reset;
import static dev.rekindle.testkit.invariants.RealSteps.restarted;
import static dev.rekindle.testkit.invariants.RealSteps.state;
import static dev.rekindle.testkit.invariants.RealSteps.steady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerState.Running;
import dev.rekindle.core.ContainerState.Waiting;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.BackOffEntry;
import dev.rekindle.lifecycle.Failure;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every invariant is fed a step that breaks it, and it alone: a real step of a real life with one thing wrong. */
class BrokenStepsTest {
    private static Arguments breaks(int number, String what, Forged step) {
        return arguments(number, what, step);
    }

    private static PodAction start(String name, ContainerKind kind, int attempt) {
        return PodAction.startContainer(name, kind, attempt, null);
    }

    private static PodAction stop(Forged step, String name) {
        String id = step.newest(name).id();
        return PodAction.stopContainer(id, name, Duration.ofSeconds(2), false, RESTART_ALL_CONTAINERS, "");
    }

    private static boolean concerns(PodAction action, String name) {
        return (action instanceof StopContainer stop && stop.name().equals(name))
                || (action instanceof RemoveContainer remove && remove.name().equals(name));
    }

    private static void triggerFirst(List<PodAction> actions) {
        PodAction trigger = actions.stream()
                .filter(action -> concerns(action, "trainer"))
                .findFirst()
                .orElseThrow();
        actions.remove(trigger);
        actions.add(0, trigger);
    }

    private static List<PodCondition> moved(List<PodCondition> conditions, Instant time) {
        return conditions.stream()
                .map(c -> PodCondition.builder()
                        .from(c)
                        .lastTransitionTime(Timestamp.of(time.plusSeconds(5)))
                        .build())
                .toList();
    }

    private static Observation failedInTheMiddle(Observation observed) {
        PodAction sandbox = PodAction.createSandbox(0);
        Failure failure = new Failure("CreatePodSandboxError", "no network");
        return observed.results(List.of(
                ActionResult.failed(sandbox, failure, null),
                ActionResult.succeeded(start("trainer", ContainerKind.REGULAR, 0), null)));
    }

    private static List<?> twice(List<?> causes) {
        List<Object> twice = new ArrayList<>(causes);
        twice.addAll(causes);
        return twice;
    }

    static Stream<Arguments> steps() {
        return Stream.of(whatStays(), resets(), beginnings(), starts(), backOffs(), containerStatuses(), podStatuses())
                .flatMap(steps -> steps);
    }

    private static Stream<Arguments> whatStays() {
        Forged steady = steady(WORKER);
        Timestamp later = Timestamp.of(steady.made().at().plusSeconds(1));
        Forged reset = reset(WORKER);
        Forged debugged = reset.container("debug", c -> c.restartCount(1));
        return Stream.of(
                breaks(1, "the start time moves", steady.fresh(s -> s.startTime(later))),
                breaks(2, "a reset gives up the address of the pod", reset.fresh(s -> s.podIP("10.0.0.99"))),
                breaks(2, "a reset makes a new sandbox", reset.actions(a -> a.add(PodAction.createSandbox(1)))),
                breaks(3, "a reset loses the network", reset.condition(POD_READY_TO_START_CONTAINERS, FALSE, "")),
                breaks(7, "a reset counts a restart of an ephemeral container", debugged));
    }

    private static Stream<Arguments> resets() {
        Forged reset = reset(WORKER);
        String logger = reset.newest("logger").id();
        Forged forProbe = reset.stop("logger", 2, false, LIVENESS_PROBE)
                .observed(o -> o.probes(o.probes().withLiveness(Map.of(logger, ProbeResult.FAILURE))));
        return Stream.of(
                breaks(
                        10,
                        "a restart of all begins after a code that no rule names",
                        reset(SOLO).attempt("trainer", c -> c.exitCode(1))),
                breaks(
                        19,
                        "a reset starts something",
                        reset.actions(a -> a.add(start("logger", ContainerKind.REGULAR, 1)))),
                breaks(20, "a reset runs a hook", reset.stop("logger", 2, true, RESTART_ALL_CONTAINERS)),
                breaks(21, "a reset grants 30 s", reset.stop("logger", 30, false, RESTART_ALL_CONTAINERS)),
                breaks(
                        22,
                        "a reset stops what has ended",
                        reset.actions(a -> a.add(a.size() - 1, stop(reset, "trainer")))),
                breaks(
                        23,
                        "a reset leaves a container out",
                        reset.actions(a -> a.removeIf(x -> concerns(x, "logger")))),
                breaks(23, "a reset removes a container twice", reset.actions(a -> a.add(a.get(a.size() - 1)))),
                breaks(24, "a reset begins with the trigger", reset.actions(BrokenStepsTest::triggerFirst)),
                breaks(
                        26,
                        "something was done after a failure",
                        steady(WORKER).observed(BrokenStepsTest::failedInTheMiddle)),
                breaks(28, "a reset removes the logs of a container", reset.remove("logger", false)),
                breaks(30, "a reset does not ask for the next step", reset.wakeAt(null)),
                breaks(
                        30,
                        "a quiet step asks for the next one at once",
                        steady(WORKER).wakeAt(steady(WORKER).made().at())),
                breaks(58, "a probe stops a container in a reset", forProbe),
                breaks(72, "a cause is noted during a restart", begin(WORKER).before("causes", List.of())),
                breaks(
                        72,
                        "a cause is noted twice",
                        reset.next("causes", twice(reset.made().step().next().causes()))));
    }

    private static Stream<Arguments> beginnings() {
        Forged begin = begin(WORKER);
        RuntimeContainer left = reset(WORKER).newest("trainer");
        return Stream.of(
                breaks(
                        29,
                        "a dead attempt is left when a restart is over",
                        begin.runtime(r -> r.containers(List.of(left)))),
                breaks(33, "nothing is started when a restart is over", begin.actions(List::clear)),
                breaks(34, "the second container is started first", begin(PAIR).actions(Collections::reverse)),
                breaks(34, "the second container is not started", begin(PAIR).actions(a -> a.remove(1))),
                breaks(47, "a restart counts twice", begin.container("logger", c -> c.restartCount(2))),
                breaks(47, "a restart does not count", begin.container("logger", c -> c.restartCount(0))),
                breaks(
                        48,
                        "a container does not wait for its restart",
                        begin.container("logger", c -> c.state(new Waiting("ContainerCreating", "")))),
                breaks(
                        51,
                        "what was removed makes the pod Failed",
                        begin(SOLO)
                                .runtime(r -> r.sandboxes(List.of()))
                                .actions(List::clear)
                                .condition(ALL_CONTAINERS_RESTARTING, FALSE, "PodFailed")
                                .fresh(s -> s.phase(PodPhase.FAILED))));
    }

    private static Stream<Arguments> starts() {
        Forged initRuns = initRuns();
        Forged killed = real(
                PLAIN,
                s -> {
                    s.stabilize().probes().liveness("app", ProbeResult.FAILURE);
                    s.stabilize();
                },
                step -> step.step().actions().stream().anyMatch(StopContainer.class::isInstance));
        Forged deleted = real(
                SOLO,
                s -> s.stabilize().delete().stabilize(),
                step -> step.observed().termination() != null);
        return Stream.of(
                breaks(
                        35,
                        "a sidecar starts before the init container has succeeded",
                        initRuns.actions(a -> a.add(start("sidecar", ContainerKind.SIDECAR, 0)))),
                breaks(
                        36,
                        "a regular container starts before the init container has succeeded",
                        initRuns.actions(a -> a.add(start("logger", ContainerKind.REGULAR, 0)))),
                breaks(
                        37,
                        "an init container starts while it runs",
                        initRuns.actions(a -> a.add(start("init", ContainerKind.INIT, 1)))),
                breaks(
                        38,
                        "something starts in a failed pod",
                        ended(SOLO, "trainer").actions(a -> a.add(start("trainer", ContainerKind.REGULAR, 1)))),
                breaks(
                        39,
                        "a sidecar that ended stays so",
                        restarted(WORKER, "sidecar").actions(List::clear)),
                breaks(
                        41,
                        "something starts in a pod that was deleted",
                        deleted.actions(a -> a.add(start("trainer", ContainerKind.REGULAR, 1)))),
                breaks(
                        59,
                        "a container is killed for the probe of another one",
                        killed.observed(o -> o.probes(o.probes().withLiveness(Map.of("other", ProbeResult.FAILURE))))));
    }

    private static Stream<Arguments> backOffs() {
        Forged steady = steady(PLAIN);
        BackOffEntry fresh =
                new BackOffEntry(Duration.ofSeconds(10), steady.made().at());
        String key =
                counted().made().step().next().backOff().keySet().iterator().next();
        BackOffEntry odd =
                new BackOffEntry(Duration.ofSeconds(17), counted().made().at());
        return Stream.of(
                breaks(
                        42,
                        "a start is held back though nothing has ended",
                        delayed().runtime(r -> r.containers(List.of()))),
                breaks(43, "a back-off begins without a start", steady.next("backOff", Map.of("app", fresh))),
                breaks(44, "a back-off begins with 17 s", counted().next("backOff", Map.of(key, odd))));
    }

    private static Stream<Arguments> containerStatuses() {
        Forged again = steady(WORKER, RealSteps::restart);
        Forged after = real(
                WORKER,
                RealSteps::restart,
                step -> state(step, "logger") instanceof Waiting waiting
                        && waiting.reason().equals("RestartingAllContainers"));
        Map<String, ProbeResult> older = Map.of("containerd://trainer-0", ProbeResult.SUCCESS);
        return Stream.of(
                breaks(46, "a restart count goes back", again.container("logger", c -> c.restartCount(0))),
                breaks(
                        49,
                        "a container is shown as restarting for longer",
                        after.container("logger", c -> c.state(new Waiting("RestartingAllContainers", "")))),
                breaks(50, "what a restart removed is forgotten", again.container("logger", c -> c.lastState(null))),
                breaks(
                        71,
                        "a container is ready by the probe of its predecessor",
                        comesUp(1).observed(o -> o.probes(o.probes().withReadiness(older)))),
                breaks(
                        71,
                        "a container is started by the probe of its predecessor",
                        comesUp(1).observed(o -> o.probes(o.probes().withStartup(older)))),
                breaks(
                        71,
                        "a container is ready before its probe has said so",
                        comesUp(0).observed(o -> o.probes(o.probes().withReadiness(Map.of())))));
    }

    private static Stream<Arguments> podStatuses() {
        Forged steady = steady(WORKER);
        Forged initRuns = initRuns();
        Forged ended = ended(BATCH, "logger");
        Instant began = steady.made().at();
        return Stream.of(
                breaks(
                        8,
                        "a pod without such a rule gets the condition",
                        steady(PLAIN).condition(ALL_CONTAINERS_RESTARTING, FALSE, "")),
                breaks(
                        9,
                        "a pod with such a rule lacks the condition",
                        first(WORKER).withoutCondition(ALL_CONTAINERS_RESTARTING)),
                breaks(52, "a failed pod runs again", ended(SOLO, "trainer").fresh(s -> s.phase(PodPhase.RUNNING))),
                breaks(
                        52,
                        "a failed pod is restarting",
                        real(
                                        SOLO,
                                        s -> s.stabilize().exit("trainer", 1).stabilize(),
                                        step -> step.step()
                                                .next()
                                                .status()
                                                .phase()
                                                .isTerminal())
                                .condition(ALL_CONTAINERS_RESTARTING, FALSE, "")),
                breaks(53, "a pod is no longer initialized", steady.condition(INITIALIZED, FALSE, "")),
                breaks(54, "a pod is ready though a container has ended", ended.condition(READY, TRUE, "")),
                breaks(
                        55,
                        "all conditions move",
                        steady.fresh(s -> s.conditions(
                                moved(steady.made().step().next().status().conditions(), began)))),
                breaks(
                        56,
                        "a container that must not restart runs again",
                        ended.container("logger", c -> c.state(new Running(Timestamp.of(began))))),
                breaks(
                        57,
                        "the phase is Running while the init container runs",
                        initRuns.fresh(s -> s.phase(PodPhase.RUNNING))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("steps")
    void breaksThatOneAlone(int number, String what, Forged step) {
        assertThat(step.broken()).as("%s: %s", what, step.made()).containsExactly(number);
    }

    @Test
    void noInvariantIsWithoutItsBrokenStep() {
        List<Integer> broken = steps().map(arguments -> (Integer) arguments.get()[0])
                .distinct()
                .toList();
        assertThat(broken)
                .containsExactlyInAnyOrderElementsOf(
                        Invariants.ALL.stream().map(Invariant::number).toList());
    }

    /** The text of the KEP lets the first start of a restart wait; nobody else may. */
    @Test
    void theFirstStartMayWaitForItsBackOffWhereADivergenceSaysSo() {
        Kubelet patient = Kubelet.DEFAULT.with(Divergence.BACK_OFF_AFTER_RESTART_ALL);
        Forged waits = Forged.real(
                SOLO,
                patient,
                s -> s.stabilize()
                        .exit("trainer", 88)
                        .stabilize()
                        .exit("trainer", 88)
                        .stabilize(),
                step -> begins(step) && !step.step().delayedStarts().isEmpty());
        assertThat(waits.by(Kubelet.DEFAULT).broken()).contains(33, 42);
    }
}
