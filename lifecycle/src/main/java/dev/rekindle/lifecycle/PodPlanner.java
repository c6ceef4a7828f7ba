package dev.rekindle.lifecycle;

import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
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
        PodPlan plan = new PodPlan(look.sandbox);
        if (restartAllContainers && pod.restartAllEnabled) {
            plan.killPod = look.sandbox.changed();
            plan.createSandbox = look.sandbox.changed();
            plan.reset = resets.plan(look.attempts);
        } else if (look.sandbox.changed()) {
            newSandbox(plan, look);
        } else {
            inSandbox(plan, look);
        }
        return plan;
    }

    private void newSandbox(PodPlan plan, Look look) {
        plan.killPod = true;
        boolean ranOnce =
                plan.sandbox.attempt() != 0 && !look.runtime.containers().isEmpty();
        if (!pod.podRestarts() && ranOnce) {
            return; // only the policy of the pod counts here
        }
        List<CompiledContainer> unfinished = unfinished(look);
        if (unfinished.isEmpty() && look.anyRegularCreated) {
            return;
        }
        plan.createSandbox = true;
        if (pod.init.isEmpty()) {
            plan.startRegular = unfinished;
        } else {
            plan.startInit = List.of(pod.init.get(0));
        }
    }

    /** The regular containers that have something left to do: those with OnFailure that succeeded have not. */
    private List<CompiledContainer> unfinished(Look look) {
        List<CompiledContainer> unfinished = new ArrayList<>();
        for (CompiledContainer container : pod.regular) {
            RuntimeContainer newest = look.newest(container);
            boolean succeeded = newest != null && newest.exited() && newest.exitCode() == 0;
            RestartPolicy own = pod.rulesEnabled ? container.spec().restartPolicy() : null;
            RestartPolicy policy = own != null ? own : pod.pod.spec().restartPolicy();
            if (!succeeded || !policy.equals(RestartPolicy.ON_FAILURE)) {
                unfinished.add(container);
            }
        }
        return unfinished;
    }

    private void inSandbox(PodPlan plan, Look look) {
        for (int i = 0; i < pod.ephemeral.size(); i++) {
            CompiledContainer container = pod.ephemeral.get(i);
            if (look.newest(container) == null) {
                plan.startEphemeral = Growing.with(plan.startEphemeral, container);
            }
        }
        InitPlanner.Plan init = InitPlanner.plan(pod, killer, look);
        plan.startInit = init.start();
        plan.kill = init.kill();
        plan.killPod = init.failed();
        if (init.initialized()) {
            regular(plan, look);
        }
    }

    private void regular(PodPlan plan, Look look) {
        boolean keeps = false;
        for (int i = 0; i < pod.regular.size(); i++) {
            CompiledContainer container = pod.regular.get(i);
            RuntimeContainer newest = look.newest(container);
            if (newest == null || !newest.running()) {
                notRunning(plan, container, newest, look.deleting);
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
                plan.start(container);
            }
            plan.kill(killer.stop(container, newest.id(), kill.reason, message));
        }
        if (!keeps && plan.startRegular.isEmpty()) {
            plan.killPod = true;
            plan.startInit = List.of(); // sidecars must not keep a finished pod alive
        }
    }

    private void notRunning(
            PodPlan plan, CompiledContainer container, @Nullable RuntimeContainer newest, boolean deleting) {
        if (pod.shouldStart(container, newest, deleting)) {
            plan.start(container);
            if (newest != null && newest.state() == RuntimeContainer.State.UNKNOWN) {
                plan.kill(killUnknown(container, newest));
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
}
