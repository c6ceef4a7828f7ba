package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.PodAction.CreateSandbox;
import dev.rekindle.lifecycle.PodAction.KillPod;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.RemoveReason;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
import dev.rekindle.lifecycle.PodPlan.Reset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a plan in the order in which the kubelet carries it out ({@code SyncPod} of
 * pkg/kubelet/kuberuntime/kuberuntime_manager.go) and holds back the starts that are in back-off. One instance
 * serves one step.
 */
final class Orders {
    final List<PodAction> actions = new ArrayList<>();
    final List<DelayedStart> delayedStarts = new ArrayList<>();

    private final CompiledPod pod;
    private final Killer killer;
    private final CrashLoopBackOff backOff;
    private final RuntimePod runtime;
    private final PodState state;
    private final Instant now;

    Orders(CompiledPod pod, Killer killer, CrashLoopBackOff backOff, RuntimePod runtime, PodState state, Instant now) {
        this.pod = pod;
        this.killer = killer;
        this.backOff = backOff;
        this.runtime = runtime;
        this.state = state;
        this.now = now;
    }

    void add(PodPlan plan) {
        if (plan.killPod()) {
            killPod(null);
        } else {
            actions.addAll(plan.containersToKill());
            reset(plan.containersToReset());
        }
        if (plan.createSandbox()) {
            removeInitContainers(0);
            actions.add(new CreateSandbox(plan.attempt()));
        } else if (plan.containersToReset().isEmpty()) {
            removeInitContainers(1);
        }
        start(pod.ephemeral, plan.ephemeralContainersToStart());
        if (start(pod.init, plan.initContainersToStart())) {
            start(pod.regular, plan.containersToStart());
        }
    }

    /** Stops what runs and the sandboxes; orders nothing when there is nothing to stop. */
    void killPod(@Nullable Duration gracePeriod) {
        List<StopContainer> containers = new ArrayList<>();
        List<StopContainer> sidecars = new ArrayList<>();
        for (RuntimeContainer attempt : runtime.containers()) {
            CompiledContainer container = attempt.running() ? pod.findAny(attempt.name()) : null;
            if (container != null) {
                StopContainer stop = killer.stop(container, attempt.id(), StopReason.POD_KILLED, "", gracePeriod);
                (container.isSidecar() ? sidecars : containers).add(stop);
            }
        }
        sidecars.sort((a, b) -> Integer.compare(pod.initIndex(b.name()), pod.initIndex(a.name())));
        List<String> sandboxIds = runtime.sandboxes().stream().map(Sandbox::id).toList();
        if (!containers.isEmpty() || !sidecars.isEmpty() || !sandboxIds.isEmpty()) {
            actions.add(new KillPod(containers, sidecars, sandboxIds));
        }
    }

    private void reset(List<Reset> resets) {
        boolean stopsFirst = pod.has(Divergence.UNORDERED_KILL);
        if (stopsFirst) {
            resets.forEach(this::stop);
        }
        for (Reset reset : resets) {
            if (!stopsFirst) {
                stop(reset);
            }
            boolean keepLogs = !pod.has(Divergence.RESET_REMOVES_LOGS);
            actions.add(new RemoveContainer(reset.id(), reset.name(), keepLogs, RemoveReason.RESTART_ALL_CONTAINERS));
        }
        if (!resets.isEmpty() && pod.has(Divergence.EPHEMERAL_TERMINATED)) {
            stopEphemeral();
        }
    }

    private void stop(Reset reset) {
        if (reset.kill()) {
            actions.add(killer.stopForReset(reset.id(), reset.name()));
        }
    }

    private void stopEphemeral() {
        for (CompiledContainer container : pod.ephemeral) {
            RuntimeContainer newest = runtime.newest(container.name());
            if (newest != null && newest.running()) {
                actions.add(killer.stopForReset(newest.id(), newest.name()));
            }
        }
    }

    /** Cleans up dead init containers, but for the newest ones of each. Does not matter when it fails. */
    private void removeInitContainers(int keep) {
        for (CompiledContainer container : pod.init) {
            int seen = 0;
            for (RuntimeContainer attempt : runtime.containers()) {
                boolean counts = attempt.name().equals(container.name())
                        && (keep == 0 || attempt.exited() || attempt.state() == RuntimeContainer.State.UNKNOWN);
                if (counts && ++seen > keep) {
                    actions.add(new RemoveContainer(
                            attempt.id(), attempt.name(), false, RemoveReason.INIT_CONTAINER_STARTS_AGAIN));
                }
            }
        }
    }

    /** {@return whether what comes after may start} */
    private boolean start(List<CompiledContainer> containers, List<Integer> indexes) {
        for (int index : indexes) {
            CompiledContainer container = containers.get(index);
            Instant finishedAt = LastEnd.of(pod, container.name(), runtime, state);
            if (!isHeldBack(container, finishedAt)) {
                actions.add(
                        new StartContainer(container.name(), container.kind(), attempt(container.name()), finishedAt));
            } else if (container.kind() == ContainerKind.INIT) {
                return false;
            }
        }
        return true;
    }

    private boolean isHeldBack(CompiledContainer container, @Nullable Instant finishedAt) {
        BackOffEntry entry = state.backOff().get(container.backOffKey());
        if (entry == null || finishedAt == null || !backOff.inBackOff(entry, finishedAt, now)) {
            return waitsForImage(container);
        }
        Duration delay = backOff.delay(entry);
        Failure error = new Failure(
                CrashLoopBackOff.REASON, CrashLoopBackOff.message(delay, container.name(), pod.pod.metadata()));
        delayedStarts.add(new DelayedStart(container.name(), delay, Saturating.plus(finishedAt, delay), error));
        return true;
    }

    /** The image is looked at after the back-off of the container. */
    private boolean waitsForImage(CompiledContainer container) {
        String image = container.spec().image();
        ImagePullBackOff pull = state.imagePulls().get(image);
        if (pull == null || container.spec().imagePullPolicy().equals("Never") || !pull.inBackOff(now)) {
            return false;
        }
        Instant until = Saturating.plus(pull.lastUpdate(), pull.delay());
        delayedStarts.add(new DelayedStart(container.name(), pull.delay(), until, pull.waiting(image)));
        return true;
    }

    /** Numbers go on after the newest attempt, or after the newest log when every attempt was removed. */
    private int attempt(String name) {
        RuntimeContainer newest = runtime.newest(name);
        if (newest != null) {
            return Saturating.next(newest.attempt());
        }
        Integer log = runtime.newestLogs().get(name);
        return log == null ? 0 : Saturating.next(log);
    }
}
