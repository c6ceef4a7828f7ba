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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pod spec with its rules compiled and its gates read: what every part of a lifecycle works on. */
final class CompiledPod {
    /** Where the kubelet notes that a pod comes from the API server; any other source makes a static pod. */
    private static final String CONFIG_SOURCE = "kubernetes.io/config.source";

    private static final Comparator<CompiledContainer> BY_NAME = Comparator.comparing(CompiledContainer::name);

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
    private final Map<String, List<CompiledContainer>> byName = new HashMap<>();

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
        List<CompiledContainer> all = new ArrayList<>();
        for (Container container : pod.spec().initContainers()) {
            all.add(compile(container, ContainerKind.ofInit(container), all.size(), kubelet));
        }
        int inits = all.size();
        for (Container container : pod.spec().containers()) {
            all.add(compile(container, ContainerKind.REGULAR, all.size(), kubelet));
        }
        int others = all.size();
        for (Container container : pod.spec().ephemeralContainers()) {
            all.add(compile(container, ContainerKind.EPHEMERAL, all.size(), kubelet));
        }
        containers = List.copyOf(all);
        init = List.copyOf(all.subList(0, inits));
        regular = List.copyOf(all.subList(inits, others));
        ephemeral = List.copyOf(all.subList(others, all.size()));
        regularByName = regular.stream().sorted(BY_NAME).toList();
        ephemeralByName = ephemeral.stream().sorted(BY_NAME).toList();
        for (CompiledContainer container : all) {
            byName.computeIfAbsent(container.name(), name -> new ArrayList<>(1)).add(container);
        }
    }

    private CompiledContainer compile(Container container, ContainerKind kind, int index, Kubelet kubelet) {
        RestartRules rules = RestartRules.compile(container, pod.spec().restartPolicy(), kubelet);
        return new CompiledContainer(container, kind, index, rules, CrashLoopBackOff.key(pod.metadata(), container));
    }

    /** The containers of that name, of whatever kind: one, in a valid pod. */
    List<CompiledContainer> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** The container of that name, of whatever kind. */
    @Nullable
    CompiledContainer find(String name) {
        List<CompiledContainer> named = named(name);
        return named.isEmpty() ? null : named.get(0);
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
     */
    record CompiledContainer(Container spec, ContainerKind kind, int index, RestartRules rules, String backOffKey) {
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
