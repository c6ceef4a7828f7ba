package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.LifecycleHooks;
import dev.rekindle.core.Pod;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a custom kubelet may want of restarts of all containers beyond what the kubelet does. Back-off for them is
 * part of the lifecycle: {@link dev.rekindle.core.Divergence#BACK_OFF_AFTER_RESTART_ALL}.
 *
 * @param gracePeriod the grace period of every container, at least 2 s, or null for what the lifecycle orders: 2 s
 * @param preStop what becomes of preStop hooks
 * @param budget how many restarts are allowed, or null for any number
 * @param minInterval the least time between two restarts of all containers, more than 0, or null for none. When an
 *     exit recurs at once, a kubelet restarts the pod about every other second, as fast as its relist notices; a
 *     driver whose runtime tells of exits does it as fast as it can. With an interval, containers are stopped and
 *     removed at once all the same, the condition {@code AllContainersRestarting} stays True, and the first container
 *     starts when the interval since the start after the restart before is over. No restart is left out, and the
 *     first one never waits. Not a behaviour of Kubernetes
 */
public record RestartAllOptions(
        @Nullable Duration gracePeriod,
        PreStop preStop,
        @Nullable RestartBudget budget,
        @Nullable Duration minInterval) {
    /** What the kubelet does: 2 s, no hooks, no limit. */
    public static final RestartAllOptions KUBELET = new RestartAllOptions(null, PreStop.SKIP, null);

    /** What becomes of preStop hooks. */
    public enum PreStop {
        /** They are not run, as KEP-5532 has it. */
        SKIP,
        /** They are run, and cut off when the grace period is over; 2 s are left afterwards. */
        BOUNDED
    }

    /**
     * Options without a least time between restarts.
     *
     * @param gracePeriod as above
     * @param preStop as above
     * @param budget as above
     */
    public RestartAllOptions(@Nullable Duration gracePeriod, PreStop preStop, @Nullable RestartBudget budget) {
        this(gracePeriod, preStop, budget, null);
    }

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when the grace period is too short or the interval is not positive
     */
    public RestartAllOptions {
        Arguments.required(preStop, "preStop", "SKIP, what the kubelet does, or BOUNDED");
        if (gracePeriod != null && gracePeriod.compareTo(ContainerStopper.MINIMUM_GRACE) < 0) {
            throw new IllegalArgumentException("gracePeriod: Invalid value: " + gracePeriod
                    + ": expected at least PT2S, the minimum of the kubelet");
        }
        if (minInterval != null && (minInterval.isZero() || minInterval.isNegative())) {
            throw new IllegalArgumentException(
                    "minInterval: Invalid value: " + minInterval + ": expected more than 0, or null for none");
        }
    }

    /**
     * Sets the least time between restarts.
     *
     * @param value the time, more than 0, or null for none
     * @return a copy
     * @throws IllegalArgumentException when it is not positive
     */
    public RestartAllOptions withMinInterval(@Nullable Duration value) {
        return new RestartAllOptions(gracePeriod, preStop, budget, value);
    }

    /** Until when the first container waits, or null when it does not. A clock that was set back delays nothing. */
    @Nullable
    Instant heldUntil(@Nullable Instant startedAgain, Instant now) {
        if (minInterval == null || startedAgain == null || startedAgain.isAfter(now)) {
            return null;
        }
        boolean over = Duration.between(startedAgain, now).compareTo(minInterval) >= 0;
        return over ? null : now.plus(minInterval.minus(Duration.between(startedAgain, now)));
    }

    List<PodAction> apply(Pod pod, List<PodAction> actions) {
        if (gracePeriod == null && preStop == PreStop.SKIP) {
            return actions;
        }
        return actions.stream().map(action -> apply(pod, action)).toList();
    }

    private PodAction apply(Pod pod, PodAction action) {
        if (!(action instanceof StopContainer stop) || stop.reason() != StopReason.RESTART_ALL_CONTAINERS) {
            return action;
        }
        Container container = Pods.container(pod, stop.name());
        LifecycleHooks hooks = container == null ? null : container.lifecycle();
        boolean hook = preStop == PreStop.BOUNDED && hooks != null && hooks.preStop() != null;
        Duration grace = gracePeriod != null ? gracePeriod : stop.gracePeriod();
        return new StopContainer(stop.id(), stop.name(), grace, hook, stop.reason(), stop.message());
    }
}
