package dev.rekindle.lifecycle;

import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
import dev.rekindle.lifecycle.PodPlan.Reset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code computePodActions} of pkg/kubelet/kuberuntime/kuberuntime_manager.go. */
final class PodPlanner {
    private final CompiledPod pod;
    private final Killer killer;
    private final ResetPlanner resets;

    PodPlanner(CompiledPod pod, Killer killer) {
        this.pod = pod;
        this.killer = killer;
        this.resets = new ResetPlanner(pod);
    }

    PodPlan plan(RuntimePod runtime, ProbeResults probes, boolean restartAllContainers, boolean deleting) {
        SandboxCheck sandbox = SandboxCheck.of(pod.pod.spec().hostNetwork(), runtime);
        if (restartAllContainers && pod.restartAllEnabled) {
            Draft draft = new Draft(sandbox);
            draft.killPod = sandbox.changed();
            draft.createSandbox = sandbox.changed();
            draft.reset = resets.plan(runtime);
            return draft.done();
        }
        return sandbox.changed() ? newSandbox(sandbox, runtime) : inSandbox(sandbox, runtime, probes, deleting);
    }

    private PodPlan newSandbox(SandboxCheck sandbox, RuntimePod runtime) {
        Draft draft = new Draft(sandbox);
        draft.killPod = true;
        if (!pod.podRestarts()
                && sandbox.attempt() != 0
                && !runtime.containers().isEmpty()) {
            return draft.done(); // only the policy of the pod counts here
        }
        List<Integer> unfinished = unfinished(runtime);
        if (unfinished.isEmpty() && anyRegularCreated(pod, runtime)) {
            return draft.done();
        }
        draft.createSandbox = true;
        if (pod.init.isEmpty()) {
            draft.start = unfinished;
        } else {
            draft.startInit = List.of(0);
        }
        return draft.done();
    }

    /** The regular containers that have something left to do: those with OnFailure that succeeded have not. */
    private List<Integer> unfinished(RuntimePod runtime) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < pod.regular.size(); i++) {
            CompiledContainer container = pod.regular.get(i);
            RuntimeContainer newest = runtime.newest(container.name());
            boolean succeeded = newest != null && newest.exited() && newest.exitCode() == 0;
            RestartPolicy own = pod.rulesEnabled ? container.spec().restartPolicy() : null;
            RestartPolicy policy = own != null ? own : pod.pod.spec().restartPolicy();
            if (!succeeded || !policy.equals(RestartPolicy.ON_FAILURE)) {
                indexes.add(i);
            }
        }
        return indexes;
    }

    static boolean anyRegularCreated(CompiledPod pod, RuntimePod runtime) {
        for (CompiledContainer container : pod.regular) {
            RuntimeContainer newest = runtime.newest(container.name());
            if (newest != null && newest.state() != RuntimeContainer.State.UNKNOWN) {
                return true;
            }
        }
        return false;
    }

    private PodPlan inSandbox(SandboxCheck sandbox, RuntimePod runtime, ProbeResults probes, boolean deleting) {
        Draft draft = new Draft(sandbox);
        draft.startEphemeral = IntStream.range(0, pod.ephemeral.size())
                .filter(i -> runtime.newest(pod.ephemeral.get(i).name()) == null)
                .boxed()
                .toList();
        InitPlanner init = new InitPlanner(pod, killer, runtime, probes, deleting);
        boolean initialized = init.plan();
        draft.startInit = init.toStart;
        draft.kill.addAll(init.toKill);
        draft.killPod = init.failed;
        if (initialized && !init.failed) {
            regular(draft, runtime, probes, deleting);
        }
        return draft.done();
    }

    private void regular(Draft draft, RuntimePod runtime, ProbeResults probes, boolean deleting) {
        boolean keeps = false;
        List<Integer> start = new ArrayList<>();
        for (int i = 0; i < pod.regular.size(); i++) {
            CompiledContainer container = pod.regular.get(i);
            RuntimeContainer newest = runtime.newest(container.name());
            if (newest == null || !newest.running()) {
                if (pod.shouldStart(container, newest, deleting)) {
                    start.add(i);
                    if (newest != null && newest.state() == RuntimeContainer.State.UNKNOWN) {
                        draft.kill.add(killUnknown(container, newest));
                    }
                }
                continue;
            }
            Kill kill = reasonToKill(container, newest, probes);
            if (kill == null) {
                keeps = true;
                continue;
            }
            String message = "Container " + container.name() + " " + kill.what;
            if (kill.restart) {
                message += ", will be restarted";
                start.add(i);
            }
            draft.kill.add(killer.stop(container, newest.id(), kill.reason, message));
        }
        draft.start = start;
        if (!keeps && start.isEmpty()) {
            draft.killPod = true;
            draft.startInit = List.of(); // sidecars must not keep a finished pod alive
        }
    }

    private StopContainer killUnknown(CompiledContainer container, RuntimeContainer newest) {
        return killer.stop(
                container,
                newest.id(),
                StopReason.UNKNOWN,
                "Container is in \"unknown\" state, try killing it before restart");
    }

    private @Nullable Kill reasonToKill(CompiledContainer container, RuntimeContainer newest, ProbeResults probes) {
        if (InitPlanner.changed(container, newest)) {
            return new Kill(StopReason.DEFINITION_CHANGED, "definition changed", true);
        }
        if (probes.liveness().get(newest.id()) == ProbeResult.FAILURE) {
            return new Kill(StopReason.LIVENESS_PROBE, "failed liveness probe", pod.restartsAfterKill(container));
        }
        if (probes.startup().get(newest.id()) == ProbeResult.FAILURE) {
            return new Kill(StopReason.STARTUP_PROBE, "failed startup probe", pod.restartsAfterKill(container));
        }
        return null;
    }

    private record Kill(StopReason reason, String what, boolean restart) {}

    /** A plan while it is being made. */
    private static final class Draft {
        private final SandboxCheck sandbox;
        private boolean killPod;
        private boolean createSandbox;
        private List<Integer> startInit = List.of();
        private List<Integer> start = List.of();
        private List<Integer> startEphemeral = List.of();
        private List<Reset> reset = List.of();
        private final List<StopContainer> kill = new ArrayList<>();

        private Draft(SandboxCheck sandbox) {
            this.sandbox = sandbox;
        }

        private PodPlan done() {
            return new PodPlan(
                    killPod,
                    createSandbox,
                    sandbox.id(),
                    sandbox.attempt(),
                    startInit,
                    start,
                    startEphemeral,
                    kill,
                    reset);
        }
    }
}
