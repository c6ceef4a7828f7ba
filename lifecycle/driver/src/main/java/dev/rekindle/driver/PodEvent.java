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
 *
 * <p>Only the driver makes events. There will be more kinds, and more to ask of each of them: pass over what you do
 * not know.
 */
public interface PodEvent {
    /**
     * Returns the events that the kubelet records for this, in its own words.
     *
     * @return the events; empty where the kubelet records none: it has none for a restart of all containers
     */
    default List<KubernetesEvent> kubernetes() {
        return List.of();
    }

    /** A restart of all containers begins: the condition {@code AllContainersRestarting} became True. */
    interface RestartingAllContainers extends PodEvent {
        /** {@return which exits triggered it; more than one when several containers exited} */
        List<RestartCause> causes();
    }

    /** No container is left: the condition became False, and the first init container starts. */
    interface AllContainersRemoved extends PodEvent {}

    /**
     * All containers are removed, and the first one waits for the {@linkplain RestartAllOptions#minInterval() least
     * time} between restarts. Told once for each wait by each worker that sees it.
     */
    interface RestartDelayed extends PodEvent {
        /** {@return when it starts} */
        Instant until();
    }

    /** A restart of all containers was refused, and the pod fails instead. */
    interface RestartBudgetExceeded extends PodEvent {
        /** {@return which exits asked for it} */
        List<RestartCause> causes();

        /** {@return the message of the status of the pod} */
        String message();
    }

    /** The pod needs a new sandbox. */
    interface SandboxChanged extends PodEvent {}

    /** A container was started. */
    interface ContainerStarted extends PodEvent {
        /** {@return its name} */
        String container();

        /** {@return its id} */
        String containerId();

        /** {@return what it is to the pod} */
        ContainerKind kind();

        /** {@return its attempt number, from 0} */
        int attempt();

        /**
         * {@return whether it restarts on its own: an earlier attempt of it has ended and was not removed by a restart
         * of all containers}
         */
        boolean restart();
    }

    /** A container is about to be stopped. */
    interface KillingContainer extends PodEvent {
        /** {@return its name} */
        String container();

        /** {@return its id} */
        String containerId();

        /** {@return why} */
        StopReason reason();

        /** {@return the text of the event} */
        String message();
    }

    /** A dead container was removed. */
    interface ContainerRemoved extends PodEvent {
        /** {@return its name} */
        String container();

        /** {@return its id} */
        String containerId();
    }

    /** The start of a container waits for its back-off, or for the next pull of its image. */
    interface ContainerBackOff extends PodEvent {
        /** {@return which one and until when} */
        DelayedStart backOff();

        /** {@return the text of the event} */
        String message();
    }

    /** A probe failed once, or could not be run; what follows depends on its thresholds. */
    interface ProbeFailed extends PodEvent {
        /** {@return the name of the container} */
        String container();

        /** {@return its id} */
        String containerId();

        /** {@return which probe} */
        ProbeKind kind();

        /** {@return the text of the event} */
        String message();

        /** {@return what was thrown when it could not be run; null when it was run and failed} */
        @Nullable
        Throwable exception();
    }

    /** A hook failed. */
    interface HookFailed extends PodEvent {
        /** {@return the name of the container} */
        String container();

        /** {@return its id} */
        String containerId();

        /** {@return which hook} */
        Hook hook();

        /** {@return what went wrong} */
        String message();

        /** {@return what was thrown; its cause, if there is one, is what the runtime threw} */
        Throwable exception();

        /** The hooks of a container. */
        enum Hook {
            /** Runs once the container was started; it is killed when this fails. */
            POST_START,
            /** Runs before the container is stopped, which it is although this fails. */
            PRE_STOP
        }
    }

    /** An action failed. It is decided anew after 10 to 15 s. */
    interface ActionFailed extends PodEvent {
        /** {@return the action} */
        PodAction action();

        /** {@return a CamelCase reason, see {@link ContainerRuntimeException}} */
        String reason();

        /** {@return a text for people} */
        String message();

        /** {@return what was thrown} */
        Throwable exception();
    }

    /**
     * The pod has ended, and its last status is where it belongs: it can be removed. Told once by each worker that
     * sees it.
     */
    interface Finished extends PodEvent {}

    /**
     * Nothing of the pod runs and nothing is to be started, although it has not ended: the kubelet leaves such a pod
     * as it is. Told once for each time by each worker that sees it.
     */
    interface Stuck extends PodEvent {
        /** {@return why, for people} */
        String message();
    }

    /** Something around the actions failed. It is tried again after 10 to 15 s. */
    interface DutyFailed extends PodEvent {
        /** {@return what could not be done} */
        Duty duty();

        /** {@return why} */
        String message();

        /** {@return what was thrown} */
        Throwable exception();

        /** What a driver owes the lifecycle besides executing actions. */
        enum Duty {
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
