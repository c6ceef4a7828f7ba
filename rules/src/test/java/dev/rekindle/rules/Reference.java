package dev.rekindle.rules;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Feature;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.rules.RestartDecision.Cause;
import dev.rekindle.rules.RestartDecision.ContainerPolicy;
import dev.rekindle.rules.RestartDecision.Outcome;
import dev.rekindle.rules.RestartDecision.PodPolicy;
import dev.rekindle.rules.RestartDecision.Rule;

/** The decision written down step by step, slow and without any cleverness, to hold the compiled one against. */
final class Reference {
    private Reference() {}

    /** The rules are tried in order; the first that matches is the match. */
    static int match(Container container, int code) {
        for (int i = 0; i < container.restartPolicyRules().size(); i++) {
            ExitCodes condition = container.restartPolicyRules().get(i).exitCodes();
            if (condition == null) {
                continue;
            }
            boolean hit = false;
            for (int value : condition.values()) {
                hit = hit || value == code;
            }
            String operator = condition.operator().value();
            if (operator.equals("In") && hit) {
                return i;
            }
            if (operator.equals("NotIn") && !hit) {
                return i;
            }
        }
        return -1;
    }

    static RestartDecision decide(Container container, RestartPolicy podPolicy, Kubelet kubelet, int code) {
        RestartPolicy own = container.restartPolicy();
        // Without the gate of the rules, or without a policy of its own, only the pod counts.
        if (!kubelet.enabled(Feature.CONTAINER_RESTART_RULES) || own == null) {
            return byPolicy(podPolicy.value(), code, new PodPolicy(podPolicy));
        }
        int match = match(container, code);
        if (match >= 0) {
            ContainerRestartRule rule = container.restartPolicyRules().get(match);
            String action = rule.action().value();
            if (action.equals("Restart")) {
                return new RestartDecision(Outcome.RESTART_CONTAINER, new Rule(match, rule));
            }
            if (action.equals("RestartAllContainers") && kubelet.enabled(Feature.RESTART_ALL_CONTAINERS)) {
                return new RestartDecision(Outcome.RESTART_ALL_CONTAINERS, new Rule(match, rule));
            }
        }
        return switch (own.value()) {
            case "Always", "OnFailure", "Never" -> byPolicy(own.value(), code, new ContainerPolicy(own));
            default -> byPolicy(podPolicy.value(), code, new PodPolicy(podPolicy));
        };
    }

    private static RestartDecision byPolicy(String policy, int code, Cause cause) {
        boolean restart = switch (policy) {
            case "OnFailure" -> code != 0;
            case "Never" -> false;
            default -> true;
        };
        return new RestartDecision(restart ? Outcome.RESTART_CONTAINER : Outcome.NONE, cause);
    }
}
