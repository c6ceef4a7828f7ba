package dev.rekindle.lifecycle;

import dev.rekindle.core.Divergence;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
import java.util.ArrayList;
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
    /** The indexes to start, in spec order once {@link #plan} returned. */
    final List<Integer> toStart = new ArrayList<>();

    final List<StopContainer> toKill = new ArrayList<>();
    /** Some init container failed for good: the pod has to go. */
    boolean failed;

    private final CompiledPod pod;
    private final Killer killer;
    private final RuntimePod runtime;
    private final ProbeResults probes;
    private final boolean deleting;
    private boolean initialized;
    private boolean laterOneBegan;

    InitPlanner(CompiledPod pod, Killer killer, RuntimePod runtime, ProbeResults probes, boolean deleting) {
        this.pod = pod;
        this.killer = killer;
        this.runtime = runtime;
        this.probes = probes;
        this.deleting = deleting;
    }

    /** {@return whether regular containers may start} */
    boolean plan() {
        if (pod.init.isEmpty()) {
            return true;
        }
        initialized = anyRegularCreatedOrRunning();
        laterOneBegan = initialized;
        for (int i = pod.init.size() - 1; i >= 0 && !failed; i--) {
            look(i);
        }
        if (failed) {
            toStart.clear();
            return false;
        }
        if (!laterOneBegan) {
            toStart.add(0);
        }
        Collections.reverse(toStart);
        return initialized;
    }

    private void look(int i) {
        CompiledContainer container = pod.init.get(i);
        RuntimeContainer newest = runtime.newest(container.name());
        if (newest == null) {
            if (laterOneBegan && container.isSidecar()) {
                toStart.add(i); // it ran before and is gone
            }
            return;
        }
        if (laterOneBegan && !container.isSidecar()) {
            return; // done long ago
        }
        switch (newest.state()) {
            case CREATED -> toStart.add(i); // a start that did not get through
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
        if (changed(container, newest)) {
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
            toStart.add(i);
        } else if (!succeeded(newest)) {
            if (pod.shouldStart(container, newest, deleting)) {
                toStart.add(i);
            } else {
                failed = true;
            }
        } else {
            done(i);
        }
    }

    private void unknown(int i, CompiledContainer container, RuntimeContainer newest) {
        if (container.isSidecar() || pod.restartsAfterKill(container)) {
            toKill.add(killer.stop(
                    container,
                    newest.id(),
                    StopReason.UNKNOWN,
                    "Init container is in \"unknown\" state, try killing it before restart"));
            toStart.add(i);
        } else {
            failed = true;
        }
    }

    /** Container i has done its part: the pod is initialized, or the next one is due. */
    private void done(int i) {
        if (i == pod.init.size() - 1) {
            initialized = true;
        } else if (!laterOneBegan) {
            toStart.add(i + 1);
        }
    }

    private void restart(int i, RuntimeContainer newest, StopReason reason, String what) {
        CompiledContainer container = pod.init.get(i);
        toKill.add(killer.stop(container, newest.id(), reason, "Init container " + container.name() + " " + what));
        toStart.add(i);
    }

    /** An OOM kill may be reported with exit code 0: {@code isInitContainerFailed} of helpers.go. */
    private static boolean succeeded(RuntimeContainer attempt) {
        return attempt.exitCode() == 0 && !attempt.reason().equals("OOMKilled");
    }

    static boolean changed(CompiledContainer container, RuntimeContainer attempt) {
        return !attempt.image().isEmpty()
                && !attempt.image().equals(container.spec().image());
    }

    /** Regular containers that are there prove that the init containers ran, even when those are gone. */
    private boolean anyRegularCreatedOrRunning() {
        Sandbox sandbox = runtime.newestSandbox();
        boolean activeOnly = pod.has(Divergence.INIT_DONE_BY_ACTIVE_SANDBOX);
        for (CompiledContainer container : pod.regular) {
            RuntimeContainer newest = runtime.newest(container.name());
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
