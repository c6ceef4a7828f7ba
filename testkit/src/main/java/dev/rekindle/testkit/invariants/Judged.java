package dev.rekindle.testkit.invariants;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.Feature;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.lifecycle.Behavior;
import dev.rekindle.lifecycle.CrashLoopBackOff;
import dev.rekindle.lifecycle.Divergence;
import dev.rekindle.rules.PodValidation;
import dev.rekindle.rules.RestartRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pod whose steps are judged: its containers by name, in spec order, and what is switched on. */
record Judged(
        Pod pod,
        List<Container> init,
        List<Container> regular,
        Map<String, RestartRules> rules,
        Behavior behavior,
        CrashLoopBackOff backOff,
        PodValidation validation,
        boolean rulesEnabled,
        boolean restartAllEnabled) {
    static Judged of(Pod pod, FeatureGates gates, Behavior behavior, CrashLoopBackOff backOff) {
        Map<String, RestartRules> rules = new LinkedHashMap<>();
        List<Container> all = new ArrayList<>(pod.spec().initContainers());
        all.addAll(pod.spec().containers());
        for (Container container : all) {
            rules.putIfAbsent(
                    container.name(), RestartRules.compile(container, pod.spec().restartPolicy(), gates));
        }
        return new Judged(
                pod,
                pod.spec().initContainers(),
                pod.spec().containers(),
                rules,
                behavior,
                backOff,
                PodValidation.of(gates),
                gates.enabled(Feature.CONTAINER_RESTART_RULES),
                gates.enabled(Feature.RESTART_ALL_CONTAINERS));
    }

    boolean has(Divergence divergence) {
        return behavior.has(divergence);
    }

    boolean hasRestartAllRule() {
        return pod.spec().hasRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS);
    }

    /** Whether this is the name of an init container, sidecar or regular container. */
    boolean owns(String name) {
        return rules.containsKey(name);
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
