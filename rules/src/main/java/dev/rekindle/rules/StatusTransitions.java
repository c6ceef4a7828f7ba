package dev.rekindle.rules;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Feature;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RestartPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which terminated containers may leave that state: {@code ValidateContainerStateTransition} and its relatives in
 * pkg/apis/core/validation/validation.go. A container may when it restarts after the exit code of its old status.
 */
final class StatusTransitions {
    private final PodSpec spec;
    /** Whether any container may restart at any time, because some rule restarts them all. */
    private final boolean restartAll;

    private final Kubelet rulesOn;
    private final List<FieldError> errors = new ArrayList<>();

    private StatusTransitions(PodSpec spec, boolean restartAllAllowed, Kubelet kubelet) {
        this.spec = spec;
        this.restartAll = restartAllAllowed && spec.hasRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS);
        this.rulesOn = Kubelet.of(FeatureGates.of(kubelet.version(), Map.of(Feature.CONTAINER_RESTART_RULES, true)));
    }

    static List<FieldError> check(
            PodStatus status, PodStatus old, PodSpec spec, AllowedFields allowed, Kubelet kubelet) {
        boolean honoursUse = ValidationVersion.of(kubelet.version()).transitionsHonourRules();
        boolean regularRules = honoursUse ? allowed.rules() : kubelet.enabled(Feature.CONTAINER_RESTART_RULES);
        boolean initRules = honoursUse && allowed.rules();
        StatusTransitions transitions = new StatusTransitions(spec, allowed.restartAll(), kubelet);
        transitions.check(
                status.containerStatuses(),
                old.containerStatuses(),
                "status.containerStatuses",
                regularRules ? transitions.byRules(spec.containers()) : transitions::byPodPolicy);
        transitions.check(
                status.initContainerStatuses(),
                old.initContainerStatuses(),
                "status.initContainerStatuses",
                initRules ? transitions.byRules(spec.initContainers()) : transitions::byPodPolicy);
        transitions.check(
                status.ephemeralContainerStatuses(),
                old.ephemeralContainerStatuses(),
                "status.ephemeralContainerStatuses",
                (name, exitCode) -> false);
        return transitions.errors;
    }

    private interface Restarts {
        boolean after(String name, int exitCode);
    }

    /** The index in an error is that of the old status. */
    private void check(List<ContainerStatus> statuses, List<ContainerStatus> old, String path, Restarts restarts) {
        for (int i = 0; i < old.size(); i++) {
            String name = old.get(i).name();
            ContainerState.Terminated before = old.get(i).terminated();
            boolean leaves = statuses.stream().anyMatch(s -> s.name().equals(name) && s.terminated() == null);
            if (before != null && leaves && !restarts.after(name, before.exitCode())) {
                errors.add(FieldError.forbidden(
                        path + "[" + i + "].state", "may not be transitioned to non-terminated state"));
            }
        }
    }

    private Restarts byRules(List<Container> containers) {
        return restartAll ? (name, exitCode) -> true : (name, exitCode) -> restarts(containers, name, exitCode);
    }

    /** A container that the spec does not have never restarts. */
    private boolean restarts(List<Container> containers, String name, int exitCode) {
        return containers.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .map(c -> RestartRules.compile(c, spec.restartPolicy(), rulesOn)
                        .decide(exitCode)
                        .restarts())
                .orElse(false);
    }

    private boolean byPodPolicy(String name, int exitCode) {
        RestartPolicy policy = spec.restartPolicy();
        return policy.equals(RestartPolicy.ALWAYS)
                || (policy.equals(RestartPolicy.ON_FAILURE) && exitCode != 0)
                || isSidecar(name);
    }

    private boolean isSidecar(String name) {
        return spec.initContainers().stream().anyMatch(c -> c.name().equals(name) && AllowedFields.isSidecar(c));
    }
}
