package dev.rekindle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.lifecycle.KubeletFunctions;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.ProbeResults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Both sides of every {@link Divergence}: each method has the name of one, and shows the kubelet of 1.36 first. */
class DivergenceTest {
    private static final Kubelet KUBELET = Kubelet.of(KubernetesVersion.V1_36);
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pod POD = PodCodec.readOne("""
            apiVersion: v1
            kind: Pod
            metadata: {name: p, namespace: ns, uid: u1}
            spec:
              restartPolicy: Always
              initContainers:
                - {name: init, image: i}
              containers:
                - name: main
                  image: i
                  restartPolicy: Always
                  restartPolicyRules:
                    - {action: RestartAllContainers, exitCodes: {operator: In, values: [42]}}
                - {name: helper, image: i}
              ephemeralContainers:
                - {name: debug, image: i}
            """);

    /** A pod that is up, and every step from its first on. */
    private record Story(PodScenario pod, List<ScenarioStep> steps) {
        static Story of(Kubelet kubelet) {
            List<ScenarioStep> steps = new ArrayList<>();
            PodScenario pod = PodScenario.of(POD, kubelet).onStep(steps::add).stabilize();
            return new Story(pod, steps);
        }

        static Story with(Divergence divergence) {
            return of(KUBELET.with(divergence));
        }

        /** Lets main exit, and returns the steps from there on. */
        List<ScenarioStep> exit(int exitCode) {
            int before = steps.size();
            pod.exit("main", exitCode).stabilize();
            return steps.subList(before, steps.size());
        }

        List<PodAction> actionsAfter(int exitCode) {
            return exit(exitCode).stream()
                    .flatMap(s -> s.step().actions().stream())
                    .toList();
        }

