package dev.rekindle.lifecycle;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimeContainer.State;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.PodAction.CreateSandbox;
import dev.rekindle.lifecycle.PodAction.KillPod;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pod of the tables: init containers {@code i} and {@code j} with a sidecar {@code s} between them, regular
 * containers {@code a} and {@code b}; an exit of {@code a} with 88 restarts all containers. What the runtime reports is
 * written {@code i=0 s=run a=88,run}: the attempts of each container, oldest first; {@code -sandbox} for a dead one.
 * Actions are written {@code start i#1}, {@code stop a#0 2s hook}, {@code remove a#0}, {@code sandbox 0}, {@code kill a#0 s#0}.
 */
final class TablePod implements PodAction.Visitor<String, RuntimeException> {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final Pod pod;
    private final PodLifecycle lifecycle;

    private final Kubelet kubelet;

    private TablePod(Pod pod, Kubelet kubelet) {
        this.pod = pod;
        this.kubelet = kubelet;
        this.lifecycle = PodLifecycle.compile(pod, kubelet);
    }

    static TablePod of(String policy, Kubelet kubelet) {
        return new TablePod(pod(RestartPolicy.of(policy)), kubelet);
    }

    /** The same pod with one container changed. */
    TablePod with(String container, UnaryOperator<Container.Builder> change) {
        UnaryOperator<Container> edit = one -> one.name().equals(container)
                ? change.apply(Container.builder().from(one)).build()
                : one;
        return withSpec(spec -> spec.initContainers(
                        pod.spec().initContainers().stream().map(edit).toList())
                .containers(pod.spec().containers().stream().map(edit).toList()));
    }

    TablePod withSpec(UnaryOperator<PodSpec.Builder> change) {
        PodSpec spec = change.apply(PodSpec.builder().from(pod.spec())).build();
        return new TablePod(Pod.builder().from(pod).spec(spec).build(), kubelet);
    }

    TablePod withMetadata(UnaryOperator<PodMetadata.Builder> change) {
        PodMetadata metadata =
                change.apply(PodMetadata.builder().from(pod.metadata())).build();
        return new TablePod(Pod.builder().from(pod).metadata(metadata).build(), kubelet);
    }

    private static Pod pod(RestartPolicy policy) {
        return Pod.builder()
                .metadata(PodMetadata.builder().name("p").uid("u").build())
                .spec(PodSpec.builder()
                        .restartPolicy(policy)
                        .terminationGracePeriodSeconds(30L)
                        .addInitContainers(container("i").build())
                        .addInitContainers(container("s")
                                .restartPolicy(RestartPolicy.ALWAYS)
                                .build())
                        .addInitContainers(container("j").build())
                        .addContainers(container("a")
                                .restartPolicy(RestartPolicy.NEVER)
                                .addRestartPolicyRules(new ContainerRestartRule(
                                        ContainerRestartRuleAction.RESTART_ALL_CONTAINERS, ExitCodes.in(88)))
                                .build())
                        .addContainers(container("b").build())
                        .build())
                .build();
    }

    static Container.Builder container(String name) {
        Container.Builder builder = Container.builder();
        builder.name(name).image("image");
        return builder;
    }

    static RuntimePod runtime(String text) {
        List<RuntimeContainer> containers = new ArrayList<>();
        boolean ready = true;
        boolean isThere = true;
        for (String word : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            if (word.equals("-sandbox")) {
                ready = false;
            } else if (word.equals("nothing")) {
                isThere = false;
            } else {
                String[] pair = word.split("=", 2);
                String[] attempts = pair[1].split(",", -1);
                for (int i = 0; i < attempts.length; i++) {
                    containers.add(0, attempt(pair[0], i, attempts[i]));
                }
            }
        }
        Sandbox sandbox = Sandbox.builder()
                .id("sb")
                .ready(ready)
                .createdAt(NOW.minusSeconds(100))
                .ip("10.0.0.7")
                .build();
        return RuntimePod.builder()
                .sandboxes(isThere ? List.of(sandbox) : List.of())
                .containers(containers)
                .build();
    }

    private static RuntimeContainer attempt(String name, int number, String state) {
        RuntimeContainer.Builder attempt = RuntimeContainer.builder();
        attempt.id(name + "#" + number)
                .name(name)
                .sandboxId("sb")
                .image("image")
                .attempt(number)
                .createdAt(NOW.minusSeconds(90 - number))
                .startedAt(NOW.minusSeconds(80 - number));
        return switch (state) {
            case "run" -> attempt.state(State.RUNNING).build();
            case "created" -> attempt.state(State.CREATED).startedAt(null).build();
            case "lost" -> attempt.state(State.UNKNOWN).build();
            default ->
                attempt.state(State.EXITED)
                        .exitCode(Integer.parseInt(state))
                        .finishedAt(NOW.minusSeconds(60 - number))
                        .build();
        };
    }

    /** The same, with all attempts of a container ended at that time. */
    static RuntimePod ended(RuntimePod runtime, String name, Instant at) {
        return RuntimePod.builder()
                .from(runtime)
                .containers(runtime.containers().stream()
                        .map(attempt -> attempt.name().equals(name)
                                ? attempt.edit().finishedAt(at).build()
                                : attempt)
                        .toList())
                .build();
    }

    String backOffKey(String container) {
        return CrashLoopBackOff.key(
                pod.metadata(), Objects.requireNonNull(pod.spec().container(container)));
    }

    /** What the step of a pod that was seen for the first time orders. */
    String actions(String runtime) {
        return text(step(Observation.of(runtime(runtime))));
    }

    Step step(Observation observed) {
        return step(PodState.INITIAL, observed, NOW);
    }

    Step step(PodState state, Observation observed, Instant now) {
        return lifecycle.step(state, observed, now);
    }

    PodState sandboxReady(PodState state) {
        return lifecycle.sandboxReady(state, NOW);
    }

    String text(Step step) {
        return step.actions().stream().map(action -> action.accept(this)).collect(Collectors.joining(", "));
    }

    @Override
    public String createSandbox(CreateSandbox action) {
        return "sandbox " + action.attempt();
    }

    @Override
    public String killPod(KillPod action) {
        return Stream.of(action.containers().stream(), action.sidecars().stream())
                .flatMap(stops -> stops)
                .map(stop -> " " + stop.id())
                .collect(Collectors.joining("", "kill", ""));
    }

    @Override
    public String stopContainer(StopContainer action) {
        return "stop " + action.id() + " " + action.gracePeriod().toSeconds() + "s"
                + (action.runPreStop() ? " hook" : "");
    }

    @Override
    public String removeContainer(RemoveContainer action) {
        return "remove " + action.id();
    }

    @Override
    public String startContainer(StartContainer action) {
        return "start " + action.name() + "#" + action.attempt();
    }
}
