package dev.rekindle.lifecycle;

import dev.rekindle.core.Divergence;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.Reasons;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
import java.util.Collections;
import java.util.List;

/**
 * Which init containers and sidecars to start or stop: {@code computeInitContainerActions} of
 * pkg/kubelet/kuberuntime/kuberuntime_container.go. One instance serves one look at the pod.
 *
 * <p>Goes from the last init container to the first: completed ones may be gone from the runtime, so the last one
 * that is there tells how far the pod came; the first without a trace after it is next.
 */
final class InitPlanner {
    private final CompiledPod pod;
    private final Killer killer;
    private final Look look;
    private final ProbeResults probes;
    private List<CompiledContainer> start = List.of();
    private List<StopContainer> kill = List.of();
    private boolean failed;
    private boolean initialized;
    private boolean laterOneBegan;

    private InitPlanner(CompiledPod pod, Killer killer, Look look) {
        this.pod = pod;
        this.killer = killer;
        this.look = look;
        this.probes = look.observed.probes();
    }

    /**
     * What to do about the init containers and sidecars.
     *
     * @param start those to start, in spec order
     * @param kill those to stop
     * @param failed some init container failed for good: the pod has to go
     * @param initialized the regular containers may start
     */
    record Plan(List<CompiledContainer> start, List<StopContainer> kill, boolean failed, boolean initialized) {
        private static final Plan NO_INIT = new Plan(List.of(), List.of(), false, true);
    }

    static Plan plan(CompiledPod pod, Killer killer, Look look) {
        return pod.init.isEmpty() ? Plan.NO_INIT : new InitPlanner(pod, killer, look).plan();
    }

    private Plan plan() {
        initialized = anyRegularCreatedOrRunning();
        laterOneBegan = initialized;
        for (int i = pod.init.size() - 1; i >= 0 && !failed; i--) {
            look(i);
        }
        if (failed) {
            return new Plan(List.of(), kill, true, false);
        }
        if (!laterOneBegan) {
            start(0);
        }
        Collections.reverse(start);
        return new Plan(start, kill, false, initialized);
    }

    private void look(int i) {
        CompiledContainer container = pod.init.get(i);
        RuntimeContainer newest = look.newest(container);
        if (newest == null) {
            if (laterOneBegan && container.isSidecar()) {
                start(i); // it ran before and is gone
            }
            return;
        }
        if (laterOneBegan && !container.isSidecar()) {
            return; // done long ago
        }
        switch (newest.state()) {
            case CREATED -> start(i); // a start that did not get through
            case RUNNING -> running(i, container, newest);
            case EXITED -> exited(i, container, newest);
            case UNKNOWN -> unknown(i, container, newest);
        }
        laterOneBegan = true;
    }

    private void running(int i, CompiledContainer container, RuntimeContainer newest) {
        if (!container.isSidecar() || !started(i, container, newest)) {
            return;
        }
        done(i);
        if (container.isChangedSince(newest)) {
            restart(i, newest, StopReason.DEFINITION_CHANGED, "definition changed");
        } else if (container.spec().livenessProbe() != null
                && probes.liveness().get(newest.id()) == ProbeResult.FAILURE) {
            restart(i, newest, StopReason.LIVENESS_PROBE, "failed liveness probe");
        }
    }

    private boolean started(int i, CompiledContainer container, RuntimeContainer newest) {
        if (container.spec().startupProbe() == null) {
            return true;
        }
        ProbeResult startup = probes.startup().get(newest.id());
        if (startup == ProbeResult.FAILURE) {
            restart(i, newest, StopReason.STARTUP_PROBE, "failed startup probe");
        }
        return startup == ProbeResult.SUCCESS;
    }

    private void exited(int i, CompiledContainer container, RuntimeContainer newest) {
        if (container.isSidecar()) {
            start(i);
        } else if (!succeeded(newest)) {
            if (pod.shouldStart(container, newest, look.deleting)) {
                start(i);
            } else {
                failed = true;
            }
        } else {
            done(i);
        }
    }

    private void unknown(int i, CompiledContainer container, RuntimeContainer newest) {
        if (container.isSidecar() || pod.restartsAfterKill(container)) {
            kill(killer.stop(
                    container,
                    newest.id(),
                    StopReason.UNKNOWN,
                    "Init container is in \"unknown\" state, try killing it before restart"));
            start(i);
        } else {
            failed = true;
        }
    }

    /** Container i has done its part: the pod is initialized, or the next one is due. */
    private void done(int i) {
        if (i == pod.init.size() - 1) {
            initialized = true;
        } else if (!laterOneBegan) {
            start(i + 1);
        }
    }

    private void restart(int i, RuntimeContainer newest, StopReason reason, String what) {
        CompiledContainer container = pod.init.get(i);
        kill(killer.stop(container, newest.id(), reason, "Init container " + container.name() + " " + what));
        start(i);
    }

    /** An OOM kill may be reported with exit code 0: {@code isInitContainerFailed} of helpers.go. */
    private static boolean succeeded(RuntimeContainer attempt) {
        return attempt.exitCode() == 0 && !attempt.reason().equals(Reasons.OOM_KILLED);
    }

    private void start(int i) {
        start = Growing.with(start, pod.init.get(i));
    }

    private void kill(StopContainer stop) {
        kill = Growing.with(kill, stop);
    }

    /** Regular containers that are there prove that the init containers ran, even when those are gone. */
    private boolean anyRegularCreatedOrRunning() {
        Sandbox sandbox = look.runtime.newestSandbox();
        boolean activeOnly = pod.has(Divergence.INIT_DONE_BY_ACTIVE_SANDBOX);
        for (CompiledContainer container : pod.regular) {
            RuntimeContainer newest = look.newest(container);
            boolean counts = newest != null
                    && (newest.running() || newest.state() == RuntimeContainer.State.CREATED)
                    && (!activeOnly
                            || (sandbox != null
                                    && sandbox.ready()
                                    && sandbox.id().equals(newest.sandboxId())));
            if (counts) {
                return true;
            }
        }
        return false;
    }
}
