package dev.rekindle.core.codec;

import static dev.rekindle.core.codec.ValueArbitraries.booleans;
import static dev.rekindle.core.codec.ValueArbitraries.exitCodes;
import static dev.rekindle.core.codec.ValueArbitraries.restartPolicies;
import static dev.rekindle.core.codec.ValueArbitraries.someText;
import static dev.rekindle.core.codec.ValueArbitraries.texts;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerPort;
import dev.rekindle.core.ContainerResizePolicy;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.EnvVar;
import dev.rekindle.core.ExecAction;
import dev.rekindle.core.ExitCodeOperator;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.GrpcAction;
import dev.rekindle.core.HttpGetAction;
import dev.rekindle.core.HttpHeader;
import dev.rekindle.core.IntOrString;
import dev.rekindle.core.LifecycleHandler;
import dev.rekindle.core.LifecycleHooks;
import dev.rekindle.core.Probe;
import dev.rekindle.core.ResourceRequirements;
import dev.rekindle.core.SleepAction;
import dev.rekindle.core.TcpSocketAction;
import dev.rekindle.core.VolumeMount;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;

/** Containers of every shape, valid or not. */
final class ContainerArbitraries {
    private ContainerArbitraries() {}

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
                .use(resizePolicies().list().ofMaxSize(2))
                .withProbability(0.2)
                .in(Container.Builder::resizePolicy)
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

    static Arbitrary<ContainerRestartRule> rules() {
        Arbitrary<ContainerRestartRuleAction> actions =
                Arbitraries.of("Restart", "RestartAllContainers", "", "Stop").map(ContainerRestartRuleAction::of);
        Arbitrary<ExitCodeOperator> operators =
                Arbitraries.of("In", "NotIn", "", "Between").map(ExitCodeOperator::of);
        Arbitrary<ExitCodes> exitCodes =
                Combinators.combine(operators, exitCodes().list().ofMaxSize(6)).as(ExitCodes::new);
        return Combinators.combine(actions, exitCodes.injectNull(0.1)).as(ContainerRestartRule::new);
    }

    static Arbitrary<ContainerPort> ports() {
        return Combinators.combine(texts(), Arbitraries.integers(), texts())
                .as((name, port, protocol) -> ContainerPort.builder()
                        .name(name)
                        .containerPort(port)
                        .protocol(protocol)
                        .build());
    }

    static Arbitrary<EnvVar> env() {
        return Combinators.combine(texts(), texts())
                .as((name, value) -> EnvVar.builder().name(name).value(value).build());
    }

    static Arbitrary<VolumeMount> volumeMounts() {
        return Combinators.combine(texts(), texts(), texts(), booleans())
                .as((name, path, subPath, readOnly) -> VolumeMount.builder()
                        .name(name)
                        .mountPath(path)
                        .subPath(subPath)
                        .readOnly(readOnly)
                        .build());
    }

    static Arbitrary<ResourceRequirements> resources() {
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

    static Arbitrary<ContainerResizePolicy> resizePolicies() {
        return Combinators.combine(texts(), texts())
                .as((resource, policy) -> ContainerResizePolicy.builder()
                        .resourceName(resource)
                        .restartPolicy(policy)
                        .build());
    }

    static Arbitrary<Probe> probes() {
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

    static Arbitrary<LifecycleHooks> hooks() {
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

    static Arbitrary<ExecAction> exec() {
        return texts().list()
                .ofMaxSize(3)
                .map(command -> ExecAction.builder().command(command).build());
    }

    static Arbitrary<HttpGetAction> httpGet() {
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

    static Arbitrary<TcpSocketAction> tcpSocket() {
        return Combinators.combine(intsOrStrings(), texts())
                .as((port, host) ->
                        TcpSocketAction.builder().port(port).host(host).build());
    }

    static Arbitrary<IntOrString> intsOrStrings() {
        return Arbitraries.oneOf(Arbitraries.integers().map(IntOrString::of), texts().map(IntOrString::of));
    }
}
