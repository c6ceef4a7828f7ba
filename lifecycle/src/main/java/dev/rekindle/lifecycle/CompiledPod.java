package dev.rekindle.lifecycle;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.Feature;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.rules.RestartRules;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A pod spec with its rules compiled and its gates read: what every part of a lifecycle works on. */
final class CompiledPod {
    /** Where the kubelet notes that a pod comes from the API server; any other source makes a static pod. */
    private static final String CONFIG_SOURCE = "kubernetes.io/config.source";

    private static final Comparator<CompiledContainer> BY_NAME = Comparator.comparing(CompiledContainer::name);
    private static final CompiledContainer[] NONE = {};

    final Pod pod;
    final Kubelet kubelet;
    /** Init containers and sidecars, regular ones, ephemeral ones, each by its {@link CompiledContainer#index index}. */
    final List<CompiledContainer> containers;
    /** Init containers and sidecars, in spec order. */
    final List<CompiledContainer> init;

    final List<CompiledContainer> regular;
    final List<CompiledContainer> ephemeral;
    /** The order in which statuses are published. */
    final List<CompiledContainer> regularByName;

    final List<CompiledContainer> ephemeralByName;
    /** One of each name, sorted. */
    private final CompiledContainer[] byName;

    /** Container restart policies and rules count (gate ContainerRestartRules). */
    final boolean rulesEnabled;
    /** Restarts of all containers happen (gate RestartAllContainersOnContainerExits). */
    final boolean restartAllEnabled;
    /** Some rule has the action RestartAllContainers. */
    final boolean hasRestartAllRule;

    final boolean readyToStartCondition;
    /** Statuses say which generation they tell of. */
    final boolean generationTracking;

    final boolean isStatic;
    final String qosClass;
    final PodAddresses addresses;

    CompiledPod(Pod pod, Kubelet kubelet) {
        this.pod = pod;
        this.kubelet = kubelet;
        rulesEnabled = kubelet.enabled(Feature.CONTAINER_RESTART_RULES);
        restartAllEnabled = kubelet.enabled(Feature.RESTART_ALL_CONTAINERS);
        generationTracking = kubelet.enabled(Feature.POD_OBSERVED_GENERATION_TRACKING);
        readyToStartCondition = kubelet.enabled(Feature.POD_READY_TO_START_CONTAINERS_CONDITION);
        hasRestartAllRule = pod.spec().hasRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS);
        String source = pod.metadata().annotations().get(CONFIG_SOURCE);
        isStatic = source != null && !source.equals("api");
        qosClass = PodQos.of(pod.spec());
        addresses = new PodAddresses(kubelet.nodeIPs(), pod.spec().hostNetwork());
        TreeMap<String, CompiledContainer> named = new TreeMap<>();
        containers = compile(named);
        byName = named.values().toArray(NONE);
        int inits = pod.spec().initContainers().size();
        int others = inits + pod.spec().containers().size();
        init = List.copyOf(containers.subList(0, inits));
        regular = List.copyOf(containers.subList(inits, others));
        ephemeral = List.copyOf(containers.subList(others, containers.size()));
        regularByName = List.copyOf(regular.stream().sorted(BY_NAME).toList());
        ephemeralByName = List.copyOf(ephemeral.stream().sorted(BY_NAME).toList());
    }

    /** From the last to the first, so that of those with the same name each knows the next. */
    private List<CompiledContainer> compile(Map<String, CompiledContainer> named) {
        List<Container> specs = pod.spec().allContainers();
        CompiledContainer[] compiled = new CompiledContainer[specs.size()];
        for (int i = compiled.length - 1; i >= 0; i--) {
            Container spec = specs.get(i);
            RestartRules rules = RestartRules.compile(spec, pod.spec().restartPolicy(), kubelet);
            compiled[i] = new CompiledContainer(spec, kind(i), i, rules, named.get(spec.name()));
            named.put(spec.name(), compiled[i]);
        }
        return List.of(compiled);
    }

    private ContainerKind kind(int index) {
        List<Container> inits = pod.spec().initContainers();
        if (index < inits.size()) {
            return ContainerKind.ofInit(inits.get(index));
        }
        return index < inits.size() + pod.spec().containers().size() ? ContainerKind.REGULAR : ContainerKind.EPHEMERAL;
    }

    /** The first container of that name, of whatever kind. */
    @Nullable
    CompiledContainer find(String name) {
        int from = 0;
        int to = byName.length - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = byName[middle].name().compareTo(name);
            if (order == 0) {
                return byName[middle];
            }
            from = order < 0 ? middle + 1 : from;
            to = order < 0 ? to : middle - 1;
        }
        return null;
    }

    /** The key of its entry in the back-off of the state. */
    String backOffKey(CompiledContainer container) {
        return CrashLoopBackOff.key(pod.metadata(), container.spec());
    }

    /** The place of the container of that name, or -1. */
    int index(String name) {
        CompiledContainer container = find(name);
        return container == null ? -1 : container.index();
    }

    boolean has(Divergence divergence) {
        return kubelet.has(divergence);
    }

    boolean podRestarts() {
        return !pod.spec().restartPolicy().equals(RestartPolicy.NEVER);
    }

    /** Whether a running container that has to be killed is to run again: its policy, not its rules, says. */
    boolean restartsAfterKill(CompiledContainer container) {
        RestartPolicy policy = rulesEnabled ? container.spec().restartPolicy() : null;
        return policy != null ? !policy.equals(RestartPolicy.NEVER) : podRestarts();
    }

    /** {@code ShouldContainerBeRestarted} of pkg/kubelet/container/helpers.go. */
    boolean shouldStart(CompiledContainer container, @Nullable RuntimeContainer newest, boolean deleting) {
        if (deleting) {
            return false;
        }
        if (newest == null) {
            return true;
        }
        return switch (newest.state()) {
            case RUNNING -> false;
            case CREATED, UNKNOWN -> true;
            case EXITED -> container.restartsAfter(newest.exitCode());
        };
    }

    /**
     * One container of the spec.
     *
     * @param index its place among all containers of the pod: init containers, regular ones, ephemeral ones
     * @param namesake the next one of the same name; there is none in a valid pod
     */
    record CompiledContainer(
            Container spec,
            ContainerKind kind,
            int index,
            RestartRules rules,
            @Nullable CompiledContainer namesake) {
        String name() {
            return spec.name();
        }

        boolean isInit() {
            return kind == ContainerKind.INIT || kind == ContainerKind.SIDECAR;
        }

        boolean isSidecar() {
            return kind == ContainerKind.SIDECAR;
        }

        /** Whether an attempt was made from another image than the spec has now. */
        boolean isChangedSince(RuntimeContainer attempt) {
            return !attempt.image().isEmpty() && !attempt.image().equals(spec.image());
        }

        boolean restartsAfter(int exitCode) {
            return isSidecar() || rules.decide(exitCode).restarts();
        }
    }
}
