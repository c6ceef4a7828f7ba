package dev.rekindle.rules;

import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.RestartPolicy;

/**
 * What one exit of a container asks for, and why.
 *
 * @param outcome what to do
 * @param cause what decided it
 */
public record RestartDecision(Outcome outcome, Cause cause) {
    /** What to do after an exit. */
    public enum Outcome {
        /** The container stays as it is. */
        NONE,
        /** The container is started again (KEP-5307, or a restart policy). */
        RESTART_CONTAINER,
        /** Every container of the pod is started again in place (KEP-5532). */
        RESTART_ALL_CONTAINERS
    }

    /** What decided. */
    public sealed interface Cause {
        /** {@return one line for people, for example {@code rule 0 (In [88])}} */
        String describe();
    }

    /**
     * A restart rule matched and its action applies.
     *
     * @param index its index in {@code restartPolicyRules}
     * @param rule the rule
     */
    public record Rule(int index, ContainerRestartRule rule) implements Cause {
        @Override
        public String describe() {
            return "rule " + index + " (" + rule.exitCodes() + ")";
        }
    }

    /**
     * No rule applied; the restart policy of the container decided.
     *
     * @param policy the policy
     */
    public record ContainerPolicy(RestartPolicy policy) implements Cause {
        @Override
        public String describe() {
            return "container restartPolicy " + policy;
        }
    }

    /**
     * The container has no restart policy that applies; that of the pod decided.
     *
     * @param policy the policy
     */
    public record PodPolicy(RestartPolicy policy) implements Cause {
        @Override
        public String describe() {
            return "pod restartPolicy " + policy;
        }
    }

    /** {@return whether the container that exited will run again} */
    public boolean restarts() {
        return outcome != Outcome.NONE;
    }
}
