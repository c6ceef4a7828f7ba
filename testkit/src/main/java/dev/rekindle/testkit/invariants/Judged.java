package dev.rekindle.testkit.invariants;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.Feature;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.lifecycle.CrashLoopBackOff;
import dev.rekindle.rules.PodValidation;
import dev.rekindle.rules.RestartRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The pod whose steps are judged: its containers by name, in spec order, and what is switched on. */
record Judged(
        Pod pod,
        List<Container> init,
        List<Container> regular,
        Map<String, RestartRules> rules,
        Kubelet kubelet,
        CrashLoopBackOff backOff,
        PodValidation validation,
        boolean rulesEnabled,
        boolean restartAllEnabled) {
    static Judged of(Pod pod, Kubelet kubelet) {
        Map<String, RestartRules> rules = new LinkedHashMap<>();
        List<Container> all = new ArrayList<>(pod.spec().initContainers());
        all.addAll(pod.spec().containers());
        for (Container container : all) {
            rules.putIfAbsent(
                    container.name(), RestartRules.compile(container, pod.spec().restartPolicy(), kubelet));
        }
        return new Judged(
                pod,
                pod.spec().initContainers(),
                pod.spec().containers(),
                rules,
                kubelet,
                CrashLoopBackOff.of(kubelet),
                PodValidation.of(kubelet),
                kubelet.enabled(Feature.CONTAINER_RESTART_RULES),
                kubelet.enabled(Feature.RESTART_ALL_CONTAINERS));
    }

    boolean has(Divergence divergence) {
        return kubelet.has(divergence);
    }

    boolean hasRestartAllRule() {
        return pod.spec().hasRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS);
    }

    /** Whether this is the name of an init container, sidecar or regular container. */
    boolean owns(String name) {
        return rules.containsKey(name);
    }

    /** Sidecars and regular containers: the kubelet probes no others. */
    List<Container> probed() {
        return Stream.concat(init.stream().filter(Judged::isSidecar), regular.stream())
                .toList();
    }

    static boolean isSidecar(Container container) {
        return ContainerKind.ofInit(container) == ContainerKind.SIDECAR;
    }

    /** Whether this attempt ended with a code whose first matching rule restarts all containers. */
    boolean isTrigger(RuntimeContainer attempt) {
        RestartRules own = rules.get(attempt.name());
        return own != null && attempt.exited() && own.matchesRestartAll(attempt.exitCode());
    }
}
