package dev.rekindle.rules;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.RestartPolicy;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Which gated fields one request may use: the gate is on, or the old pod has them already ({@code
 * GetValidationOptionsFromPodSpecAndMeta} and {@code dropDisabledFields}, pkg/api/pod/util.go).
 *
 * @param rules whether containers may have a restart policy and rules
 * @param restartAll whether rules may restart all containers, and sidecars may have rules
 */
record AllowedFields(boolean rules, boolean restartAll) {
    static final AllowedFields NONE = new AllowedFields(false, false);

    AllowedFields orInUse(PodSpec old) {
        return new AllowedFields(rules || rulesInUse(old), restartAll || restartAllInUse(old));
    }

    /** Returns the spec without the fields that are not allowed. */
    PodSpec drop(PodSpec spec) {
        if (rules) {
            return spec;
        }
        return PodSpec.builder()
                .from(spec)
                .initContainers(map(spec.initContainers(), AllowedFields::dropFromInit))
                .containers(map(spec.containers(), AllowedFields::dropAll))
                .ephemeralContainers(map(spec.ephemeralContainers(), AllowedFields::dropAll))
                .build();
    }

    static boolean isSidecar(Container initContainer) {
        return RestartPolicy.ALWAYS.equals(initContainer.restartPolicy());
    }

    private static Container dropFromInit(Container container) {
        Container dropped = dropAll(container);
        return isSidecar(container)
                ? Container.builder()
                        .from(dropped)
                        .restartPolicy(RestartPolicy.ALWAYS)
                        .build()
                : dropped;
    }

    private static Container dropAll(Container container) {
        return Container.builder()
                .from(container)
                .restartPolicy(null)
                .restartPolicyRules(List.of())
                .build();
    }

    private static List<Container> map(List<Container> containers, UnaryOperator<Container> change) {
        return containers.stream().map(change).toList();
    }

    /** Rules of a regular container do not count by themselves: valid ones come with a policy. */
    private static boolean rulesInUse(PodSpec spec) {
        return spec.initContainers().stream().anyMatch(AllowedFields::usesRules)
                || spec.containers().stream().anyMatch(c -> c.restartPolicy() != null);
    }

    private static boolean usesRules(Container init) {
        boolean otherPolicy = init.restartPolicy() != null && !isSidecar(init);
        return otherPolicy || !init.restartPolicyRules().isEmpty();
    }

    private static boolean restartAllInUse(PodSpec spec) {
        return spec.hasRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS)
                || spec.initContainers().stream()
                        .anyMatch(c -> isSidecar(c) && !c.restartPolicyRules().isEmpty());
    }
}
