package dev.rekindle.lifecycle;

import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
import dev.rekindle.lifecycle.PodPlan.Reset;
import java.util.ArrayList;
import java.util.List;
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

    PodPlan plan(Look look, boolean restartAllContainers) {
        SandboxCheck sandbox = look.sandbox;
        Draft draft = new Draft(sandbox);
        if (restartAllContainers && pod.restartAllEnabled) {
            draft.killPod = sandbox.changed();
            draft.createSandbox = sandbox.changed();
            draft.reset = resets.plan(look.attempts);
        } else if (sandbox.changed()) {
            newSandbox(draft, look);
        } else {
            inSandbox(draft, look);
        }
        return draft.done();
    }

    private void newSandbox(Draft draft, Look look) {
        draft.killPod = true;
        boolean ranOnce =
                draft.sandbox.attempt() != 0 && !look.runtime.containers().isEmpty();
        if (!pod.podRestarts() && ranOnce) {
            return; // only the policy of the pod counts here
        }
        List<Integer> unfinished = unfinished(look);
        if (unfinished.isEmpty() && look.anyRegularCreated) {
            return;
        }
        draft.createSandbox = true;
        if (pod.init.isEmpty()) {
            draft.start = unfinished;
        } else {
            draft.startInit = List.of(0);
        }
    }

    /** The regular containers that have something left to do: those with OnFailure that succeeded have not. */
    private List<Integer> unfinished(Look look) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < pod.regular.size(); i++) {
            CompiledContainer container = pod.regular.get(i);
            RuntimeContainer newest = look.newest(container);
            boolean succeeded = newest != null && newest.exited() && newest.exitCode() == 0;
            RestartPolicy own = pod.rulesEnabled ? container.spec().restartPolicy() : null;
            RestartPolicy policy = own != null ? own : pod.pod.spec().restartPolicy();
            if (!succeeded || !policy.equals(RestartPolicy.ON_FAILURE)) {
                indexes.add(i);
            }
        }
        return indexes;
    }

    private void inSandbox(Draft draft, Look look) {
        for (int i = 0; i < pod.ephemeral.size(); i++) {
            if (look.newest(pod.ephemeral.get(i)) == null) {
                draft.startEphemeral = Growing.with(draft.startEphemeral, i);
            }
        }
        InitPlanner.Plan init = InitPlanner.plan(pod, killer, look);
        draft.startInit = init.start();
        draft.kill = init.kill();
        draft.killPod = init.failed();
        if (init.initialized()) {
            regular(draft, look);
        }
    }

    private void regular(Draft draft, Look look) {
        boolean keeps = false;
        for (int i = 0; i < pod.regular.size(); i++) {
            CompiledContainer container = pod.regular.get(i);
            RuntimeContainer newest = look.newest(container);
            if (newest == null || !newest.running()) {
                notRunning(draft, i, newest, look.deleting);
                continue;
            }
            Kill kill = reasonToKill(container, newest, look.observed.probes());
            if (kill == null) {
                keeps = true;
                continue;
            }
            String message = "Container " + container.name() + " " + kill.what;
            if (kill.restart) {
                message += ", will be restarted";
                draft.start(i);
            }
            draft.kill(killer.stop(container, newest.id(), kill.reason, message));
        }
        if (!keeps && draft.start.isEmpty()) {
            draft.killPod = true;
            draft.startInit = List.of(); // sidecars must not keep a finished pod alive
        }
    }

    private void notRunning(Draft draft, int i, @Nullable RuntimeContainer newest, boolean deleting) {
        CompiledContainer container = pod.regular.get(i);
        if (pod.shouldStart(container, newest, deleting)) {
            draft.start(i);
            if (newest != null && newest.state() == RuntimeContainer.State.UNKNOWN) {
                draft.kill(killUnknown(container, newest));
            }
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
        if (container.isChangedSince(newest)) {
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
        private List<StopContainer> kill = List.of();

        private Draft(SandboxCheck sandbox) {
            this.sandbox = sandbox;
        }

        private void start(int i) {
            start = Growing.with(start, i);
        }

        private void kill(StopContainer stop) {
            kill = Growing.with(kill, stop);
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
