package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.PodAction.RemoveReason;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
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
    List<PodAction> actions = List.of();
    List<DelayedStart> delayedStarts = List.of();
    /** Containers are removed for a restart of all. */
    boolean resets;

    private final CompiledPod pod;
    private final Killer killer;
    private final CrashLoopBackOff backOff;
    private final Look look;
    private final PodState state;
    private final Instant now;
    private @Nullable StatusTable statuses;

    Orders(CompiledPod pod, Killer killer, CrashLoopBackOff backOff, Look look, PodState state, Instant now) {
        this.pod = pod;
        this.killer = killer;
        this.backOff = backOff;
        this.look = look;
        this.state = state;
        this.now = now;
    }

    void add(PodPlan plan) {
        if (plan.killPod) {
            killPod(null);
        } else {
            if (!plan.kill.isEmpty()) {
                plan.kill.forEach(this::order);
            }
            if (!plan.reset.isEmpty()) {
                reset(plan.reset);
            }
        }
        if (plan.createSandbox) {
            removeInitContainers(0);
            order(PodAction.createSandbox(plan.sandbox.attempt()));
        } else if (plan.reset.isEmpty()) {
            removeInitContainers(1);
        }
        start(plan.startEphemeral);
        if (start(plan.startInit)) {
            start(plan.startRegular);
        }
    }

    private void order(PodAction action) {
        actions = Growing.with(actions, action);
    }

    private void holdBack(DelayedStart start) {
        delayedStarts = Growing.with(delayedStarts, start);
    }

    /** Stops what runs and the sandboxes; orders nothing when there is nothing to stop. */
    void killPod(@Nullable Duration gracePeriod) {
        List<StopContainer> containers = new ArrayList<>();
        List<StopContainer> sidecars = new ArrayList<>();
        for (RuntimeContainer attempt : look.runtime.containers()) {
            CompiledContainer container = attempt.running() ? pod.find(attempt.name()) : null;
            if (container != null) {
                StopContainer stop = killer.stop(container, attempt.id(), StopReason.POD_KILLED, "", gracePeriod);
                (container.isSidecar() ? sidecars : containers).add(stop);
            }
        }
        sidecars.sort((a, b) -> Integer.compare(pod.index(b.name()), pod.index(a.name())));
        List<String> sandboxIds =
                look.runtime.sandboxes().stream().map(Sandbox::id).toList();
        if (!containers.isEmpty() || !sidecars.isEmpty() || !sandboxIds.isEmpty()) {
            order(PodAction.killPod(containers, sidecars, sandboxIds));
        }
    }

    private void reset(List<RuntimeContainer> attempts) {
        resets = true;
        boolean stopsFirst = pod.has(Divergence.UNORDERED_KILL);
        if (stopsFirst) {
            attempts.forEach(this::stop);
        }
        boolean keepLogs = !pod.has(Divergence.RESET_REMOVES_LOGS);
        for (RuntimeContainer attempt : attempts) {
            if (!stopsFirst) {
                stop(attempt);
            }
            order(PodAction.removeContainer(
                    attempt.id(), attempt.name(), keepLogs, RemoveReason.RESTART_ALL_CONTAINERS));
        }
        if (pod.has(Divergence.EPHEMERAL_TERMINATED)) {
            stopEphemeral();
        }
    }

    private void stop(RuntimeContainer attempt) {
        if (!attempt.exited()) {
            order(killer.stopForReset(attempt.id(), attempt.name()));
        }
    }

    private void stopEphemeral() {
        for (CompiledContainer container : pod.ephemeral) {
            RuntimeContainer newest = look.newest(container);
            if (newest != null && newest.running()) {
                order(killer.stopForReset(newest.id(), newest.name()));
            }
        }
    }

    /** Cleans up dead init containers, but for the newest ones of each. Does not matter when it fails. */
    private void removeInitContainers(int keep) {
        for (int i = 0; i < pod.init.size(); i++) {
            CompiledContainer container = pod.init.get(i);
            int seen = 0;
            for (int j = 0; j < look.attempts.count(container); j++) {
                RuntimeContainer attempt = look.attempts.get(container, j);
                boolean counts = keep == 0 || attempt.exited() || attempt.state() == RuntimeContainer.State.UNKNOWN;
                if (counts && ++seen > keep) {
                    order(PodAction.removeContainer(
                            attempt.id(), attempt.name(), false, RemoveReason.INIT_CONTAINER_STARTS_AGAIN));
                }
            }
        }
    }

    /** {@return whether what comes after may start} */
    private boolean start(List<CompiledContainer> containers) {
        for (int i = 0; i < containers.size(); i++) {
            CompiledContainer container = containers.get(i);
            Instant finishedAt = lastEnd(container);
            if (!isHeldBack(container, finishedAt)) {
                order(PodAction.startContainer(container.name(), container.kind(), attempt(container), finishedAt));
            } else if (container.kind() == ContainerKind.INIT) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Instant lastEnd(CompiledContainer container) {
        Instant finishedAt = LastEnd.of(look.attempts.of(container), null);
        if (finishedAt != null || !pod.has(Divergence.BACK_OFF_AFTER_RESTART_ALL)) {
            return finishedAt;
        }
        if (statuses == null) {
            statuses = StatusTable.of(pod, state.status());
        }
        return LastEnd.ofReset(pod, statuses.get(container), state.causes());
    }

    private boolean isHeldBack(CompiledContainer container, @Nullable Instant finishedAt) {
        BackOffEntry entry = state.backOff().isEmpty() ? null : state.backOff().get(pod.backOffKey(container));
        if (entry == null || finishedAt == null || !backOff.inBackOff(entry, finishedAt, now)) {
            return waitsForImage(container);
        }
        Duration delay = backOff.delay(entry);
        Failure error = new Failure(
                CrashLoopBackOff.REASON, CrashLoopBackOff.message(delay, container.name(), pod.pod.metadata()));
        holdBack(new DelayedStart(container.name(), delay, Saturating.plus(finishedAt, delay), error));
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
        holdBack(new DelayedStart(container.name(), pull.delay(), until, pull.waiting(image)));
        return true;
    }

    /** Numbers go on after the newest attempt, or after the newest log when every attempt was removed. */
    private int attempt(CompiledContainer container) {
        RuntimeContainer newest = look.newest(container);
        if (newest != null) {
            return Saturating.next(newest.attempt());
        }
        Integer log = look.runtime.newestLogs().get(container.name());
        return log == null ? 0 : Saturating.next(log);
    }
}
