package dev.rekindle.core.codec;

import dev.rekindle.core.ConditionStatus;
import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerPort;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.EmptyDirVolume;
import dev.rekindle.core.EnvVar;
import dev.rekindle.core.ExecAction;
import dev.rekindle.core.ExitCodeOperator;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.GrpcAction;
import dev.rekindle.core.HostPathVolume;
import dev.rekindle.core.HttpGetAction;
import dev.rekindle.core.HttpHeader;
import dev.rekindle.core.IntOrString;
import dev.rekindle.core.LifecycleHandler;
import dev.rekindle.core.LifecycleHooks;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodReadinessGate;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.Probe;
import dev.rekindle.core.ResourceRequirements;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.SleepAction;
import dev.rekindle.core.TcpSocketAction;
import dev.rekindle.core.Timestamp;
import dev.rekindle.core.Volume;
import dev.rekindle.core.VolumeMount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Pods of every shape, valid or not, biased to what YAML, JSON and exit codes are known to trip over. */
final class PodArbitraries {
    /** Texts that some version of YAML does not take for a string, or that need quotes. */
    private static final List<String> TRAPS = List.of(
            "yes",
            "No",
            "on",
            "y",
            "n",
            "true",
            "NULL",
            "null",
            "~",
            "0644",
            "0o14",
            "0x1F",
            "1_000",
            "1:30",
            "1e3",
            ".5",
            ".inf",
            "-.INF",
            ".nan",
            "=",
            "<<",
            "-",
            "- a",
            "a: b",
            "a:",
            "a #b",
            "#",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "{}",
            "[]",
            "{a",
            "|",
            ">",
            "? a",
            ",",
            "'",
            "\"",
            "a\nb",
            "a\n",
            "\n",
            " a",
            "a ",
            " ",
            "\t",
            "a\tb",
            "a\r\nb",
            "\u0001",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\uFFFF",
            "\uD83D\uDE00",
            "\\n",
            "---",
            "...",
            "--- a",
            "2026-01-01",
            "2026-01-01T00:00:00Z",
            "sha256:1",
            "http://a/b",
            " \n a",
            "a\n\n b \n\n",
            "\n a",
            "#a\nb");

    private PodArbitraries() {}

    /** {@return pods with any mix of containers, statuses and metadata} */
    static Arbitrary<Pod> pods() {
        return Combinators.combine(metadata(), specs(), statuses())
                .as((metadata, spec, status) -> Pod.builder()
                        .metadata(metadata)
                        .spec(spec)
                        .status(status)
                        .build());
    }

