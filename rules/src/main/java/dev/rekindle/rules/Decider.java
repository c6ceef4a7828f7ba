package dev.rekindle.rules;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.Feature;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.rules.RestartDecision.Cause;
import dev.rekindle.rules.RestartDecision.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a match into a decision: {@code ContainerShouldRestart} of pkg/api/v1/pod/util.go. Every decision is made
 * once, here, so that all codes that share one share the object.
 */
final class Decider {
    /** By index of the rule; null where the policy decides although the rule matched. */
    private final @Nullable RestartDecision[] byRule;

    private final RestartDecision success;
    private final RestartDecision failure;

    Decider(Container container, RestartPolicy podPolicy, Kubelet kubelet) {
        boolean rulesCount = kubelet.enabled(Feature.CONTAINER_RESTART_RULES) && container.restartPolicy() != null;
        List<ContainerRestartRule> rules = container.restartPolicyRules();
        byRule = new @Nullable RestartDecision[rules.size()];
        if (rulesCount) {
            boolean restartAll = kubelet.enabled(Feature.RESTART_ALL_CONTAINERS);
            for (int i = 0; i < byRule.length; i++) {
                byRule[i] = byRule(i, rules.get(i), restartAll);
            }
        }
        RestartPolicy own = ownPolicy(container, kubelet);
        RestartPolicy policy = own != null ? own : podPolicy;
        Cause cause = own != null ? new RestartDecision.ContainerPolicy(own) : new RestartDecision.PodPolicy(podPolicy);
        success = byPolicy(restartsOnSuccess(policy), cause);
        failure = byPolicy(!policy.equals(RestartPolicy.NEVER), cause);
    }

    /** The policy of the container, where it has one that counts and is known. */
    static @Nullable RestartPolicy ownPolicy(Container container, Kubelet kubelet) {
        RestartPolicy own = kubelet.enabled(Feature.CONTAINER_RESTART_RULES) ? container.restartPolicy() : null;
        return own != null && isKnown(own) ? own : null;
    }

    RestartDecision decide(int exitCode, int match) {
        RestartDecision decision = match == RestartRules.NO_MATCH ? null : byRule[match];
        if (decision != null) {
            return decision;
        }
        return exitCode == 0 ? success : failure;
    }

    /** Null for an action that is unknown or gated off: the rule is used up and the policy decides. */
    private static @Nullable RestartDecision byRule(int index, ContainerRestartRule rule, boolean restartAll) {
        Cause cause = new RestartDecision.Rule(index, rule);
        if (rule.action().equals(ContainerRestartRuleAction.RESTART)) {
            return new RestartDecision(Outcome.RESTART_CONTAINER, cause);
        }
        boolean all = restartAll && rule.action().equals(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS);
        return all ? new RestartDecision(Outcome.RESTART_ALL_CONTAINERS, cause) : null;
    }

    private static RestartDecision byPolicy(boolean restart, Cause cause) {
        return new RestartDecision(restart ? Outcome.RESTART_CONTAINER : Outcome.NONE, cause);
    }

    /** An unknown policy restarts, as in the default branch of the kubelet. */
    private static boolean restartsOnSuccess(RestartPolicy policy) {
        return !policy.equals(RestartPolicy.NEVER) && !policy.equals(RestartPolicy.ON_FAILURE);
    }

    static boolean isKnown(RestartPolicy policy) {
        return policy.equals(RestartPolicy.ALWAYS)
                || policy.equals(RestartPolicy.ON_FAILURE)
                || policy.equals(RestartPolicy.NEVER);
    }
}
