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

    /**
     * What decided. {@link RestartRules} knows one container and its policies, so it names only a rule or a policy;
     * the other causes come from the kind of the container, which {@link Forecast} knows too.
     */
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

    /** A sidecar restarts after every exit, whatever its code. */
    public record SidecarAlways() implements Cause {
        @Override
        public String describe() {
            return "sidecars are always restarted";
        }
    }

    /** The init container succeeded and is done. */
    public record InitCompleted() implements Cause {
        @Override
        public String describe() {
            return "the init container is done";
        }
    }

    /** The container is ephemeral: none of them is ever restarted. */
    public record Ephemeral() implements Cause {
        @Override
        public String describe() {
            return "ephemeral containers are never restarted";
        }
    }

    /** {@return whether the container that exited will run again} */
    public boolean restarts() {
        return outcome != Outcome.NONE;
    }
}
