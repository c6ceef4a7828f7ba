package dev.rekindle.driver;

import dev.rekindle.core.ContainerKind;
import dev.rekindle.lifecycle.DelayedStart;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.StopReason;
import dev.rekindle.lifecycle.RestartCause;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a driver did or that went wrong.
 *
 * <p>Events are told once, after what they tell of was persisted or done; they are not stored. So a crash loses those of
 * the moment: what it interrupted was done and not told. What a state shows is told again by the next driver that
 * finds it, and so is told at least once:
 *
 * <ul>
 *   <li>{@link RestartingAllContainers}, while the restart is under way, with the causes whose containers are still
 *       there, or the latest;
 *   <li>{@link RestartBudgetExceeded}, until the pod has ended;
 *   <li>{@link Stuck}, {@link ContainerBackOff} and {@link RestartDelayed}, as long as it lasts;
 *   <li>{@link Finished}.
 * </ul>
 *
 * <p>All others may be lost, {@link AllContainersRemoved}, {@link ContainerStarted} and {@link ContainerRemoved} among
 * them. What must not be lost is in the status and in {@link dev.rekindle.lifecycle.PodState#causes}: restart counts,
 * last states, causes.
 */
public sealed interface PodEvent {
    /**
     * Returns the events that the kubelet records for this, in its own words.
     *
     * @return the events; empty where the kubelet records none: it has none for a restart of all containers
     */
    default List<KubernetesEvent> kubernetes() {
        return List.of();
    }

    /**
     * A restart of all containers begins: the condition {@code AllContainersRestarting} became True.
     *
     * @param causes which exits triggered it; more than one when several containers exited
     */
    record RestartingAllContainers(List<RestartCause> causes) implements PodEvent {
        /** Copies. */
        public RestartingAllContainers {
            causes = List.copyOf(causes);
        }
    }

    /** No container is left: the condition became False, and the first init container starts. */
    record AllContainersRemoved() implements PodEvent {}

    /**
     * All containers are removed, and the first one waits for the {@linkplain RestartAllOptions#minInterval() least
     * time} between restarts. Told once for each wait by each worker that sees it.
     *
     * @param until when it starts
     */
    record RestartDelayed(Instant until) implements PodEvent {}

    /**
     * A restart of all containers was refused, and the pod fails instead.
     *
     * @param causes which exits asked for it
     * @param message the message of the status of the pod
     */
    record RestartBudgetExceeded(List<RestartCause> causes, String message) implements PodEvent {
        /** Copies. */
        public RestartBudgetExceeded {
            causes = List.copyOf(causes);
        }
    }

    /** The pod needs a new sandbox. */
    record SandboxChanged() implements PodEvent {
        @Override
        public List<KubernetesEvent> kubernetes() {
            return List.of(
                    KubernetesEvent.normal("SandboxChanged", "Pod sandbox changed, it will be killed and re-created."));
        }
    }

    /**
     * A container was started.
     *
     * @param container its name
     * @param containerId its id
     * @param kind what it is to the pod
     * @param attempt its attempt number, from 0
     * @param restart whether it restarts on its own: an earlier attempt of it has ended and was not removed by a
     *     restart of all containers
     */
    record ContainerStarted(String container, String containerId, ContainerKind kind, int attempt, boolean restart)
            implements PodEvent {
        @Override
        public List<KubernetesEvent> kubernetes() {
            return List.of(
                    KubernetesEvent.normal("Created", "Container created"),
                    KubernetesEvent.normal("Started", "Container started"));
        }
    }

    /**
     * A container is about to be stopped.
     *
     * @param container its name
     * @param containerId its id
     * @param reason why
     * @param message the text of the event
     */
    record KillingContainer(String container, String containerId, StopReason reason, String message)
            implements PodEvent {
        @Override
        public List<KubernetesEvent> kubernetes() {
            return List.of(KubernetesEvent.normal("Killing", message));
        }
    }

    /**
     * A dead container was removed.
     *
     * @param container its name
     * @param containerId its id
     */
    record ContainerRemoved(String container, String containerId) implements PodEvent {}

    /**
     * The start of a container waits for its back-off, or for the next pull of its image.
     *
     * @param backOff which one and until when
     * @param message the text of the event
     */
    record ContainerBackOff(DelayedStart backOff, String message) implements PodEvent {
        @Override
        public List<KubernetesEvent> kubernetes() {
            return List.of(
                    backOff.isCrashLoop()
                            ? KubernetesEvent.warning("BackOff", message)
                            : KubernetesEvent.normal("BackOff", message));
        }
    }

    /**
     * A probe failed once, or could not be run; what follows depends on its thresholds.
     *
     * @param container the name of the container
     * @param containerId its id
     * @param kind which probe
     * @param message the text of the event
     * @param exception what was thrown when it could not be run; null when it was run and failed
     */
    record ProbeFailed(
            String container,
            String containerId,
            ProbeKind kind,
            String message,
            @Nullable Throwable exception) implements PodEvent {
        @Override
        public List<KubernetesEvent> kubernetes() {
            return List.of(KubernetesEvent.warning("Unhealthy", message));
        }
    }

    /**
     * A hook failed.
     *
     * @param container the name of the container
     * @param containerId its id
     * @param postStart whether it was the postStart hook, after which the container is killed; otherwise it was the
     *     preStop hook, and the container is stopped all the same
     * @param message what went wrong
     * @param exception what was thrown; its cause, if there is one, is what the runtime threw
     */
    record HookFailed(String container, String containerId, boolean postStart, String message, Throwable exception)
            implements PodEvent {
        @Override
        public List<KubernetesEvent> kubernetes() {
            return List.of(
                    postStart
                            ? KubernetesEvent.warning("FailedPostStartHook", "PostStartHook failed")
                            : KubernetesEvent.warning("FailedPreStopHook", "PreStopHook failed"));
        }
    }

    /**
     * An action failed. It is decided anew after 10 to 15 s.
     *
     * @param action the action
     * @param reason a CamelCase reason, see {@link ContainerRuntimeException}
     * @param message a text for people
     * @param exception what was thrown
     */
    record ActionFailed(PodAction action, String reason, String message, Throwable exception) implements PodEvent {
        @Override
        public List<KubernetesEvent> kubernetes() {
            return action.accept(new FailureEvents(message));
        }
    }

    /**
     * The pod has ended, and its last status is where it belongs: it can be removed. Told once by each worker that
     * sees it.
     */
    record Finished() implements PodEvent {}

    /**
     * Nothing of the pod runs and nothing is to be started, although it has not ended: the kubelet leaves such a pod
     * as it is. Told once for each time by each worker that sees it.
     *
     * @param message why, for people
     */
    record Stuck(String message) implements PodEvent {}

    /**
     * Something around the actions failed. It is tried again after 10 to 15 s.
     *
     * @param duty what could not be done
     * @param message why
     * @param exception what was thrown
     */
    record DutyFailed(Duty duty, String message, Throwable exception) implements PodEvent {
        /** What a driver owes the lifecycle besides executing actions. */
        public enum Duty {
            /** To observe the pod. Nothing else was done. */
            OBSERVE,
            /** To decide what to do: the lifecycle itself failed, which is a defect. Nothing was done. */
            STEP,
            /** To load or persist the state. Nothing was published or executed. */
            STORE,
            /** To publish the status. The actions were executed. */
            PUBLISH
        }
    }
}
