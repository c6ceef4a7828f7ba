package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order to the container runtime. Orders come in a list whose order is the order of execution. An order may tell
 * more in a later release; it is made by {@link PodLifecycle#step}, and by the methods below in tests and drivers.
 */
public sealed interface PodAction {
    /**
     * {@return whether the actions after this one are left out when it fails} The kubelet goes on after a failed
     * start of a sidecar, a regular or an ephemeral container, and after a failed clean-up of an old init container.
     */
    boolean endsSyncOnFailure();

    /**
     * Calls the method of this kind of action. A new kind does not compile until every visitor knows it.
     *
     * @param visitor what is to be done with each kind
     * @param <R> what that gives
     * @param <E> what it may throw
     * @return what the visitor returned
     * @throws E what the visitor threw
     */
    <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E;

    /**
     * Something to do with each kind of action.
     *
     * @param <R> what it gives
     * @param <E> what it may throw; {@link RuntimeException} for nothing that is checked
     */
    interface Visitor<R, E extends Exception> {
        /**
         * Visits.
         *
         * @param action the action
         * @return the result
         * @throws E when that fails
         */
        R createSandbox(CreateSandbox action) throws E;

        /**
         * Visits.
         *
         * @param action the action
         * @return the result
         * @throws E when that fails
         */
        R killPod(KillPod action) throws E;

        /**
         * Visits.
         *
         * @param action the action
         * @return the result
         * @throws E when that fails
         */
        R stopContainer(StopContainer action) throws E;

        /**
         * Visits.
         *
         * @param action the action
         * @return the result
         * @throws E when that fails
         */
        R removeContainer(RemoveContainer action) throws E;

        /**
         * Visits.
         *
         * @param action the action
         * @return the result
         * @throws E when that fails
         */
        R startContainer(StartContainer action) throws E;
    }

    /** Why a container is stopped. */
    enum StopReason {
        /** All containers are being restarted in place. */
        RESTART_ALL_CONTAINERS("RestartAllContainers"),
        /** The liveness probe failed. */
        LIVENESS_PROBE("LivenessProbe"),
        /** The startup probe failed. */
        STARTUP_PROBE("StartupProbe"),
        /** The runtime lost track of the container. */
        UNKNOWN("Unknown"),
        /** The definition of the container changed. */
        DEFINITION_CHANGED(""),
        /** The pod ends or loses its sandbox. */
        POD_KILLED("");

        private final String text;

        StopReason(String text) {
            this.text = text;
        }

        /** {@return the reason as the kubelet writes it, may be empty} */
        public String text() {
            return text;
        }
    }

    /** Why a container is removed. */
    enum RemoveReason {
        /** All containers are being restarted in place. Nothing is started before the removal is done. */
        RESTART_ALL_CONTAINERS,
        /** A newer attempt of the init container takes its place. */
        INIT_CONTAINER_STARTS_AGAIN,
        /** Nothing needs the dead container any more. */
        GARBAGE_COLLECTION
    }

    /** Create a sandbox and wait until it has its network. */
    sealed interface CreateSandbox extends PodAction permits Actions.CreateSandbox {
        /** {@return how many sandboxes the pod had before} */
        int attempt();
    }

    /**
     * Stop every running container and then the sandboxes. Containers stop at the same time, sidecars after all of
     * them, the last sidecar first; each gets what is left of its grace period, at least 2 s
     * (pkg/kubelet/kuberuntime/kuberuntime_termination_order.go).
     */
    sealed interface KillPod extends PodAction permits Actions.KillPod {
        /** {@return the running containers that are not sidecars} */
        List<StopContainer> containers();

        /** {@return the running sidecars, in order of stop} */
        List<StopContainer> sidecars();

        /** {@return the sandboxes to stop} */
        List<String> sandboxIds();
    }

    /** Stop one container: its preStop hook if asked for, the stop signal, and SIGKILL when the grace period is over. */
    sealed interface StopContainer extends PodAction permits Actions.StopContainer {
        /** {@return the id of the container} */
        String id();

        /** {@return its name} */
        String name();

        /** {@return time from the beginning of the hook to SIGKILL; at least 2 s are left after the hook} */
        Duration gracePeriod();

        /** {@return whether the preStop hook runs} */
        boolean runPreStop();

        /** {@return why} */
        StopReason reason();

        /** {@return the text of the event {@code Killing}} */
        String message();
    }

    /** Remove a dead container. */
    sealed interface RemoveContainer extends PodAction permits Actions.RemoveContainer {
        /** {@return the id of the container} */
        String id();

        /** {@return its name} */
        String name();

        /** {@return whether its log files stay} */
        boolean keepLogs();

        /** {@return why} */
        RemoveReason reason();
    }

    /** Create and start a container, and run its postStart hook. */
    sealed interface StartContainer extends PodAction permits Actions.StartContainer {
        /** {@return its name in the pod spec} */
        String name();

        /** {@return what it is to the pod} */
        ContainerKind kind();

        /** {@return its attempt number, from 0} */
        int attempt();

        /**
         * {@return when the attempt ended from whose end its back-off counts, or null when the runtime has none}
         */
        @Nullable
        Instant lastFinishedAt();
    }

    /**
     * An order to create a sandbox.
     *
     * @param attempt how many sandboxes the pod had before
     * @return the action
     */
    static CreateSandbox createSandbox(int attempt) {
        return new Actions.CreateSandbox(attempt);
    }

    /**
     * An order to stop what runs.
     *
     * @param containers the running containers that are not sidecars
     * @param sidecars the running sidecars, in order of stop
     * @param sandboxIds the sandboxes to stop
     * @return the action
     */
    static KillPod killPod(List<StopContainer> containers, List<StopContainer> sidecars, List<String> sandboxIds) {
        return new Actions.KillPod(containers, sidecars, sandboxIds);
    }

    /**
     * An order to stop a container.
     *
     * @param id the id of the container
     * @param name its name
     * @param gracePeriod time from the beginning of the hook to SIGKILL
     * @param runPreStop whether the preStop hook runs
     * @param reason why
     * @param message the text of the event {@code Killing}, may be empty
     * @return the action
     */
    static StopContainer stopContainer(
            String id, String name, Duration gracePeriod, boolean runPreStop, StopReason reason, String message) {
        return new Actions.StopContainer(id, name, gracePeriod, runPreStop, reason, message);
    }

    /**
     * An order to remove a container.
     *
     * @param id the id of the container
     * @param name its name
     * @param keepLogs whether its log files stay
     * @param reason why
     * @return the action
     */
    static RemoveContainer removeContainer(String id, String name, boolean keepLogs, RemoveReason reason) {
        return new Actions.RemoveContainer(id, name, keepLogs, reason);
    }

    /**
     * An order to start a container.
     *
     * @param name its name in the pod spec
     * @param kind what it is to the pod
     * @param attempt its attempt number, from 0
     * @param lastFinishedAt when the attempt ended from whose end its back-off counts, or null when there is none
     * @return the action
     */
    static StartContainer startContainer(
            String name, ContainerKind kind, int attempt, @Nullable Instant lastFinishedAt) {
        return new Actions.StartContainer(name, kind, attempt, lastFinishedAt);
    }
}
