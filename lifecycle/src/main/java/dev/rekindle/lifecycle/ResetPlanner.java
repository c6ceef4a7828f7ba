package dev.rekindle.lifecycle;

import dev.rekindle.core.Divergence;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import java.util.ArrayList;
import java.util.List;

/**
 * Which containers a restart of all containers removes, and in what order: every attempt of every container of the
 * spec; regular containers, init containers and sidecars, then the same again for the attempts that triggered.
 * Triggers go last because they are the evidence from which a restarted kubelet infers the restart
 * ({@code getContainersToReset}, pkg/kubelet/kuberuntime/kuberuntime_manager.go).
 */
final class ResetPlanner {
    private final CompiledPod pod;

    ResetPlanner(CompiledPod pod) {
        this.pod = pod;
    }

    List<RuntimeContainer> plan(Attempts attempts) {
        List<RuntimeContainer> resets = new ArrayList<>();
        if (pod.has(Divergence.UNORDERED_KILL)) {
            addAll(resets, pod.init, attempts);
            addAll(resets, pod.regular, attempts);
        } else {
            add(resets, pod.regular, attempts, false);
            add(resets, pod.init, attempts, false);
            add(resets, pod.regular, attempts, true);
            add(resets, pod.init, attempts, true);
        }
        return resets;
    }

    private static void addAll(List<RuntimeContainer> resets, List<CompiledContainer> containers, Attempts attempts) {
        for (CompiledContainer container : containers) {
            resets.addAll(attempts.of(container));
        }
    }

    private static void add(
            List<RuntimeContainer> resets, List<CompiledContainer> containers, Attempts attempts, boolean triggers) {
        for (CompiledContainer container : containers) {
            for (int i = 0; i < attempts.count(container); i++) {
                RuntimeContainer attempt = attempts.get(container, i);
                if (RestartAll.isTrigger(container, attempt) == triggers) {
                    resets.add(attempt);
                }
            }
        }
    }
}
