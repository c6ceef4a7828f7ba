package dev.rekindle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.testkit.Fault.FailCall;
import dev.rekindle.testkit.Fault.Vanish;
import dev.rekindle.testkit.invariants.Invariants;
import dev.rekindle.testkit.transcript.Transcript;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a call is said in one sentence, and at once. */
class CheckedInputsTest {
    private static final Instant NOW = VirtualTime.DEFAULT_START;
    private static final Pod POD = PodCodec.readOne("""
            metadata: {name: p, uid: u}
            spec: {containers: [{name: app, image: i}]}
            """);

    /** Null where the compiler of a caller without null checks lets it through. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T none() {
        return null;
    }

    private static Arguments says(String sentence, ThrowingCallable call) {
        return arguments(sentence, call);
    }

    static Stream<Arguments> nulls() {
        PodScenario scenario = PodScenario.of(POD).stabilize();
        FakePod runtime = scenario.runtime();
        PodWorld world = new PodWorld(POD, Kubelet.DEFAULT);
        Invariants invariants = Invariants.of(POD, Kubelet.DEFAULT);
        ScenarioStep step = world.sync(NOW);
        return Stream.of(
                says("manifest must not be null", () -> PodScenario.of(CheckedInputsTest.<String>none())),
                says("pod must not be null", () -> PodScenario.of(CheckedInputsTest.<Pod>none())),
                says("kubelet must not be null", () -> PodScenario.of(POD, none())),
                says("time must not be null", () -> PodScenario.of(POD, Kubelet.DEFAULT, none())),
                says("listener must not be null", () -> scenario.onStep(none())),
                says("phase must not be null", () -> scenario.until(CheckedInputsTest.<PodPhase>none())),
                says("max must not be null", () -> scenario.until(PodPhase.RUNNING, none())),
                says(
                        "condition must not be null",
                        () -> scenario.until(CheckedInputsTest.<Predicate<PodScenario>>none(), Duration.ZERO)),
                says("duration must not be null", () -> scenario.after(none())),
                says("the name of a container must not be null", () -> scenario.exit(none(), 0)),
                says("the name of a container must not be null", () -> scenario.container(none())),
                says("sinceStart must not be null", () -> scenario.exitAt("app", 0, none())),
                says("duration must not be null", () -> scenario.runs("app", none())),
                says("request must not be null", () -> scenario.terminate(none())),
                says("fault must not be null", () -> scenario.inject(none())),
                says("pod must not be null", () -> scenario.update(none(), Kubelet.DEFAULT)),
                says("kubelet must not be null", () -> scenario.update(POD, none())),
                says("result must not be null", () -> scenario.probes().otherwise(none())),
                says("result must not be null", () -> scenario.probes().liveness("app", none())),
                says("pod must not be null", () -> new PodWorld(none(), Kubelet.DEFAULT)),
                says("now must not be null", () -> world.sync(none())),
                says("state must not be null", () -> world.restart(none())),
                says("probe results must not be null", () -> world.probes(none())),
                says("pod must not be null", () -> new FakePod(none())),
                says("now must not be null", () -> runtime.exit("app", 0, none())),
                says("now must not be null", () -> runtime.runner(none())),
                says("the name of a container must not be null", () -> runtime.running(none())),
                says("image must not be null", () -> runtime.imageAppears(none())),
                says("clock must not be null", () -> new FakeContainerRuntime(none())),
                says("start must not be null", () -> new VirtualTime(none())),
                says("at must not be null", () -> new VirtualTime().at(none(), () -> {})),
                says("work must not be null", () -> new VirtualTime().execute(none())),
                says("text must not be null", () -> Fault.parse(none())),
                says("op must not be null", () -> new FailCall(none(), "app")),
                says("container must not be null", () -> new Vanish(none())),
                says("the name of a call must not be null", () -> RuntimeOp.of(none())),
                says("kubelet must not be null", () -> Invariants.of(POD, none())),
                says("observed must not be null", () -> invariants.check(PodState.INITIAL, none(), step.step(), NOW)),
                says("step must not be null", () -> invariants.check(PodState.INITIAL, step.observed(), none(), NOW)),
                says("text must not be null", () -> Transcript.parse("story", none(), Path.of("."))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nulls")
    void refusesNull(String sentence, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(sentence);
    }

    static Stream<Arguments> values() {
        PodScenario scenario = PodScenario.of(POD).stabilize();
        FakePod runtime = scenario.runtime();
        FakeContainerRuntime node = new FakeContainerRuntime(() -> NOW);
        Duration negative = Duration.ofSeconds(-1);
        String unknown = "unknown container \"ap\": the pod has app";
        Pod anonymous = PodCodec.readOne("{metadata: {name: p}, spec: {containers: []}}");
        return Stream.of(
                says("invalid duration PT-1S: expected no negative time", () -> scenario.after(negative)),
                says("invalid duration PT-1S: expected no negative time", () -> scenario.runs("app", negative)),
                says("invalid sinceStart PT-1S: expected no negative time", () -> scenario.exitAt("app", 0, negative)),
                says("invalid max PT-1S: expected no negative time", () -> scenario.until(PodPhase.FAILED, negative)),
                says(unknown, () -> scenario.exit("ap", 0)),
                says(unknown, () -> scenario.exitAt("ap", 0, Duration.ZERO)),
                says(unknown, () -> scenario.runs("ap", Duration.ZERO)),
                says(unknown, () -> scenario.runsUntilExit("ap")),
                says(unknown, () -> scenario.container("ap")),
                says(unknown, () -> scenario.inject(new Vanish("ap"))),
                says(unknown, () -> scenario.probes().readiness("ap", ProbeResult.SUCCESS)),
                says(unknown, () -> runtime.exit("ap", 0, NOW)),
                says(unknown, () -> runtime.running("ap")),
                says(unknown, () -> runtime.exitWhenStopped("ap", 0)),
                says(
                        "unknown container \"app\": the pod has none",
                        () -> PodScenario.of(anonymous).exit("app", 0)),
                says("pod p has no metadata.uid: a runtime of many pods tells them by it", () -> node.of(anonymous)),
                says(
                        "unknown call \"RemoveContainers\": a runtime has RunPodSandbox, StopPodSandbox, PullImage,"
                                + " CreateContainer, StartContainer, ExecSync, StopContainer, RemoveContainer",
                        () -> RuntimeOp.of("RemoveContainers")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void refusesWhatCannotBe(String sentence, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(sentence);
    }

    @Test
    void namesTheInvariantsThereAre() {
        Invariants invariants = Invariants.of(POD, Kubelet.DEFAULT);
        assertThatThrownBy(() -> invariants.without(Set.of("trigger-last")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("unknown invariant \"trigger-last\": expected one of start-time-stays, ")
                .hasMessageContaining("triggers-last");
    }

    @Test
    void idsThatWereNeverGivenAreThoseOfPodsThatAreGone() throws Exception {
        FakeContainerRuntime node = new FakeContainerRuntime(() -> NOW);
        node.of(POD);
        for (String id : List.of("", "x", "containerd://x", "u/", "u/x", "containerd://u/app-0")) {
            node.stopContainer(id, Duration.ZERO);
            node.removeContainer(id, true);
            node.stopSandbox(id);
        }
        assertThat(node.observe(POD).containers()).isEmpty();
    }

    @Test
    void saysWhatItIsInAFailedAssertion() {
        PodScenario scenario = PodScenario.of(POD);
        ScenarioStep first = scenario.world().fork().sync(NOW);
        scenario.stabilize();
        assertThat(first.toString())
                .startsWith("step at 2026-01-01T00:00:00Z\n  status Pending")
                .contains("CreateSandbox 0");
        assertThat(scenario.world().toString()).startsWith("status\n  Running");
        assertThat(scenario.runtime()).hasToString("runtime of p\n  sb-0 READY 10.0.0.7\n  app-0 RUNNING in sb-0");
        assertThat(new FakePod(POD)).hasToString("runtime of p: nothing");
        assertThat(new FakeContainerRuntime(() -> NOW)).hasToString("runtime without pods");
        assertThat(scenario.runtime().takeCalls())
                .extracting(RuntimeCall::toString)
                .containsExactly(
                        "RunPodSandbox sb-0, attempt 0",
                        "CreateContainer containerd://app-0, attempt 0 in sb-0",
                        "StartContainer containerd://app-0");
        assertThat(new VirtualTime()).hasToString("2026-01-01T00:00:00Z, PT0S since the beginning, no task");
        scenario.exitAt("app", 3, Duration.ofSeconds(60));
        assertThat(scenario.plannedExits()).hasToString("[app exits with 3 at 2026-01-01T00:01:00Z]");
        assertThat(scenario.time().toString()).contains("1 tasks, the next at 2026-01-01T00:01:00Z");
        assertThat(Invariants.of(POD, Kubelet.DEFAULT).without(Set.of("logs-stay")))
                .hasToString("invariants of pod p without logs-stay");
        assertThat(Transcript.parse("story", "", Path.of("."))).hasToString("transcript story");
    }
}