    /** {@return exit codes, mostly the ones that mean something} */
    static Arbitrary<Integer> exitCodes() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        4,
                        Arbitraries.of(
                                0,
                                1,
                                42,
                                88,
                                127,
                                128,
                                137,
                                143,
                                254,
                                255,
                                256,
                                -1,
                                Integer.MIN_VALUE,
                                Integer.MAX_VALUE)),
                Tuple.of(1, Arbitraries.integers()));
    }

    /** {@return containers of any list of a pod} */
    static Arbitrary<Container> containers() {
        return Builders.withBuilder(Container::builder)
                .use(texts())
                .in(Container.Builder::name)
                .use(texts())
                .withProbability(0.5)
                .in(Container.Builder::image)
                .use(texts())
                .withProbability(0.1)
                .in(Container.Builder::imagePullPolicy)
                .use(texts().list().ofMaxSize(3))
                .withProbability(0.5)
                .in(Container.Builder::command)
                .use(texts().list().ofMaxSize(2))
                .withProbability(0.3)
                .in(Container.Builder::args)
                .use(texts())
                .withProbability(0.1)
                .in(Container.Builder::workingDir)
                .use(ports().list().ofMaxSize(2))
                .withProbability(0.2)
                .in(Container.Builder::ports)
                .use(env().list().ofMaxSize(2))
                .withProbability(0.3)
                .in(Container.Builder::env)
                .use(volumeMounts().list().ofMaxSize(2))
                .withProbability(0.3)
                .in(Container.Builder::volumeMounts)
                .use(resources())
                .withProbability(0.3)
                .in(Container.Builder::resources)
                .use(restartPolicies())
                .withProbability(0.6)
                .in(Container.Builder::restartPolicy)
                .use(rules().list().ofMaxSize(4))
                .withProbability(0.7)
                .in(Container.Builder::restartPolicyRules)
                .use(hooks())
                .withProbability(0.2)
                .in(Container.Builder::lifecycle)
                .use(probes())
                .withProbability(0.2)
                .in(Container.Builder::livenessProbe)
                .use(probes())
                .withProbability(0.1)
                .in(Container.Builder::readinessProbe)
                .use(probes())
                .withProbability(0.1)
                .in(Container.Builder::startupProbe)
                .use(someText())
                .withProbability(0.1)
                .in(Container.Builder::targetContainerName)
                .build(Container.Builder::build);
    }

    /** {@return rules, complete or not} */
    static Arbitrary<ContainerRestartRule> rules() {
        Arbitrary<ContainerRestartRuleAction> actions =
                Arbitraries.of("Restart", "RestartAllContainers", "", "Stop").map(ContainerRestartRuleAction::of);
        Arbitrary<ExitCodeOperator> operators =
                Arbitraries.of("In", "NotIn", "", "Between").map(ExitCodeOperator::of);
        Arbitrary<ExitCodes> exitCodes =
                Combinators.combine(operators, exitCodes().list().ofMaxSize(6)).as(ExitCodes::new);
        return Combinators.combine(actions, exitCodes.injectNull(0.1)).as(ContainerRestartRule::new);
    }

    private static Arbitrary<PodMetadata> metadata() {
        Arbitrary<Map<String, String>> maps = Arbitraries.maps(texts(), texts()).ofMaxSize(4);
        return Builders.withBuilder(PodMetadata::builder)
                .use(texts())
                .withProbability(0.8)
                .in(PodMetadata.Builder::name)
                .use(texts())
                .withProbability(0.3)
                .in(PodMetadata.Builder::namespace)
                .use(texts())
                .withProbability(0.3)
                .in(PodMetadata.Builder::uid)
                .use(maps)
                .withProbability(0.5)
                .in(PodMetadata.Builder::labels)
                .use(maps)
                .withProbability(0.3)
                .in(PodMetadata.Builder::annotations)
                .use(times())
                .withProbability(0.3)
                .in(PodMetadata.Builder::creationTimestamp)
                .use(times())
                .withProbability(0.2)
                .in(PodMetadata.Builder::deletionTimestamp)
                .use(Arbitraries.longs())
                .withProbability(0.2)
                .in(PodMetadata.Builder::deletionGracePeriodSeconds)
                .build(PodMetadata.Builder::build);
    }

    private static Arbitrary<PodSpec> specs() {
        Arbitrary<List<Container>> containers = containers().list().ofMaxSize(3);
        return Builders.withBuilder(PodSpec::builder)
                .use(restartPolicies())
                .withProbability(0.8)
                .in(PodSpec.Builder::restartPolicy)
                .use(Arbitraries.longs())
                .withProbability(0.3)
                .in(PodSpec.Builder::terminationGracePeriodSeconds)
                .use(Arbitraries.longs())
                .withProbability(0.2)
                .in(PodSpec.Builder::activeDeadlineSeconds)
                .use(texts())
                .withProbability(0.3)
                .in(PodSpec.Builder::nodeName)
                .use(texts())
                .withProbability(0.2)
                .in(PodSpec.Builder::hostname)
                .use(booleans())
                .withProbability(0.3)
                .in(PodSpec.Builder::hostNetwork)
                .use(volumes().list().ofMaxSize(3))
                .withProbability(0.3)
                .in(PodSpec.Builder::volumes)
                .use(texts().map(type ->
                                PodReadinessGate.builder().conditionType(type).build())
                        .list()
                        .ofMaxSize(2))
                .withProbability(0.2)
                .in(PodSpec.Builder::readinessGates)
                .use(containers)
                .withProbability(0.6)
                .in(PodSpec.Builder::initContainers)
                .use(containers)
                .in(PodSpec.Builder::containers)
                .use(containers)
                .withProbability(0.2)
                .in(PodSpec.Builder::ephemeralContainers)
                .build(PodSpec.Builder::build);
    }

    private static Arbitrary<PodStatus> statuses() {
        Arbitrary<List<ContainerStatus>> lists = containerStatuses().list().ofMaxSize(3);
        return Builders.withBuilder(PodStatus::builder)
                .use(Arbitraries.of("Pending", "Running", "Succeeded", "Failed", "Unknown", "", "Odd")
                        .map(PodPhase::of))
                .withProbability(0.7)
                .in(PodStatus.Builder::phase)
                .use(texts())
                .withProbability(0.2)
                .in(PodStatus.Builder::reason)
                .use(texts())
                .withProbability(0.2)
                .in(PodStatus.Builder::message)
                .use(texts())
                .withProbability(0.2)
                .in(PodStatus.Builder::hostIP)
                .use(texts())
                .withProbability(0.2)
                .in(PodStatus.Builder::podIP)
                .use(times())
                .withProbability(0.3)
                .in(PodStatus.Builder::startTime)
                .use(conditions().list().ofMaxSize(3))
                .withProbability(0.5)
                .in(PodStatus.Builder::conditions)
                .use(lists)
                .withProbability(0.4)
                .in(PodStatus.Builder::initContainerStatuses)
                .use(lists)
                .withProbability(0.5)
                .in(PodStatus.Builder::containerStatuses)
                .use(lists)
                .withProbability(0.2)
                .in(PodStatus.Builder::ephemeralContainerStatuses)
                .build(PodStatus.Builder::build);
    }

    private static Arbitrary<PodCondition> conditions() {
        return Builders.withBuilder(PodCondition::builder)
                .use(Arbitraries.oneOf(texts(), Arbitraries.of("Ready", "AllContainersRestarting")))
                .in(PodCondition.Builder::type)
                .use(Arbitraries.of("True", "False", "Unknown", "", "Odd").map(ConditionStatus::of))
                .in(PodCondition.Builder::status)
                .use(texts())
                .withProbability(0.3)
                .in(PodCondition.Builder::reason)
                .use(texts())
                .withProbability(0.3)
                .in(PodCondition.Builder::message)
                .use(times())
                .withProbability(0.3)
                .in(PodCondition.Builder::lastProbeTime)
                .use(times())
                .withProbability(0.5)
                .in(PodCondition.Builder::lastTransitionTime)
                .use(Arbitraries.longs())
                .withProbability(0.3)
                .in(PodCondition.Builder::observedGeneration)
                .build(PodCondition.Builder::build);
    }

    private static Arbitrary<ContainerStatus> containerStatuses() {
        return Builders.withBuilder(ContainerStatus::builder)
                .use(texts())
                .in(ContainerStatus.Builder::name)
                .use(states())
                .withProbability(0.9)
                .in(ContainerStatus.Builder::state)
                .use(states())
                .withProbability(0.5)
                .in(ContainerStatus.Builder::lastState)
                .use(booleans())
                .in(ContainerStatus.Builder::ready)
                .use(Arbitraries.integers())
                .in(ContainerStatus.Builder::restartCount)
                .use(booleans())
                .withProbability(0.7)
                .in(ContainerStatus.Builder::started)
                .use(texts())
                .withProbability(0.7)
                .in(ContainerStatus.Builder::containerID)
                .use(texts())
                .withProbability(0.3)
                .in(ContainerStatus.Builder::image)
                .use(texts())
                .withProbability(0.3)
                .in(ContainerStatus.Builder::imageID)
                .build(ContainerStatus.Builder::build);
    }

    private static Arbitrary<ContainerState> states() {
        Arbitrary<Timestamp> times = times().injectNull(0.3);
        return Arbitraries.oneOf(
                Combinators.combine(texts(), texts()).as(ContainerState.Waiting::new),
                times.map(ContainerState.Running::new),
                Combinators.combine(exitCodes(), Arbitraries.of(0, 9, 15), texts(), texts(), times, times, texts())
                        .as(ContainerState.Terminated::new));
    }

    private static Arbitrary<Volume> volumes() {
        Arbitrary<EmptyDirVolume> emptyDirs = Builders.withBuilder(EmptyDirVolume::builder)
                .use(texts())
                .withProbability(0.5)
                .in(EmptyDirVolume.Builder::medium)
                .use(someText())
                .withProbability(0.5)
                .in(EmptyDirVolume.Builder::sizeLimit)
                .build(EmptyDirVolume.Builder::build);
        Arbitrary<HostPathVolume> hostPaths = Combinators.combine(texts(), texts())
                .as((path, type) ->
                        HostPathVolume.builder().path(path).type(type).build());
        return Builders.withBuilder(Volume::builder)
                .use(texts())
                .in(Volume.Builder::name)
                .use(emptyDirs)
                .withProbability(0.5)
                .in(Volume.Builder::emptyDir)
                .use(hostPaths)
                .withProbability(0.3)
                .in(Volume.Builder::hostPath)
                .build(Volume.Builder::build);
    }

    private static Arbitrary<Probe> probes() {
        Arbitrary<Integer> numbers = Arbitraries.integers();
        return Builders.withBuilder(Probe::builder)
                .use(exec())
                .withProbability(0.3)
                .in(Probe.Builder::exec)
                .use(httpGet())
                .withProbability(0.3)
                .in(Probe.Builder::httpGet)
                .use(tcpSocket())
                .withProbability(0.3)
                .in(Probe.Builder::tcpSocket)
                .use(Combinators.combine(numbers, texts())
                        .as((port, service) ->
                                GrpcAction.builder().port(port).service(service).build()))
                .withProbability(0.3)
                .in(Probe.Builder::grpc)
                .use(numbers)
                .withProbability(0.3)
                .in(Probe.Builder::initialDelaySeconds)
                .use(numbers)
                .withProbability(0.3)
                .in(Probe.Builder::timeoutSeconds)
                .use(numbers)
                .withProbability(0.3)
                .in(Probe.Builder::periodSeconds)
                .use(numbers)
                .withProbability(0.3)
                .in(Probe.Builder::successThreshold)
                .use(numbers)
                .withProbability(0.3)
                .in(Probe.Builder::failureThreshold)
                .use(Arbitraries.longs())
                .withProbability(0.3)
                .in(Probe.Builder::terminationGracePeriodSeconds)
                .build(Probe.Builder::build);
    }

    private static Arbitrary<LifecycleHooks> hooks() {
        Arbitrary<LifecycleHandler> handlers = Builders.withBuilder(LifecycleHandler::builder)
                .use(exec())
                .withProbability(0.4)
                .in(LifecycleHandler.Builder::exec)
                .use(httpGet())
                .withProbability(0.3)
                .in(LifecycleHandler.Builder::httpGet)
                .use(tcpSocket())
                .withProbability(0.2)
                .in(LifecycleHandler.Builder::tcpSocket)
                .use(Arbitraries.longs()
                        .map(seconds -> SleepAction.builder().seconds(seconds).build()))
                .withProbability(0.3)
                .in(LifecycleHandler.Builder::sleep)
                .build(LifecycleHandler.Builder::build);
        return Builders.withBuilder(LifecycleHooks::builder)
                .use(handlers)
                .withProbability(0.5)
                .in(LifecycleHooks.Builder::postStart)
                .use(handlers)
                .withProbability(0.5)
                .in(LifecycleHooks.Builder::preStop)
                .use(someText())
                .withProbability(0.3)
                .in(LifecycleHooks.Builder::stopSignal)
                .build(LifecycleHooks.Builder::build);
    }

    private static Arbitrary<ExecAction> exec() {
        return texts().list()
                .ofMaxSize(3)
                .map(command -> ExecAction.builder().command(command).build());
    }

    private static Arbitrary<HttpGetAction> httpGet() {
        Arbitrary<HttpHeader> headers = Combinators.combine(texts(), texts())
                .as((name, value) ->
                        HttpHeader.builder().name(name).value(value).build());
        return Builders.withBuilder(HttpGetAction::builder)
                .use(texts())
                .withProbability(0.5)
                .in(HttpGetAction.Builder::path)
                .use(intsOrStrings())
                .withProbability(0.9)
                .in(HttpGetAction.Builder::port)
                .use(texts())
                .withProbability(0.3)
                .in(HttpGetAction.Builder::host)
                .use(texts())
                .withProbability(0.3)
                .in(HttpGetAction.Builder::scheme)
                .use(headers.list().ofMaxSize(2))
                .withProbability(0.3)
                .in(HttpGetAction.Builder::httpHeaders)
                .build(HttpGetAction.Builder::build);
    }

    private static Arbitrary<TcpSocketAction> tcpSocket() {
        return Combinators.combine(intsOrStrings(), texts())
                .as((port, host) ->
                        TcpSocketAction.builder().port(port).host(host).build());
    }

    private static Arbitrary<IntOrString> intsOrStrings() {
        return Arbitraries.oneOf(Arbitraries.integers().map(IntOrString::of), texts().map(IntOrString::of));
    }

    private static Arbitrary<ContainerPort> ports() {
        return Combinators.combine(texts(), Arbitraries.integers(), texts())
                .as((name, port, protocol) -> ContainerPort.builder()
                        .name(name)
                        .containerPort(port)
                        .protocol(protocol)
                        .build());
    }

    private static Arbitrary<EnvVar> env() {
        return Combinators.combine(texts(), texts())
                .as((name, value) -> EnvVar.builder().name(name).value(value).build());
    }

    private static Arbitrary<VolumeMount> volumeMounts() {
        return Combinators.combine(texts(), texts(), texts(), booleans())
                .as((name, path, subPath, readOnly) -> VolumeMount.builder()
                        .name(name)
                        .mountPath(path)
                        .subPath(subPath)
                        .readOnly(readOnly)
                        .build());
    }

    private static Arbitrary<ResourceRequirements> resources() {
        Arbitrary<Map<String, String>> quantities = Arbitraries.maps(
                        Arbitraries.of("cpu", "memory", "example.com/gpu"),
                        Arbitraries.of("1", "0.5", "500m", "1Gi", "1e3"))
                .ofMaxSize(3);
        return Combinators.combine(quantities, quantities)
                .as((limits, requests) -> ResourceRequirements.builder()
                        .limits(limits)
                        .requests(requests)
                        .build());
    }

    private static Arbitrary<RestartPolicy> restartPolicies() {
        return Arbitraries.of("Always", "OnFailure", "Never", "", "Sometimes").map(RestartPolicy::of);
    }

    private static Arbitrary<Timestamp> times() {
        return Arbitraries.longs()
                .between(0, 4_102_444_800L)
                .map(Instant::ofEpochSecond)
                .map(Timestamp::of);
    }

    private static Arbitrary<Boolean> booleans() {
        return Arbitraries.of(true, false);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .alpha()
                        .numeric()
                        .withChars('-', '.', '/', ':')
                        .ofMaxLength(8),
                Arbitraries.of(TRAPS),
                Arbitraries.strings()
                        .withCharRange('\u0000', '\uD7FF')
                        .withCharRange('\uE000', '\uFFFF')
                        .ofMaxLength(6));
    }

    /** A text that is not empty: for fields where an empty text and none are one. */
    private static Arbitrary<String> someText() {
        return texts().filter(text -> !text.isEmpty());
    }
}
