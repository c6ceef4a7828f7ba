package dev.rekindle.rules;

import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.Feature;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.Reasons;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a kubelet takes a pod that is bound to its node, as far as restarts are concerned: the check of declared
 * features (pkg/kubelet/lifecycle/handlers.go). Its other checks, of resources, ports and so on, are not part of it.
 *
 * <pre>{@code
 * KubeletAdmission.Rejection rejection = KubeletAdmission.check(pod, kubelet);
 * if (rejection != null) {
 *     // publish phase Failed with rejection.reason() and rejection.message(), and start nothing
 * }
 * }</pre>
 *
 * <p>A kubelet asks again for every pod that is not finished when it starts. So a running pod fails when the gate is
 * switched off under it.
 */
public final class KubeletAdmission {
    private KubeletAdmission() {}

    /** Why a kubelet refuses a pod. */
    public static final class Rejection {
        private final String reason;
        private final String message;

        Rejection(String reason, String message) {
            this.reason = reason;
            this.message = message;
        }

        /** {@return the reason in the status of the pod, such as {@link Reasons#POD_FEATURE_UNSUPPORTED}} */
        public String reason() {
            return reason;
        }

        /** {@return the message in the status of the pod} */
        public String message() {
            return message;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Rejection rejection
                    && reason.equals(rejection.reason)
                    && message.equals(rejection.message);
        }

        @Override
        public int hashCode() {
            return Objects.hash(reason, message);
        }

        @Override
        public String toString() {
            return reason + ": " + message;
        }
    }

    /**
     * Checks whether the node has what the restart rules of the pod need. Without the gate {@code
     * NodeDeclaredFeatures} a kubelet takes every pod, and ignores an action whose own gate is off.
     *
     * @param pod the pod as stored
     * @param kubelet whose behaviour is modelled
     * @return why the kubelet refuses the pod, or null when it takes it
     */
    public static @Nullable Rejection check(Pod pod, Kubelet kubelet) {
        Objects.requireNonNull(pod, "pod: Required value: expected the pod as stored");
        Objects.requireNonNull(kubelet, "kubelet: Required value: expected whose behaviour is modelled");
        if (!kubelet.enabled(Feature.NODE_DECLARED_FEATURES)
                || kubelet.enabled(Feature.RESTART_ALL_CONTAINERS)
                || !pod.spec().hasRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS)) {
            return null;
        }
        return new Rejection(
                Reasons.POD_FEATURE_UNSUPPORTED,
                "Pod was rejected: Pod requires node features that are not available: "
                        + Feature.RESTART_ALL_CONTAINERS);
    }
}
