package dev.rekindle.rules;

import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.RestartPolicy;
import java.util.Objects;

/** What one exit of a container asks for, and why. {@link RestartRules} and {@link Forecast} make them. */
public final class RestartDecision {
    private final Outcome outcome;
    private final Cause cause;

    RestartDecision(Outcome outcome, Cause cause) {
        this.outcome = outcome;
        this.cause = cause;
    }

    /** {@return what to do} */
    public Outcome outcome() {
        return outcome;
    }

    /** {@return what decided it} */
    public Cause cause() {
        return cause;
    }

    /** {@return whether the container that exited will run again} */
    public boolean restarts() {
        return outcome != Outcome.NONE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RestartDecision decision && outcome == decision.outcome && cause.equals(decision.cause);
    }

    @Override
    public int hashCode() {
        return Objects.hash(outcome, cause);
    }

    /** {@return both in one line, for people: {@code RESTART_CONTAINER: rule 0 (In [42])}} */
    @Override
    public String toString() {
        return outcome + ": " + cause.describe();
    }

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
        /**
         * Checks.
         *
         * @throws IllegalArgumentException when the index is negative
         */
        public Rule {
            Objects.requireNonNull(rule, "rule: Required value: expected the rule that matched");
            if (index < 0) {
                throw new IllegalArgumentException("index: Invalid value: " + index + ": expected 0 or more");
            }
        }

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
        /** Refuses null. */
        public ContainerPolicy {
            Objects.requireNonNull(policy, "policy: Required value: expected the restart policy of the container");
        }

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
        /** Refuses null. */
        public PodPolicy {
            Objects.requireNonNull(policy, "policy: Required value: expected the restart policy of the pod");
        }

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
}
