package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.Reasons;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last status of a pod: {@code TerminatePod} of pkg/kubelet/status/status_manager.go. Whatever may have run and is
 * not terminated by now counts as lost; what never started stays waiting: the failure of the init containers tells
 * enough.
 */
final class TerminatePod {
    private static final ContainerState LOST = ContainerState.Terminated.unseen(
            137, Reasons.CONTAINER_STATUS_UNKNOWN, "The container could not be located when the pod was terminated");

    private TerminatePod() {}

    /** A pod that has not succeeded has failed; a static pod keeps its phase. */
    @SuppressWarnings("ReferenceEquality") // a list in which nothing is closed is the same list
    static PodStatus finish(CompiledPod pod, PodStatus status) {
        PodPhase phase = status.phase();
        PodPhase last = !phase.isTerminal() && !pod.isStatic ? PodPhase.FAILED : phase;
        List<ContainerStatus> init = status.initContainerStatuses();
        List<ContainerStatus> regular = status.containerStatuses();
        List<ContainerStatus> lastInit = lost(init, begun(init));
        List<ContainerStatus> lastRegular = lost(regular, hasInitialized(pod, status) ? regular.size() : 0);
        boolean isFinished = last.equals(phase) && lastInit == init && lastRegular == regular;
        return isFinished
                ? status
                : PodStatus.builder()
                        .from(status)
                        .phase(last)
                        .initContainerStatuses(lastInit)
                        .containerStatuses(lastRegular)
                        .build();
    }

    /** {@code hasPodInitialized}. */
    private static boolean hasInitialized(CompiledPod pod, PodStatus status) {
        if (pod.init.isEmpty() || status.containerStatuses().stream().anyMatch(TerminatePod::hasStarted)) {
            return true;
        }
        List<ContainerStatus> init = status.initContainerStatuses();
        if (init.isEmpty()) {
            return false;
        }
        // The kubelet asks whether a last sidecar runs and has started, in the status from before the end. It is
        // stopped by now, and the condition that it made True is what is left of that.
        boolean sidecarStarted =
                pod.init.get(pod.init.size() - 1).isSidecar() && status.isTrue(PodConditionType.INITIALIZED);
        ContainerStatus last = init.get(init.size() - 1);
        return sidecarStarted || succeeded(last.terminated()) || succeeded(last.lastTerminated());
    }

    private static boolean succeeded(ContainerState.@Nullable Terminated ended) {
        return ended != null && ended.exitCode() == 0;
    }

    /** How many init containers, from the first, may have run ({@code initializedContainers}); at least one. */
    private static int begun(List<ContainerStatus> init) {
        for (int i = init.size() - 1; i > 0; i--) {
            if (hasStarted(init.get(i))) {
                return i + 1;
            }
        }
        return Math.min(1, init.size());
    }

    private static boolean hasStarted(ContainerStatus status) {
        return !(status.state() instanceof ContainerState.Waiting) || status.lastTerminated() != null;
    }

    /** The first ones closed, the others as they are. */
    private static List<ContainerStatus> lost(List<ContainerStatus> statuses, int count) {
        ListDraft<ContainerStatus> result = new ListDraft<>(statuses);
        for (int i = 0; i < statuses.size(); i++) {
            ContainerStatus status = statuses.get(i);
            boolean isLost = i < count && status.terminated() == null;
            result.add(
                    isLost ? ContainerStatus.builder().from(status).state(LOST).build() : status);
        }
        return result.done();
    }
}
