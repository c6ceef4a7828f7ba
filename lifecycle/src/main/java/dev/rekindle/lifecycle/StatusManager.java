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

    /** What is published: the old status itself when the fresh one says the same, or is refused. */
    @SuppressWarnings("ReferenceEquality") // what did not change is the old object
    PodStatus accept(PodStatus old, PodStatus fresh, Instant now) {
        if (fresh != old && !mayReplace(old, fresh)) {
            return old;
        }
        ListDraft<PodCondition> conditions = new ListDraft<>(fresh.conditions());
        for (int i = 0; i < fresh.conditions().size(); i++) {
            PodCondition condition = fresh.conditions().get(i);
            boolean needsTime =
                    condition.lastTransitionTime() == null && ConditionCalculator.isOwned(pod, condition.type());
            conditions.add(needsTime ? withTransitionTime(condition, old.condition(condition.type()), now) : condition);
        }
        Timestamp startTime = old.startTime() != null ? old.startTime() : Timestamp.of(now);
        if (conditions.done() == fresh.conditions() && startTime.equals(fresh.startTime())) {
            return fresh.equals(old) ? old : fresh;
        }
        return PodStatus.builder()
                .from(fresh)
                .conditions(conditions.done())
                .startTime(startTime)
                .build();
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
        PodCondition ready = PodCondition.builder()
                .type(old.type())
                .status(ConditionStatus.TRUE)
                .observedGeneration(old.observedGeneration())
                .build();
        return withTransitionTime(ready, old, now);
    }

    private static PodCondition withTransitionTime(PodCondition condition, @Nullable PodCondition old, Instant now) {
        Timestamp since = old != null && old.status().equals(condition.status()) ? old.lastTransitionTime() : null;
        return PodCondition.builder()
                .from(condition)
                .lastTransitionTime(since != null ? since : Timestamp.of(now))
                .build();
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
