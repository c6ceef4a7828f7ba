package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One order to the container runtime. Orders come in a list whose order is the order of execution. */
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

    /**
     * Create a sandbox and wait until it has its network.
     *
     * @param attempt how many sandboxes the pod had before
     */
    record CreateSandbox(int attempt) implements PodAction {
        @Override
        public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
            return visitor.createSandbox(this);
        }

        @Override
        public boolean endsSyncOnFailure() {
            return true;
        }
    }

    /**
     * Stop every running container and then the sandboxes. Containers stop at the same time, sidecars after all of
     * them, the last sidecar first; each gets what is left of its grace period, at least 2 s
     * (pkg/kubelet/kuberuntime/kuberuntime_termination_order.go).
     *
     * @param containers the running containers that are not sidecars
     * @param sidecars the running sidecars, in order of stop
     * @param sandboxIds the sandboxes to stop
     */
    record KillPod(List<StopContainer> containers, List<StopContainer> sidecars, List<String> sandboxIds)
            implements PodAction {
        /** Copies. */
        public KillPod {
            containers = List.copyOf(containers);
            sidecars = List.copyOf(sidecars);
            sandboxIds = List.copyOf(sandboxIds);
        }

        @Override
        public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
            return visitor.killPod(this);
        }

        @Override
        public boolean endsSyncOnFailure() {
            return true;
        }
    }

    /**
     * Stop one container: its preStop hook if asked for, the stop signal, and SIGKILL when the grace period is over.
     *
     * @param id the container
     * @param name its name
     * @param gracePeriod time from the beginning of the hook to SIGKILL; at least 2 s are left after the hook
     * @param runPreStop whether the preStop hook runs
     * @param reason why
     * @param message the text of the event {@code Killing}
     */
    record StopContainer(
            String id, String name, Duration gracePeriod, boolean runPreStop, StopReason reason, String message)
            implements PodAction {
        @Override
        public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
            return visitor.stopContainer(this);
        }

        @Override
        public boolean endsSyncOnFailure() {
            return true;
        }
    }

    /**
     * Remove a dead container.
     *
     * @param id the container
     * @param name its name
     * @param keepLogs whether its log files stay
     * @param reason why
     */
    record RemoveContainer(String id, String name, boolean keepLogs, RemoveReason reason) implements PodAction {
        @Override
        public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
            return visitor.removeContainer(this);
        }

        @Override
        public boolean endsSyncOnFailure() {
            return reason == RemoveReason.RESTART_ALL_CONTAINERS;
        }
    }

    /**
     * Create and start a container, and run its postStart hook.
     *
     * @param name its name in the pod spec
     * @param kind what it is to the pod
     * @param attempt its attempt number, from 0
     * @param lastFinishedAt when the attempt ended from whose end its back-off counts, or null when the runtime has
     *     none
     */
    record StartContainer(
            String name,
            ContainerKind kind,
            int attempt,
            @Nullable Instant lastFinishedAt) implements PodAction {
        @Override
        public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
            return visitor.startContainer(this);
        }

        @Override
        public boolean endsSyncOnFailure() {
            return kind == ContainerKind.INIT;
        }
    }
}
