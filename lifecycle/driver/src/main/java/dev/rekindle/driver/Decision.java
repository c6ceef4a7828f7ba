package dev.rekindle.driver;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step with the options of a custom kubelet applied. Pure.
 *
 * @param step the step of the lifecycle
 * @param next what to persist
 * @param actions what to execute
 * @param refused whether the pod fails now because it was restarted too often
 * @param heldUntil until when the first container after a restart of all containers waits, or null when it does not
 */
record Decision(
        Step step,
        WorkerState next,
        List<PodAction> actions,
        boolean refused,
        @Nullable Instant heldUntil) {
    static Decision of(
            Pod pod,
            PodLifecycle lifecycle,
            RestartAllOptions options,
            WorkerState before,
            Observation observed,
            Instant now) {
        Step step = lifecycle.step(before.pod(), observed, now);
        boolean completes = completes(before.pod(), step.next());
        Instant heldUntil = completes ? options.heldUntil(before.startedAgain(), now) : null;
        if (heldUntil != null) {
            return held(before, heldUntil);
        }
        RestartBudget budget = options.budget();
        List<Timestamp> restarts = budget == null ? List.of() : budget.counting(before.restarts(), now);
        boolean refused = false;
        if (budget != null && begins(before.pod(), step.next())) {
            refused = restarts.size() >= budget.max();
            if (refused) {
                step = lifecycle.step(before.pod(), failing(observed, budget), now);
            } else {
                restarts = new ArrayList<>(restarts);
                restarts.add(Timestamp.of(now));
            }
        }
        List<PodAction> actions = options.apply(pod, step.actions());
        Instant startedAgain = completes ? now : before.startedAgain();
        WorkerState next = WorkerState.of(step.next(), restarts, options.minInterval() == null ? null : startedAgain);
        return new Decision(step, next, actions, refused, null);
    }

    /** Nothing runs that could exit meanwhile; whatever else happens is seen by the step after. */
    private static Decision held(WorkerState before, Instant until) {
        Step waiting = Step.of(before.pod(), List.of(), until);
        return new Decision(waiting, before, List.of(), false, until);
    }

    /** Whether a pod that has not ended waits for nothing. */
    boolean isIdle() {
        PodState pod = next.pod();
        return pod.work() == PodState.Work.SYNC
                && !pod.status().phase().isTerminal()
                && actions.stream().allMatch(Decision::stopsNothing)
                && step.delayedStarts().isEmpty()
                && heldUntil == null;
    }

    /** As a pod that should lose its sandbox is told to at every sync. */
    private static boolean stopsNothing(PodAction action) {
        return action instanceof PodAction.KillPod kill
                && kill.containers().isEmpty()
                && kill.sidecars().isEmpty();
    }

    /** Whether a restart of all containers begins between two states. */
    static boolean begins(PodState before, PodState next) {
        return !isRestarting(before) && isRestarting(next) && next.work() == PodState.Work.SYNC;
    }

    /** Whether no container is left to remove, and the first one starts again. */
    static boolean completes(PodState before, PodState next) {
        return isRestarting(before) && !isRestarting(next) && next.work() == PodState.Work.SYNC;
    }

    static boolean isRestarting(PodState state) {
        return state.status().isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING);
    }

    private static Observation failing(Observation observed, RestartBudget budget) {
        return observed.termination(Termination.eviction(RestartBudget.REASON, budget.message()));
    }
}
