package dev.rekindle.lifecycle;

import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import java.util.List;

/**
 * What one look at the pod asks for, before back-off and before it is put in order: {@code podActions} of
 * pkg/kubelet/kuberuntime/kuberuntime_manager.go. Filled in by {@link PodPlanner}, and not changed any more then.
 */
final class PodPlan {
    final SandboxCheck sandbox;
    /** Stop everything, sandboxes included. */
    boolean killPod;

    boolean createSandbox;
    /** Init containers and sidecars to start, in order of start. */
    List<CompiledContainer> startInit = List.of();

    List<CompiledContainer> startRegular = List.of();
    List<CompiledContainer> startEphemeral = List.of();
    List<StopContainer> kill = List.of();
    /** The attempts to remove in a restart of all containers, after a stop of those that have not exited. */
    List<RuntimeContainer> reset = List.of();

    PodPlan(SandboxCheck sandbox) {
        this.sandbox = sandbox;
    }

    void start(CompiledContainer container) {
        startRegular = Growing.with(startRegular, container);
    }

    void kill(StopContainer stop) {
        kill = Growing.with(kill, stop);
    }
}
