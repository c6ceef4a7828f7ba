package dev.rekindle.rules;

import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.Feature;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
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

    /**
     * Why a kubelet refuses a pod.
     *
     * @param reason the reason in the status of the pod, such as {@code PodFeatureUnsupported}
     * @param message the message in the status of the pod
     */
    public record Rejection(String reason, String message) {}

    /**
     * Checks whether the node has what the restart rules of the pod need. Without the gate {@code
     * NodeDeclaredFeatures} a kubelet takes every pod, and ignores an action whose own gate is off.
     *
     * @param pod the pod as stored
     * @param kubelet whose behaviour is modelled
     * @return why the kubelet refuses the pod, or null when it takes it
     */
    public static @Nullable Rejection check(Pod pod, Kubelet kubelet) {
        if (!kubelet.enabled(Feature.NODE_DECLARED_FEATURES)
                || kubelet.enabled(Feature.RESTART_ALL_CONTAINERS)
                || !pod.spec().hasRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS)) {
            return null;
        }
        return new Rejection(
                "PodFeatureUnsupported",
                "Pod was rejected: Pod requires node features that are not available: "
                        + Feature.RESTART_ALL_CONTAINERS);
    }
}
