package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.PodAction.RemoveReason;
import dev.rekindle.lifecycle.PodAction.StopReason;
import dev.rekindle.shared.PublicApi;
import dev.rekindle.shared.PublicApi.Argument;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is handed over from code that no null checker reads is refused at once, in a sentence. */
@NullUnmarked
class ArgumentsTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final Pod POD = Pod.builder().build();
    private static final PodAction ACTION = PodAction.createSandbox(0);
    private static final Map<Class<?>, Object> SAMPLES = samples();

    private static Map<Class<?>, Object> samples() {
        Map<Class<?>, Object> samples = new HashMap<>();
        for (Object sample : new Object[] {
            NOW,
            Duration.ofSeconds(10),
            Kubelet.DEFAULT,
            RestartPolicy.ALWAYS,
            PodPhase.RUNNING,
            ContainerKind.INIT,
            StopReason.UNKNOWN,
            RemoveReason.GARBAGE_COLLECTION,
            PodState.INITIAL,
            PodState.Work.SYNC,
            ProbeResults.NONE,
            Observation.of(RuntimePod.EMPTY),
            Step.of(PodState.INITIAL, List.of(), null),
            ActionResult.succeeded(ACTION, NOW),
            new Failure("Error", ""),
            new BackOffEntry(Duration.ofSeconds(10), NOW),
            new ImagePullBackOff(Duration.ofSeconds(10), NOW, ""),
            CrashLoopBackOff.of(Kubelet.DEFAULT),
            PodLifecycle.compile(POD, Kubelet.DEFAULT),
            KubeletFunctions.of(POD, Kubelet.DEFAULT),
        }) {
            samples.put(sample.getClass(), sample);
        }
        samples.put(String.class, "Ready");
        samples.put(List.class, List.of());
        samples.put(Map.class, Map.of());
        samples.put(Pod.class, POD);
        samples.put(PodMetadata.class, POD.metadata());
        samples.put(PodStatus.class, PodStatus.EMPTY);
        samples.put(RuntimePod.class, RuntimePod.EMPTY);
        samples.put(Container.class, Container.builder().name("app").build());
        samples.put(PodAction.class, ACTION);
        samples.put(PodAction.Visitor.class, TablePod.of("Never", Kubelet.DEFAULT));
        samples.put(ActionRunner.class, (ActionRunner) action -> ActionResult.succeeded(action, NOW));
        return samples;
    }

    static Stream<Argument> references() {
        return PublicApi.types(PodLifecycle.class)
                .flatMap(PublicApi::arguments)
                .filter(argument -> !argument.toString().startsWith("Failure(")); // reads what JSON leaves out
    }

    @ParameterizedTest
    @MethodSource("references")
    void nullIsRefusedWithWhatWasExpected(Argument argument) throws ReflectiveOperationException {
        assertThat(argument.thrown(ArgumentsTest::sample))
                .as(argument.toString())
                .isInstanceOf(NullPointerException.class)
                .hasMessageMatching("\\w+: Required value: expected .+");
    }

    private static Object sample(Class<?> type) {
        assertThat(SAMPLES).as("a sample for the test").containsKey(type);
        return SAMPLES.get(type);
    }

    @Test
    void allAreFound() {
        assertThat(references().map(Argument::toString))
                .hasSizeGreaterThan(50)
                .contains(
                        "PodLifecycle.step(PodState, Observation, Instant) now",
                        "PodAction.startContainer(String, ContainerKind, int, Instant) name",
                        "Step.execute(ActionRunner) runner")
                .doesNotContain("PodAction.startContainer(String, ContainerKind, int, Instant) lastFinishedAt");
    }

    private static Arguments refused(String message, ThrowingCallable call) {
        return Arguments.arguments(message, call);
    }

    static List<Arguments> nonsense() {
        Duration second = Duration.ofSeconds(1);
        return List.of(
                refused("attempt: Invalid value: -1: expected 0 or more", () -> PodAction.createSandbox(-1)),
                refused(
                        "gracePeriod: Invalid value: PT-1S: expected 0 or more",
                        () -> PodAction.stopContainer("id", "app", second.negated(), false, StopReason.UNKNOWN, "")),
                refused(
                        "max: Invalid value: PT1S: expected PT2S or more",
                        () -> new CrashLoopBackOff(second.multipliedBy(2), second)),
                refused(
                        "initial: Invalid value: PT0S: expected more than 0",
                        () -> new CrashLoopBackOff(Duration.ZERO, second)),
                refused(
                        "type: Unsupported value: \"Happy\": expected ContainersReady, Ready, Initialized,"
                                + " PodReadyToStartContainers or AllContainersRestarting",
                        () -> KubeletFunctions.of(POD, Kubelet.DEFAULT)
                                .generateCondition(
                                        "Happy", PodStatus.EMPTY, null, PodPhase.RUNNING, RuntimePod.EMPTY)));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void nonsenseIsRefusedWithWhatWasGivenAndWhatWasExpected(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
