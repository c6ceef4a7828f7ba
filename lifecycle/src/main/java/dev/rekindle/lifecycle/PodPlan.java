package dev.rekindle.lifecycle;

import dev.rekindle.lifecycle.PodAction.StopContainer;
import java.util.List;

/**
 * What one look at the pod asks for, before back-off and before it is put in order: {@code podActions} of
 * pkg/kubelet/kuberuntime/kuberuntime_manager.go. Lists of starts hold indexes into the lists of the spec, in order
 * of start.
 *
 * @param killPod stop everything, sandboxes included
 * @param createSandbox create a sandbox
 * @param sandboxId the sandbox that is there, empty when there is none to speak of
 * @param attempt the attempt number of the sandbox that the containers belong in
 * @param initContainersToStart init containers and sidecars to start
 * @param containersToStart regular containers to start
 * @param ephemeralContainersToStart ephemeral containers to start
 * @param containersToKill containers to stop
 * @param containersToReset containers to stop and remove in a restart of all containers
 */
public record PodPlan(
        boolean killPod,
        boolean createSandbox,
        String sandboxId,
        int attempt,
        List<Integer> initContainersToStart,
        List<Integer> containersToStart,
        List<Integer> ephemeralContainersToStart,
        List<StopContainer> containersToKill,
        List<Reset> containersToReset) {
    /** Copies. */
    public PodPlan {
        initContainersToStart = List.copyOf(initContainersToStart);
        containersToStart = List.copyOf(containersToStart);
        ephemeralContainersToStart = List.copyOf(ephemeralContainersToStart);
        containersToKill = List.copyOf(containersToKill);
        containersToReset = List.copyOf(containersToReset);
    }

    /**
     * A container to remove.
     *
     * @param id the attempt
     * @param name its name
     * @param kill whether it has to be stopped first
     */
    public record Reset(String id, String name, boolean kill) {}
}
