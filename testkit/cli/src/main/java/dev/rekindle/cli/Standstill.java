package dev.rekindle.cli;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.KubeletFunctions;
import dev.rekindle.lifecycle.ProbeResults;
import java.util.Optional;

/**
 * Why nothing happens to a pod any more that has not ended. The kubelet leaves such a pod as it is and says nothing:
 * what it would do, {@code computePodActions} of pkg/kubelet/kuberuntime/kuberuntime_manager.go, is nothing.
 */
final class Standstill {
    private final Pod pod;
    private final KubeletFunctions functions;

    Standstill(Pod pod, Kubelet kubelet) {
        this.pod = pod;
        this.functions = KubeletFunctions.of(pod, kubelet);
    }

    /** One sentence; empty when something can still happen, or the pod has ended. */
    Optional<String> of(PodStatus status, RuntimePod runtime) {
        Sandbox sandbox = runtime.newestSandbox();
        boolean mayGoOn = sandbox == null
                || sandbox.ready()
                || status.phase().isTerminal()
                || runtime.containers().stream().anyMatch(container -> !container.exited());
        boolean restarting = status.isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING);
        if (mayGoOn
                || !functions
                        .computePodActions(runtime, ProbeResults.NONE, restarting)
                        .isIdle()) {
            return Optional.empty();
        }
        String why = pod.spec().restartPolicy().equals(RestartPolicy.NEVER)
                ? "the sandbox has ended, and a pod of restartPolicy Never gets no second one"
                : "the sandbox has ended, and no container has anything left to do";
        String until = pod.spec().activeDeadlineSeconds() == null
                ? " until it is deleted"
                : " until it is deleted or activeDeadlineSeconds are over";
        return Optional.of("nothing happens any more: " + why + "; the phase stays " + status.phase() + until);
    }
}
