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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a computed status and the published one (pkg/kubelet/status/status_manager.go): a status in
 * which a container leaves its termination without being allowed to is dropped whole; times of the kubelet's own
 * conditions move only with their status, and those of others are theirs; the start time never changes.
 */
final class StatusManager {
    private final CompiledPod pod;

    StatusManager(CompiledPod pod) {
        this.pod = pod;
    }

    PodStatus accept(PodStatus old, PodStatus fresh, Instant now) {
        if (!mayReplace(old, fresh)) {
            return old;
        }
        Timestamp time = Timestamp.of(now);
        List<PodCondition> conditions = new ArrayList<>(fresh.conditions().size());
        for (PodCondition condition : fresh.conditions()) {
            boolean owned = ConditionCalculator.isOwned(pod, condition.type());
            conditions.add(owned ? withTransitionTime(condition, old.condition(condition.type()), time) : condition);
        }
        return PodStatus.builder()
                .from(fresh)
                .conditions(conditions)
                .startTime(old.startTime() != null ? old.startTime() : time)
                .build();
    }

    /** {@code PodReadyToStartContainers} becomes True, if it is there at all. */
    PodStatus sandboxReady(PodStatus old, Instant now) {
        List<PodCondition> conditions = new ArrayList<>(old.conditions());
        conditions.replaceAll(condition -> condition.type().equals(PodConditionType.POD_READY_TO_START_CONTAINERS)
                ? ready(condition, Timestamp.of(now))
                : condition);
        return PodStatus.builder().from(old).conditions(conditions).build();
    }

    private static PodCondition ready(PodCondition old, Timestamp now) {
        PodCondition ready = PodCondition.builder()
                .type(old.type())
                .status(ConditionStatus.TRUE)
                .observedGeneration(old.observedGeneration())
                .build();
        return withTransitionTime(ready, old, now);
    }

    private static PodCondition withTransitionTime(PodCondition condition, @Nullable PodCondition old, Timestamp now) {
        Timestamp since = old != null && old.status().equals(condition.status()) ? old.lastTransitionTime() : null;
        return PodCondition.builder()
                .from(condition)
                .lastTransitionTime(since != null ? since : now)
                .build();
    }

    /** {@code checkContainerStateTransition}. */
    private boolean mayReplace(PodStatus old, PodStatus fresh) {
        boolean anyTransition = pod.pod.spec().restartPolicy().equals(RestartPolicy.ALWAYS)
                || (pod.restartAllEnabled && pod.hasRestartAllRule);
        return anyTransition
                || (mayReplace(pod.regular, old.containerStatuses(), fresh.containerStatuses())
                        && mayReplace(pod.init, old.initContainerStatuses(), fresh.initContainerStatuses()));
    }

    private boolean mayReplace(
            List<CompiledContainer> containers, List<ContainerStatus> old, List<ContainerStatus> fresh) {
        for (CompiledContainer container : containers) {
            ContainerStatus before = Statuses.find(old, container.name());
            ContainerStatus after = Statuses.find(fresh, container.name());
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
