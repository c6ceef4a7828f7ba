package dev.rekindle.lifecycle.driver;

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

/**
 * A step with the options of a custom kubelet applied. Pure.
 *
 * @param step the step of the lifecycle
 * @param next what to persist
 * @param actions what to execute
 * @param refused whether the pod fails now because it was restarted too often
 */
record Decision(Step step, WorkerState next, List<PodAction> actions, boolean refused) {
    static Decision of(
            Pod pod,
            PodLifecycle lifecycle,
            RestartAllOptions options,
            WorkerState before,
            Observation observed,
            Instant now) {
        Step step = lifecycle.step(before.pod(), observed, now);
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
        return new Decision(step, new WorkerState(step.next(), restarts), actions, refused);
    }

    /** Whether a restart of all containers begins between two states. */
    static boolean begins(PodState before, PodState next) {
        return !isRestarting(before) && isRestarting(next) && next.work() == PodState.Work.SYNC;
    }

    /** Whether no container is left to remove, and the first one starts again. */
    static boolean completes(PodState before, PodState next) {
        return isRestarting(before) && !isRestarting(next) && next.work() == PodState.Work.SYNC;
    }

    private static boolean isRestarting(PodState state) {
        return state.status().isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING);
    }

    private static Observation failing(Observation observed, RestartBudget budget) {
        return observed.termination(Termination.eviction(RestartBudget.REASON, budget.message()));
    }
}
