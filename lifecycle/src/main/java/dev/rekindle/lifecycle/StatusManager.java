package dev.rekindle.lifecycle;

import dev.rekindle.core.ConditionStatus;
import dev.rekindle.core.ContainerState.Terminated;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.ConditionCalculator.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands between a computed status and the published one (pkg/kubelet/status/status_manager.go): a status in
 * which a container leaves its termination without being allowed to is dropped whole.
 */
final class StatusManager {
    private final CompiledPod pod;

    StatusManager(CompiledPod pod) {
        this.pod = pod;
    }

    /** What is published: the old status itself when the fresh one says the same, or is refused. */
    @SuppressWarnings("ReferenceEquality") // what did not change is the old object
    PodStatus accept(PodStatus old, PodStatus fresh) {
        return fresh == old || !mayReplace(old, fresh) || fresh.equals(old) ? old : fresh;
    }

    /** {@code PodReadyToStartContainers} becomes True, if it is there at all. */
    PodStatus sandboxReady(PodStatus old, Instant now) {
        List<PodCondition> conditions = new ArrayList<>(old.conditions());
        conditions.replaceAll(condition -> condition.type().equals(PodConditionType.POD_READY_TO_START_CONTAINERS)
                ? ready(condition, now)
                : condition);
        return PodStatus.builder().from(old).conditions(conditions).build();
    }

    private static PodCondition ready(PodCondition old, Instant now) {
        Timestamp since = old.status().equals(ConditionStatus.TRUE) ? old.lastTransitionTime() : null;
        return Verdict.HOLDS.condition(old.type(), old.observedGeneration(), since != null ? since : Timestamp.of(now));
    }

    /** {@code checkContainerStateTransition}. */
    private boolean mayReplace(PodStatus old, PodStatus fresh) {
        boolean anyTransition = pod.pod.spec().restartPolicy().equals(RestartPolicy.ALWAYS)
                || (pod.restartAllEnabled && pod.hasRestartAllRule);
        if (anyTransition) {
            return true;
        }
        StatusTable before = StatusTable.of(pod, old);
        StatusTable after = StatusTable.of(pod, fresh);
        return mayReplace(pod.regular, before, after) && mayReplace(pod.init, before, after);
    }

    private boolean mayReplace(List<CompiledContainer> containers, StatusTable old, StatusTable fresh) {
        for (CompiledContainer container : containers) {
            ContainerStatus before = old.get(container);
            ContainerStatus after = fresh.get(container);
            Terminated ended = before == null ? null : before.terminated();
            if (ended != null && after != null && after.terminated() == null && !mayLeave(container, ended)) {
                return false;
            }
        }
        return true;
    }

    private boolean mayLeave(CompiledContainer container, Terminated ended) {
        boolean failedOnFailure =
                ended.exitCode() != 0 && pod.pod.spec().restartPolicy().equals(RestartPolicy.ON_FAILURE);
        return failedOnFailure || container.restartsAfter(ended.exitCode());
    }
}
