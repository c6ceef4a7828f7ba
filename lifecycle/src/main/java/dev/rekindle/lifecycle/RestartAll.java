package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerKind;
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
    private RestartAll() {}

    /**
     * Whether some container ended with an exit code whose first matching rule restarts all, or a restart is under
     * way already.
     *
     * @param attempts what the runtime reports, or null when it was not asked
     */
    static boolean isDue(CompiledPod pod, PodStatus api, @Nullable Attempts attempts, StatusTable statuses) {
        return api.isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING)
                || anyTriggers(pod.init, attempts, statuses)
                || anyTriggers(pod.regular, attempts, statuses);
    }

    private static boolean anyTriggers(
            List<CompiledContainer> containers, @Nullable Attempts attempts, StatusTable statuses) {
        for (int i = 0; i < containers.size(); i++) {
            if (triggers(containers.get(i), attempts, statuses)) {
                return true;
            }
        }
        return false;
    }

    private static boolean triggers(CompiledContainer container, @Nullable Attempts attempts, StatusTable statuses) {
        if (attempts != null) {
            RuntimeContainer newest = attempts.newest(container);
            if (newest == null || !newest.exited()) {
                return false; // the API status is not consulted for a container the runtime does not have as exited
            }
            if (isTrigger(container, newest)) {
                return true;
            }
        }
        ContainerStatus status = statuses.get(container);
        ContainerState.Terminated terminated = status == null ? null : status.terminated();
        return terminated != null && container.rules().matchesRestartAll(terminated.exitCode());
    }

    /** Whether this attempt ended with a code whose first matching rule restarts all. */
    static boolean isTrigger(CompiledContainer container, RuntimeContainer attempt) {
        return attempt.exited() && container.rules().matchesRestartAll(attempt.exitCode());
    }

    /** What KEP-5532 would have the condition say: the container that triggered and its exit code. */
    static String describeTrigger(CompiledPod pod, RuntimePod runtime, PodStatus api) {
        for (RuntimeContainer attempt : runtime.containers()) {
            for (CompiledContainer c = pod.find(attempt.name()); c != null; c = c.namesake()) {
                if (c.kind() != ContainerKind.EPHEMERAL && isTrigger(c, attempt)) {
                    return "Container " + attempt.name() + " exited with code " + attempt.exitCode();
                }
            }
        }
        PodCondition condition = api.condition(PodConditionType.ALL_CONTAINERS_RESTARTING);
        return condition == null ? "" : condition.message();
    }

    /** Whether the runtime has no attempt of any container of the spec left. Ephemeral containers do not count. */
    static boolean isCleanedUp(CompiledPod pod, Attempts attempts) {
        return noneLeft(pod.init, attempts) && noneLeft(pod.regular, attempts);
    }

    private static boolean noneLeft(List<CompiledContainer> containers, Attempts attempts) {
        for (int i = 0; i < containers.size(); i++) {
            if (attempts.newest(containers.get(i)) != null) {
                return false;
            }
        }
        return true;
    }
}
