package dev.rekindle.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.shared.PublicApi;
import dev.rekindle.shared.PublicApi.Argument;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    /** Something of each type that is neither an enum nor has a builder that needs nothing. */
    private static final Map<Class<?>, Object> SAMPLES = samples();

    /** The message of whatever is handed over whole is that of the JVM, which names the parameter. */
    private static final Set<Class<?>> WHOLE = Set.of(Iterable.class, Map.class, Map.Entry.class);

    private static Map<Class<?>, Object> samples() {
        Map<Class<?>, Object> samples = new HashMap<>();
        for (Object sample : new Object[] {
            "text",
            NOW,
            Duration.ofSeconds(10),
            new int[] {1},
            new String[] {"10.0.0.1"},
            ExitCodes.in(1),
            FeatureGates.defaults(KubernetesVersion.DEFAULT),
            IntOrString.of(1),
            Kubelet.DEFAULT,
            RestartPolicy.ALWAYS,
            ContainerRestartRuleAction.RESTART,
            PodPhase.RUNNING,
            ConditionStatus.TRUE,
            Timestamp.of(NOW),
        }) {
            samples.put(sample.getClass(), sample);
        }
        samples.put(Object.class, "text");
        samples.put(Map.class, Map.of());
        samples.put(InputStream.class, InputStream.nullInputStream());
        samples.put(Sandbox.class, sandbox().build());
        samples.put(RuntimeContainer.class, attempt().build());
        return samples;
    }

    private static Sandbox.Builder sandbox() {
        return Sandbox.builder().id("sb").ready(true).createdAt(NOW);
    }

    private static RuntimeContainer.Builder attempt() {
        return RuntimeContainer.builder()
                .id("c")
                .name("app")
                .state(RuntimeContainer.State.RUNNING)
                .createdAt(NOW);
    }

    private static Object sample(Class<?> type) throws ReflectiveOperationException {
        if (SAMPLES.containsKey(type)) {
            return SAMPLES.get(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        Method builder = type.getMethod("builder");
        return builder.getReturnType().getMethod("build").invoke(builder.invoke(null));
    }

    private static Stream<Argument> arguments() {
        return PublicApi.types(Kubelet.class, PodCodec.class).flatMap(PublicApi::arguments);
    }

    static Stream<Argument> references() {
        return arguments().filter(argument -> !argument.isOfBuilder());
    }

    @ParameterizedTest
    @MethodSource("references")
    void nullIsRefusedWithWhatWasExpected(Argument argument) throws ReflectiveOperationException {
        assertThat(argument.thrown(ArgumentsTest::sample))
                .as(argument.toString())
                .isInstanceOf(NullPointerException.class)
                .hasMessageMatching(argument.name() + ": Required value: expected .+");
    }

    static Stream<Argument> attributes() {
        return arguments()
                .filter(Argument::isOfBuilder)
                .filter(argument -> !argument.executable().isVarArgs())
                .filter(argument -> !WHOLE.contains(argument.executable().getParameterTypes()[argument.index()]));
    }

    /** Immutables writes the builders; it names the attribute. */
    @ParameterizedTest
    @MethodSource("attributes")
    void buildersNameTheAttributeThatIsNull(Argument argument) throws ReflectiveOperationException {
        Object[] others = new Object[argument.executable().getParameterCount()];
        Arrays.fill(others, "text");
        if (argument.executable().getParameterTypes()[others.length - 1] == int.class) {
            others[others.length - 1] = 1;
        }
        String method = ((Method) argument.executable()).getName();
        String attribute = method.equals("from") ? "instance" : method.replaceFirst("^(add|put)(?=[A-Z])", "");
        String singular = attribute.replaceFirst("us$|s$", "").toLowerCase(Locale.ROOT);
        Object builder = argument.type().getConstructor().newInstance();
        assertThat(argument.thrown(builder, others))
                .as(argument.toString())
                .isInstanceOf(NullPointerException.class)
                .extracting(Throwable::getMessage)
                .asString()
                .matches(message -> message.toLowerCase(Locale.ROOT).startsWith(singular));
    }

    @Test
    void bothKindsAreFound() {
        assertThat(references().map(Argument::toString))
                .hasSizeGreaterThan(45)
                .contains(
                        "Kubelet.withGates(String) text",
                        "PodSpec.container(String) name",
                        "RestartPolicy(String) value",
                        "PodCodec.toYaml(Pod) pod");
        assertThat(attributes().map(Argument::toString))
                .hasSizeGreaterThan(100)
                .contains("PodSpec$Builder.addContainer(Container) element", "Sandbox$Builder.id(String) id");
    }

    private static Arguments refused(String message, ThrowingCallable call) {
        return Arguments.arguments(message, call);
    }

    static List<Arguments> outOfRange() {
        return List.of(
                refused(
                        "attempt: Invalid value: -1: expected a number from 0",
                        () -> attempt().attempt(-1).build()),
                refused(
                        "attempt: Invalid value: -2: expected a number from 0",
                        () -> sandbox().attempt(-2).build()),
                refused(
                        "newestLogs: Invalid value: app=-1: expected the number of an attempt, from 0",
                        () -> RuntimePod.builder().putNewestLog("app", -1).build()),
                refused(
                        "addresses: Invalid value: [10.0.0.1, 10.0.0.2]: expected one address, or one of each IP family",
                        () -> Kubelet.DEFAULT.withNodeIPs("10.0.0.1", "10.0.0.2")),
                refused(
                        "addresses: Invalid value: [fd00::1, fd00::2]: expected one address, or one of each IP family",
                        () -> Kubelet.DEFAULT.withNodeIPs("fd00::1", "fd00::2")),
                refused(
                        "addresses: Invalid value: []: expected one address, or one of each IP family",
                        () -> Kubelet.DEFAULT.withNodeIPs("")),
                refused(
                        "addresses: Invalid value: [10.0.0.1, fd00::1, fd00::2]: expected one address, or one of each IP family",
                        () -> Kubelet.DEFAULT.withNodeIPs("10.0.0.1", "fd00::1", "fd00::2")),
                refused(
                        "invalid configuration: CrashLoopBackOff.MaxContainerRestartPeriod (got: 300.0000001 seconds) must be set between 1s and 300s",
                        () -> Kubelet.DEFAULT.withMaxContainerRestartPeriod(Duration.ofSeconds(300, 100))),
                refused(
                        "invalid configuration: CrashLoopBackOff.MaxContainerRestartPeriod (got: -1 seconds) must be set between 1s and 300s",
                        () -> Kubelet.DEFAULT.withMaxContainerRestartPeriod(Duration.ofSeconds(-1))),
                refused(
                        "unknown Kubernetes version \"1.33\": expected one of 1.34, 1.35, 1.36, 1.37",
                        () -> KubernetesVersion.parse("1.33")),
                refused("invalid value \"true\": expected an integer or a string", () -> IntOrString.of(true)));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void nonsenseIsRefusedWithWhatWasGivenAndWhatWasExpected(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void nullInsideIsRefusedToo() {
        assertThatThrownBy(() -> new ExitCodes(ExitCodeOperator.IN, Arrays.asList(1, null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("values: Required value: expected exit codes, one is null");
        assertThatThrownBy(() -> Kubelet.DEFAULT.withNodeIPs("10.0.0.1", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("addresses: Required value: expected one address, or one of each IP family");
        Map<Feature, Boolean> settings = new HashMap<>();
        settings.put(Feature.RESTART_ALL_CONTAINERS, null);
        assertThatThrownBy(() -> FeatureGates.of(KubernetesVersion.V1_36, settings))
                .isInstanceOf(NullPointerException.class)
                .hasMessage(
                        "settings: Required value: expected true or false for RestartAllContainersOnContainerExits");
    }
}
