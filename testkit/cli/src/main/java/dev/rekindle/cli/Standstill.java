package dev.rekindle.cli;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodPlan;
import dev.rekindle.lifecycle.ProbeResults;
import java.util.Optional;

/**
 * Why nothing happens to a pod any more that has not ended. The kubelet leaves such a pod as it is and says nothing:
 * what it would do, {@code computePodActions} of pkg/kubelet/kuberuntime/kuberuntime_manager.go, is nothing.
 */
final class Standstill {
    private final Pod pod;
    private final PodLifecycle lifecycle;

    Standstill(Pod pod, PodLifecycle lifecycle) {
        this.pod = pod;
        this.lifecycle = lifecycle;
    }

    /** One sentence; empty when something can still happen, or the pod has ended. */
    Optional<String> of(PodStatus status, RuntimePod runtime) {
        Sandbox sandbox = runtime.newestSandbox();
        boolean mayGoOn = sandbox == null
                || sandbox.ready()
                || status.phase().isTerminal()
                || runtime.containers().stream().anyMatch(container -> !container.exited());
        if (mayGoOn || !isEmpty(lifecycle.plan(runtime, ProbeResults.NONE, isRestarting(status)))) {
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

    private static boolean isRestarting(PodStatus status) {
        return status.isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING);
    }

    /** What is stopped already does not count. */
    private static boolean isEmpty(PodPlan plan) {
        return !plan.createSandbox()
                && plan.initContainersToStart().isEmpty()
                && plan.containersToStart().isEmpty()
                && plan.ephemeralContainersToStart().isEmpty()
                && plan.containersToReset().isEmpty();
    }
}