        ContainerStatus main() {
            return pod.status().containerStatuses().stream()
                    .filter(c -> c.name().equals("main"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<StartContainer> starts(List<PodAction> actions, String name) {
        return actions.stream()
                .filter(a -> a instanceof StartContainer start && start.name().equals(name))
                .map(StartContainer.class::cast)
                .toList();
    }

    @Test
    void everyDivergenceHasItsTest() {
        List<String> methods = Arrays.stream(DivergenceTest.class.getDeclaredMethods())
                .map(method -> method.getName().toLowerCase(Locale.ROOT))
                .toList();
        for (Divergence divergence : Divergence.values()) {
            assertThat(methods).contains(divergence.id().replace("-", ""));
        }
    }

    @Test
    void resetRemovesLogs() {
        assertThat(starts(Story.of(KUBELET).actionsAfter(42), "main"))
                .extracting(StartContainer::attempt)
                .containsExactly(1);
        Story other = Story.with(Divergence.RESET_REMOVES_LOGS);
        assertThat(starts(other.actionsAfter(42), "main"))
                .extracting(StartContainer::attempt)
                .containsExactly(0);
        assertThat(other.main().restartCount()).isEqualTo(1);
    }

    @Test
    void lastStateLost() {
        Story kubelet = Story.of(KUBELET);
        kubelet.exit(42);
        assertThat(kubelet.main().lastTerminated()).isNotNull();
        Story other = Story.with(Divergence.LAST_STATE_LOST);
        other.exit(42);
        assertThat(other.main().lastState()).isNull();
        assertThat(other.main().restartCount()).isEqualTo(1);
    }

    @Test
    void noRequeueAfterReset() {
        assertThat(Story.of(KUBELET).exit(42).get(0).step().wakeAt()).isPresent();
        assertThat(Story.with(Divergence.NO_REQUEUE_AFTER_RESET)
                        .exit(42)
                        .get(0)
                        .step()
                        .wakeAt())
                .isEmpty();
    }

    @Test
    void readyToStartWithNextSync() {
        assertThat(readyToStart(KUBELET)).isTrue();
        assertThat(readyToStart(KUBELET.with(Divergence.READY_TO_START_WITH_NEXT_SYNC)))
                .isFalse();
    }

    /** What is told while the first container of a new sandbox is still to be started. */
    private static boolean readyToStart(Kubelet kubelet) {
        PodLifecycle lifecycle = PodLifecycle.compile(POD, kubelet);
        PodState first = lifecycle
                .step(PodState.INITIAL, Observation.of(RuntimePod.EMPTY), T0)
                .next();
        return lifecycle.sandboxReady(first, T0.plusSeconds(1)).status().isTrue("PodReadyToStartContainers");
    }

    @Test
    void noInferredCompletion() {
        RuntimePod runtime = runtime(container("main", RuntimeContainer.State.RUNNING, "sb"));
        assertThat(init(KUBELET, runtime)).isInstanceOf(ContainerState.Terminated.class);
        assertThat(init(KUBELET.with(Divergence.NO_INFERRED_COMPLETION), runtime))
                .isInstanceOf(ContainerState.Waiting.class);
    }

    private static Object init(Kubelet kubelet, RuntimePod runtime) {
        PodStatus status = KubeletFunctions.of(POD, kubelet)
                .generateApiPodStatus(Observation.of(runtime), PodStatus.EMPTY, Map.of(), false);
        return String.valueOf(status.initContainerStatuses().get(0).state()).startsWith("Terminated")
                ? new ContainerState.Terminated(0, 0, "", "", null, null, "")
                : new ContainerState.Waiting("", "");
    }

    @Test
    void startedNotInherited() {
        RuntimePod runtime = runtime(container("debug", RuntimeContainer.State.RUNNING, "sb"));
        ContainerStatus before =
                ContainerStatus.builder().name("debug").started(true).build();
        PodStatus old =
                PodStatus.builder().addEphemeralContainerStatuses(before).build();
        assertThat(debugStarted(KUBELET, runtime, old)).isEqualTo("true");
        assertThat(debugStarted(KUBELET.with(Divergence.STARTED_NOT_INHERITED), runtime, old))
                .isEqualTo("null");
    }

    private static String debugStarted(Kubelet kubelet, RuntimePod runtime, PodStatus old) {
        PodStatus status =
                KubeletFunctions.of(POD, kubelet).generateApiPodStatus(Observation.of(runtime), old, Map.of(), false);
        return String.valueOf(status.ephemeralContainerStatuses().get(0).started());
    }

    @Test
    void backOffRetryFlat() {
        ScenarioStep held = heldBackLonger(Story.of(KUBELET));
        Instant until = held.step().delayedStarts().get(0).until();
        assertThat(until).isAfter(held.at().plusSeconds(10));
        assertThat(held.step().wakeAt()).contains(until);
        ScenarioStep flat = heldBackLonger(Story.with(Divergence.BACK_OFF_RETRY_FLAT));
        assertThat(flat.step().wakeAt()).contains(flat.at().plusSeconds(10));
    }

    /** The first step that has to wait 20 s. */
    private static ScenarioStep heldBackLonger(Story story) {
        heldBack(story);
        return story.exit(1).stream()
                .filter(s -> !s.step().delayedStarts().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /** The first step that has to wait for CrashLoopBackOff. */
    private static ScenarioStep heldBack(Story story) {
        story.exit(1);
        return story.exit(1).stream()
                .filter(s -> !s.step().delayedStarts().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void initDoneByActiveSandbox() {
        Pod twoInits = PodCodec.readOne("{metadata: {name: p}, kind: Pod, apiVersion: v1, spec: {initContainers:"
                + " [{name: first}, {name: second}], containers: [{name: main}]}}");
        RuntimePod runtime = runtime(
                container("first", RuntimeContainer.State.EXITED, "sb"),
                container("main", RuntimeContainer.State.CREATED, "an old sandbox"));
        assertThat(KubeletFunctions.of(twoInits, KUBELET)
                        .computePodActions(runtime, ProbeResults.NONE, false)
                        .initContainersToStart())
                .isEmpty();
        assertThat(KubeletFunctions.of(twoInits, KUBELET.with(Divergence.INIT_DONE_BY_ACTIVE_SANDBOX))
                        .computePodActions(runtime, ProbeResults.NONE, false)
                        .initContainersToStart())
                .containsExactly(twoInits.spec().initContainers().get(1));
    }

    @Test
    void backOffAfterRestartAll() {
        assertThat(waits(Story.of(KUBELET))).containsExactly(1L, 1L, 1L, 1L);
        assertThat(waits(Story.with(Divergence.BACK_OFF_AFTER_RESTART_ALL))).containsExactly(1L, 10L, 20L, 40L);
    }

    /** Seconds from each of four exits in quick succession, seen 1 s later, to the start of init. */
    private static List<Long> waits(Story story) {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Instant exited = story.pod().time().now();
            List<ScenarioStep> steps = story.exit(42);
            Instant started = steps.stream()
                    .filter(s -> !starts(s.step().actions(), "init").isEmpty())
                    .map(ScenarioStep::at)
                    .findFirst()
                    .orElseThrow();
            waits.add(Duration.between(exited, started).toSeconds());
        }
        return waits;
    }

    @Test
    void pendingThroughout() {
        assertThat(phases(Story.of(KUBELET))).containsExactly(PodPhase.RUNNING, PodPhase.PENDING, PodPhase.RUNNING);
        assertThat(phases(Story.with(Divergence.PENDING_THROUGHOUT)))
                .containsExactly(PodPhase.PENDING, PodPhase.RUNNING);
    }

    private static List<PodPhase> phases(Story story) {
        List<PodPhase> phases = new ArrayList<>();
        story.pod().runs("init", Duration.ofSeconds(5)); // long enough to be seen running
        for (ScenarioStep step : story.exit(42)) {
            PodPhase phase = step.step().next().status().phase();
            if (phases.isEmpty() || !phases.get(phases.size() - 1).equals(phase)) {
                phases.add(phase);
            }
        }
        return phases;
    }

    @Test
    void conditionNamesTrigger() {
        assertThat(condition(Story.of(KUBELET)))
                .isEqualTo("RestartAllContainersStarted: container exited with restart policy rule");
        assertThat(condition(Story.with(Divergence.CONDITION_NAMES_TRIGGER)))
                .isEqualTo("ContainerExited: Container main exited with code 42");
    }

    private static String condition(Story story) {
        PodCondition condition = story.exit(42).get(0).step().next().status().condition("AllContainersRestarting");
        return condition == null ? "none" : condition.reason() + ": " + condition.message();
    }

    @Test
    void unorderedKill() {
        assertThat(removed(Story.of(KUBELET))).containsExactly("stop helper", "helper", "init", "main");
        assertThat(removed(Story.with(Divergence.UNORDERED_KILL)))
                .containsExactly("stop helper", "init", "main", "helper");
    }

    private static List<String> removed(Story story) {
        List<String> names = new ArrayList<>();
        for (PodAction action : story.actionsAfter(42)) {
            if (action instanceof RemoveContainer remove) {
                names.add(remove.name());
            } else if (action instanceof StopContainer stop) {
                names.add("stop " + stop.name());
            }
        }
        return names;
    }

    @Test
    void noGrace() {
        assertThat(grace(Story.of(KUBELET))).isEqualTo(Duration.ofSeconds(2));
        assertThat(grace(Story.with(Divergence.NO_GRACE))).isEqualTo(Duration.ZERO);
    }

    private static Duration grace(Story story) {
        return story.actionsAfter(42).stream()
                .filter(StopContainer.class::isInstance)
                .map(a -> ((StopContainer) a).gracePeriod())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void triggerExitCodeKept() {
        assertThat(lastExitCode(Story.of(KUBELET))).isEqualTo("137");
        assertThat(lastExitCode(Story.with(Divergence.TRIGGER_EXIT_CODE_KEPT))).isEqualTo("42");
    }

    private static String lastExitCode(Story story) {
        story.exit(42);
        ContainerState.Terminated last = story.main().lastTerminated();
        return last == null ? "none" : String.valueOf(last.exitCode());
    }

    @Test
    void ephemeralTerminated() {
        Story kubelet = Story.of(KUBELET);
        kubelet.exit(42);
        assertThat(kubelet.pod().runtime().running("debug")).isNotNull();
        Story other = Story.with(Divergence.EPHEMERAL_TERMINATED);
        assertThat(starts(other.actionsAfter(42), "debug")).isEmpty();
        assertThat(other.pod().runtime().running("debug")).isNull();
    }

    private static RuntimePod runtime(RuntimeContainer... containers) {
        Sandbox sandbox = Sandbox.builder()
                .id("sb")
                .ready(true)
                .attempt(1)
                .createdAt(T0)
                .ip("10.0.0.7")
                .build();
        return RuntimePod.builder()
                .sandboxes(List.of(sandbox))
                .containers(List.of(containers))
                .build();
    }

    private static RuntimeContainer container(String name, RuntimeContainer.State state, String sandbox) {
        return RuntimeContainer.builder()
                .id("containerd://" + name)
                .name(name)
                .sandboxId(sandbox)
                .state(state)
                .createdAt(T0)
                .startedAt(T0)
                .finishedAt(state == RuntimeContainer.State.EXITED ? T0 : null)
                .build();
    }
}
