package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import java.util.ArrayList;
import java.util.List;

/** The last status of a pod: {@code TerminatePod} of pkg/kubelet/status/status_manager.go. */
final class Terminated {
    private static final String MESSAGE = "The container could not be located when the pod was terminated";

    private Terminated() {}

    /** Whatever is not terminated by now counts as lost; a pod that has not succeeded has failed. */
    static PodStatus finish(CompiledPod pod, PodStatus status) {
        PodPhase phase = status.phase();
        boolean open = phase.equals(PodPhase.RUNNING) || phase.equals(PodPhase.PENDING);
        return PodStatus.builder()
                .from(status)
                .phase(open && !pod.isStatic ? PodPhase.FAILED : phase)
                .initContainerStatuses(lost(status.initContainerStatuses()))
                .containerStatuses(lost(status.containerStatuses()))
                .build();
    }

    private static List<ContainerStatus> lost(List<ContainerStatus> statuses) {
        List<ContainerStatus> result = new ArrayList<>(statuses.size());
        for (ContainerStatus status : statuses) {
            boolean ended = status.terminated() != null;
            result.add(
                    ended
                            ? status
                            : Statuses.edit(status)
                                    .state(ContainerState.Terminated.unseen(137, "ContainerStatusUnknown", MESSAGE))
                                    .build());
        }
        return result;
    }
}
