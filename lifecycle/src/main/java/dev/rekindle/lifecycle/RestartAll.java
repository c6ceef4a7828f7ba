package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is the pod restarting all of its containers? Both questions look at states, not at events, and at no gate:
 * {@code ShouldAllContainersRestart} and {@code AllContainersRestartCleanedUp} of pkg/kubelet/container/helpers.go.
 */
final class RestartAll {
    private final CompiledPod pod;

    RestartAll(CompiledPod pod) {
        this.pod = pod;
    }

    /**
     * Whether some container ended with an exit code whose first matching rule restarts all, or a restart is under
     * way already.
     */
    boolean isDue(@Nullable RuntimePod runtime, @Nullable PodStatus api) {
        if (api != null && api.isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING)) {
            return true;
        }
        return anyTriggers(pod.init, runtime, api) || anyTriggers(pod.regular, runtime, api);
    }

    private static boolean anyTriggers(
            List<CompiledContainer> containers, @Nullable RuntimePod runtime, @Nullable PodStatus api) {
        for (int i = 0; i < containers.size(); i++) {
            if (triggers(containers.get(i), runtime, api)) {
                return true;
            }
        }
        return false;
    }

    private static boolean triggers(
            CompiledContainer container, @Nullable RuntimePod runtime, @Nullable PodStatus api) {
        if (runtime != null) {
            RuntimeContainer newest = runtime.newest(container.name());
            if (newest == null || !newest.exited()) {
                return false; // the API status is not consulted for a container the runtime does not have as exited
            }
            if (isTrigger(container, newest)) {
                return true;
            }
        }
        ContainerState.Terminated terminated = api == null ? null : terminated(api, container.name());
        return terminated != null && container.rules().matchesRestartAll(terminated.exitCode());
    }

    /** Whether this attempt ended with a code whose first matching rule restarts all. */
    static boolean isTrigger(CompiledContainer container, RuntimeContainer attempt) {
        return attempt.exited() && container.rules().matchesRestartAll(attempt.exitCode());
    }

    /** What KEP-5532 would have the condition say: the container that triggered and its exit code. */
    String describeTrigger(RuntimePod runtime, PodStatus api) {
        for (RuntimeContainer attempt : runtime.containers()) {
            CompiledContainer container = pod.find(attempt.name());
            if (container != null && isTrigger(container, attempt)) {
                return "Container " + attempt.name() + " exited with code " + attempt.exitCode();
            }
        }
        PodCondition condition = api.condition(PodConditionType.ALL_CONTAINERS_RESTARTING);
        return condition == null ? "" : condition.message();
    }

    private static ContainerState.@Nullable Terminated terminated(PodStatus api, String name) {
        ContainerStatus status = Statuses.find(api.initContainerStatuses(), name);
        if (status == null) {
            status = Statuses.find(api.containerStatuses(), name);
        }
        return status == null ? null : status.terminated();
    }

    /** Whether the runtime has no attempt of any container of the spec left. Ephemeral containers do not count. */
    boolean isCleanedUp(RuntimePod runtime) {
        return noneLeft(pod.init, runtime) && noneLeft(pod.regular, runtime);
    }

    private static boolean noneLeft(List<CompiledContainer> containers, RuntimePod runtime) {
        for (int i = 0; i < containers.size(); i++) {
            if (runtime.newest(containers.get(i).name()) != null) {
                return false;
            }
        }
        return true;
    }
}
