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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pod spec with its rules compiled and its gates read: what every part of a lifecycle works on. */
final class CompiledPod {
    /** Where the kubelet notes that a pod comes from the API server; any other source makes a static pod. */
    private static final String CONFIG_SOURCE = "kubernetes.io/config.source";

    final Pod pod;
    final Kubelet kubelet;
    /** Init containers and sidecars, in spec order. */
    final List<CompiledContainer> init;

    final List<CompiledContainer> regular;
    final List<CompiledContainer> ephemeral;
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
        init = new ArrayList<>();
        for (Container container : pod.spec().initContainers()) {
            init.add(compile(container, ContainerKind.ofInit(container), kubelet));
        }
        regular = compileAll(pod.spec().containers(), ContainerKind.REGULAR, kubelet);
        ephemeral = compileAll(pod.spec().ephemeralContainers(), ContainerKind.EPHEMERAL, kubelet);
    }

    private List<CompiledContainer> compileAll(List<Container> containers, ContainerKind kind, Kubelet kubelet) {
        List<CompiledContainer> compiled = new ArrayList<>();
        for (Container container : containers) {
            compiled.add(compile(container, kind, kubelet));
        }
        return compiled;
    }

    private CompiledContainer compile(Container container, ContainerKind kind, Kubelet kubelet) {
        RestartRules rules = RestartRules.compile(container, pod.spec().restartPolicy(), kubelet);
        return new CompiledContainer(container, kind, rules, CrashLoopBackOff.key(pod.metadata(), container));
    }

    /** The init, sidecar or regular container of that name. */
    @Nullable
    CompiledContainer find(String name) {
        CompiledContainer container = find(init, name);
        return container != null ? container : find(regular, name);
    }

    /** The container of that name, ephemeral ones included. */
    @Nullable
    CompiledContainer findAny(String name) {
        CompiledContainer container = find(name);
        return container != null ? container : find(ephemeral, name);
    }

    private static @Nullable CompiledContainer find(List<CompiledContainer> containers, String name) {
        for (CompiledContainer container : containers) {
            if (container.name().equals(name)) {
                return container;
            }
        }
        return null;
    }

    /** The place of an init container or sidecar in the spec. */
    int initIndex(String name) {
        return init.indexOf(find(init, name));
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

    /** One container of the spec. */
    record CompiledContainer(Container spec, ContainerKind kind, RestartRules rules, String backOffKey) {
        String name() {
            return spec.name();
        }

        boolean isSidecar() {
            return kind == ContainerKind.SIDECAR;
        }

        boolean restartsAfter(int exitCode) {
            return isSidecar() || rules.decide(exitCode).restarts();
        }
    }
}
