package dev.rekindle.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.shared.PublicApi;
import dev.rekindle.shared.PublicApi.Argument;
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
    private static final Pod POD =
            ValidationPods.pod(ValidationPods.spec("Never", ValidationPods.container("a", null)));

    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(String.class, "Job"),
            Map.entry(List.class, List.of()),
            Map.entry(Pod.class, POD),
            Map.entry(Container.class, POD.spec().containers().get(0)),
            Map.entry(Kubelet.class, Inputs.ON),
            Map.entry(RestartPolicy.class, RestartPolicy.ALWAYS),
            Map.entry(ContainerRestartRule.class, ValidationPods.RESTART),
            Map.entry(FieldError.Type.class, FieldError.Type.INVALID),
            Map.entry(Object.class, "value"),
            Map.entry(Forecast.class, Forecast.of(POD, Inputs.ON)),
            Map.entry(PodValidation.class, PodValidation.of(Inputs.ON)));

    static Stream<Argument> references() {
        return PublicApi.types(RestartRules.class).flatMap(PublicApi::arguments);
    }

    @ParameterizedTest
    @MethodSource("references")
    void nullIsRefusedWithWhatWasExpected(Argument argument) throws ReflectiveOperationException {
        assertThat(argument.thrown(ArgumentsTest::sample))
                .as(argument.toString())
                .isInstanceOf(NullPointerException.class)
                .hasMessageMatching(argument.name() + ": Required value: expected .+");
    }

    private static Object sample(Class<?> type) {
        assertThat(SAMPLES).as("a sample for the test").containsKey(type);
        return SAMPLES.get(type);
    }

    @Test
    void allAreFound() {
        assertThat(references().map(Argument::toString))
                .hasSizeGreaterThan(20)
                .contains(
                        "Forecast.container(String) name",
                        "FieldError(Type, String, Object, String) field",
                        "RestartDecision$PodPolicy(RestartPolicy) policy",
                        "RestartRules.compile(Container, RestartPolicy, Kubelet) podPolicy")
                .doesNotContain("FieldError(Type, String, Object, String) badValue");
    }

    private static Arguments refused(String message, ThrowingCallable call) {
        return Arguments.arguments(message, call);
    }

    static List<Arguments> nonsense() {
        return List.of(
                refused(
                        "container \"b\": not in the pod, which has [a]",
                        () -> Forecast.of(POD, Inputs.ON).container("b")),
                refused(
                        "restart: Invalid value: 0: expected 1 or more",
                        () -> RestartDelay.of(Inputs.ON).before(0)),
                refused(
                        "index: Invalid value: -1: expected 0 or more",
                        () -> new RestartDecision.Rule(-1, ValidationPods.RESTART)),
                refused(
                        "unknown kind \"Service\": expected PodTemplate, ReplicationController, ReplicaSet, Deployment,"
                                + " StatefulSet, DaemonSet, Job, CronJob, JobSet or LeaderWorkerSet",
                        () -> PodValidation.of(Inputs.ON).template("Service", "spec.template", POD)));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void nonsenseIsRefusedWithWhatWasGivenAndWhatWasExpected(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
