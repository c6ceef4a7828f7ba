package dev.rekindle.rules;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.Feature;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.rules.RestartDecision.Cause;
import dev.rekindle.rules.RestartDecision.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a match into a decision: {@code ContainerShouldRestart} of pkg/api/v1/pod/util.go. */
final class Decider {
    private final List<ContainerRestartRule> rules;
    private final @Nullable RestartPolicy containerPolicy;
    private final RestartPolicy podPolicy;
    private final boolean restartAll;

    Decider(Container container, RestartPolicy podPolicy, FeatureGates gates) {
        this.rules = container.restartPolicyRules();
        this.containerPolicy = gates.enabled(Feature.CONTAINER_RESTART_RULES) ? container.restartPolicy() : null;
        this.podPolicy = podPolicy;
        this.restartAll = gates.enabled(Feature.RESTART_ALL_CONTAINERS);
    }

    RestartDecision decide(int exitCode, int match) {
        if (containerPolicy == null) {
            return byPodPolicy(exitCode);
        }
        if (match != RestartRules.NO_MATCH) {
            ContainerRestartRule rule = rules.get(match);
            Outcome outcome = outcome(rule.action());
            if (outcome != Outcome.NONE) {
                return new RestartDecision(outcome, new RestartDecision.Rule(match, rule));
            }
        }
        if (isKnown(containerPolicy)) {
            return byPolicy(containerPolicy, exitCode, new RestartDecision.ContainerPolicy(containerPolicy));
        }
        return byPodPolicy(exitCode);
    }

    /** {@code NONE} for an action that is unknown or gated off: the rule is used up and the policy decides. */
    private Outcome outcome(ContainerRestartRuleAction action) {
        if (action.equals(ContainerRestartRuleAction.RESTART)) {
            return Outcome.RESTART_CONTAINER;
        }
        boolean all = restartAll && action.equals(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS);
        return all ? Outcome.RESTART_ALL_CONTAINERS : Outcome.NONE;
    }

    private RestartDecision byPodPolicy(int exitCode) {
        return byPolicy(podPolicy, exitCode, new RestartDecision.PodPolicy(podPolicy));
    }

    /** An unknown policy restarts, as in the default branch of the kubelet. */
    private static RestartDecision byPolicy(RestartPolicy policy, int exitCode, Cause cause) {
        boolean restart =
                !policy.equals(RestartPolicy.NEVER) && !(policy.equals(RestartPolicy.ON_FAILURE) && exitCode == 0);
        return new RestartDecision(restart ? Outcome.RESTART_CONTAINER : Outcome.NONE, cause);
    }

    static boolean isKnown(RestartPolicy policy) {
        return policy.equals(RestartPolicy.ALWAYS)
                || policy.equals(RestartPolicy.ON_FAILURE)
                || policy.equals(RestartPolicy.NEVER);
    }
}
