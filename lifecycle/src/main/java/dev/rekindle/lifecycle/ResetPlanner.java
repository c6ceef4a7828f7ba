package dev.rekindle.lifecycle;

import dev.rekindle.core.Divergence;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.PodPlan.Reset;
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

    List<Reset> plan(RuntimePod runtime) {
        List<Reset> resets = new ArrayList<>();
        if (pod.has(Divergence.UNORDERED_KILL)) {
            addAll(resets, pod.init, runtime);
            addAll(resets, pod.regular, runtime);
        } else {
            add(resets, pod.regular, runtime, false);
            add(resets, pod.init, runtime, false);
            add(resets, pod.regular, runtime, true);
            add(resets, pod.init, runtime, true);
        }
        return resets;
    }

    private static void addAll(List<Reset> resets, List<CompiledContainer> containers, RuntimePod runtime) {
        for (CompiledContainer container : containers) {
            for (RuntimeContainer attempt : runtime.containers()) {
                if (attempt.name().equals(container.name())) {
                    resets.add(new Reset(attempt.id(), attempt.name(), !attempt.exited()));
                }
            }
        }
    }

    private static void add(
            List<Reset> resets, List<CompiledContainer> containers, RuntimePod runtime, boolean triggers) {
        for (CompiledContainer container : containers) {
            for (RuntimeContainer attempt : runtime.containers()) {
                if (attempt.name().equals(container.name()) && RestartAll.isTrigger(container, attempt) == triggers) {
                    resets.add(new Reset(attempt.id(), attempt.name(), !attempt.exited()));
                }
            }
        }
    }
}
