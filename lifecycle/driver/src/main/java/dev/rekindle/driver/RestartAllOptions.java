package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.Pod;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a custom kubelet may want of restarts of all containers beyond what the kubelet does: {@link #KUBELET}, and what
 * the copies of it change. Back-off for them is part of the lifecycle: {@link
 * dev.rekindle.core.Divergence#BACK_OFF_AFTER_RESTART_ALL}.
 */
public final class RestartAllOptions {
    /** What the kubelet does: 2 s, no hooks, no limit, no least time. */
    public static final RestartAllOptions KUBELET = new RestartAllOptions(null, PreStop.SKIP, null, null);

    private final @Nullable Duration gracePeriod;
    private final PreStop preStop;
    private final @Nullable RestartBudget budget;
    private final @Nullable Duration minInterval;

    /** What becomes of preStop hooks. */
    public enum PreStop {
        /** They are not run, as KEP-5532 has it. */
        SKIP,
        /** They are run, and cut off when the grace period is over; 2 s are left afterwards. */
        BOUNDED
    }

    private RestartAllOptions(
            @Nullable Duration gracePeriod,
            PreStop preStop,
            @Nullable RestartBudget budget,
            @Nullable Duration minInterval) {
        this.gracePeriod = gracePeriod;
        this.preStop = preStop;
        this.budget = budget;
        this.minInterval = minInterval;
    }

    /**
     * Sets the grace period of every container.
     *
     * @param value at least 2 s, or null for what the lifecycle orders: 2 s
     * @return a copy
     * @throws IllegalArgumentException when it is too short
     */
    public RestartAllOptions withGracePeriod(@Nullable Duration value) {
        if (value != null && value.compareTo(ContainerStopper.MINIMUM_GRACE) < 0) {
            throw new IllegalArgumentException(
                    "gracePeriod: Invalid value: " + value + ": expected at least PT2S, the minimum of the kubelet");
        }
        return new RestartAllOptions(value, preStop, budget, minInterval);
    }

    /**
     * Sets what becomes of preStop hooks.
     *
     * @param value what becomes of them
     * @return a copy
     */
    public RestartAllOptions withPreStop(PreStop value) {
        Arguments.required(value, "preStop", "SKIP, what the kubelet does, or BOUNDED");
        return new RestartAllOptions(gracePeriod, value, budget, minInterval);
    }

    /**
     * Sets how many restarts are allowed.
     *
     * @param value the budget, or null for any number
     * @return a copy
     */
    public RestartAllOptions withBudget(@Nullable RestartBudget value) {
        return new RestartAllOptions(gracePeriod, preStop, value, minInterval);
    }

    /**
     * Sets the least time between two restarts of all containers. When an exit recurs at once, a kubelet restarts the
     * pod about every other second, as fast as its relist notices; a driver whose runtime tells of exits does it as
     * fast as it can. With an interval, containers are stopped and removed at once all the same, the condition
     * {@code AllContainersRestarting} stays True, and the first container starts when the interval since the start
     * after the restart before is over. No restart is left out, and the first one never waits. Not a behaviour of
     * Kubernetes.
     *
     * @param value the time, more than 0, or null for none
     * @return a copy
     * @throws IllegalArgumentException when it is not positive
     */
    public RestartAllOptions withMinInterval(@Nullable Duration value) {
        if (value != null && (value.isZero() || value.isNegative())) {
            throw new IllegalArgumentException(
                    "minInterval: Invalid value: " + value + ": expected more than 0, or null for none");
        }
        return new RestartAllOptions(gracePeriod, preStop, budget, value);
    }

    /** {@return the grace period of every container, or null for what the lifecycle orders} */
    public @Nullable Duration gracePeriod() {
        return gracePeriod;
    }

    /** {@return what becomes of preStop hooks} */
    public PreStop preStop() {
        return preStop;
    }

    /** {@return how many restarts are allowed, or null for any number} */
    public @Nullable RestartBudget budget() {
        return budget;
    }

    /** {@return the least time between two restarts of all containers, or null for none} */
    public @Nullable Duration minInterval() {
        return minInterval;
    }

    @Override
    public String toString() {
        return "RestartAllOptions[gracePeriod=" + gracePeriod + ", preStop=" + preStop + ", budget=" + budget
                + ", minInterval=" + minInterval + "]";
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
        Container container = pod.spec().container(stop.name());
        boolean hook = preStop == PreStop.BOUNDED && container != null && container.preStop() != null;
        Duration grace = gracePeriod != null ? gracePeriod : stop.gracePeriod();
        return PodAction.stopContainer(stop.id(), stop.name(), grace, hook, stop.reason(), stop.message());
    }
}
