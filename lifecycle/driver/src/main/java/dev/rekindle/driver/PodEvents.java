package dev.rekindle.driver;

import dev.rekindle.core.ContainerKind;
import dev.rekindle.lifecycle.DelayedStart;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.StopReason;
import dev.rekindle.lifecycle.RestartCause;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events as the driver makes them. Users see the interfaces, which can grow. */
final class PodEvents {
    private PodEvents() {}

    record RestartingAllContainers(List<RestartCause> causes) implements PodEvent.RestartingAllContainers {
        RestartingAllContainers {
            causes = List.copyOf(causes);
        }
    }

    record AllContainersRemoved() implements PodEvent.AllContainersRemoved {}

    record RestartDelayed(Instant until) implements PodEvent.RestartDelayed {}

    record RestartBudgetExceeded(List<RestartCause> causes, String message) implements PodEvent.RestartBudgetExceeded {
        RestartBudgetExceeded {
            causes = List.copyOf(causes);
        }
    }

    record SandboxChanged() implements PodEvent.SandboxChanged {
        @Override
        public List<KubernetesEvent> kubernetes() {
            return List.of(normal("SandboxChanged", "Pod sandbox changed, it will be killed and re-created."));
        }
    }

    record ContainerStarted(String container, String containerId, ContainerKind kind, int attempt, boolean restart)
            implements PodEvent.ContainerStarted {
        @Override
        public List<KubernetesEvent> kubernetes() {
            return List.of(normal("Created", "Container created"), normal("Started", "Container started"));
        }
    }

    record KillingContainer(String container, String containerId, StopReason reason, String message)
            implements PodEvent.KillingContainer {
        @Override
        public List<KubernetesEvent> kubernetes() {
            return List.of(normal("Killing", message));
        }
    }

    record ContainerRemoved(String container, String containerId) implements PodEvent.ContainerRemoved {}

    record ContainerBackOff(DelayedStart backOff, String message) implements PodEvent.ContainerBackOff {
        @Override
        public List<KubernetesEvent> kubernetes() {
            return List.of(backOff.isCrashLoop() ? warning("BackOff", message) : normal("BackOff", message));
        }
    }

    record ProbeFailed(
            String container,
            String containerId,
            ProbeKind kind,
            String message,
            @Nullable Throwable exception) implements PodEvent.ProbeFailed {
        @Override
        public List<KubernetesEvent> kubernetes() {
            return List.of(warning("Unhealthy", message));
        }
    }

    record HookFailed(String container, String containerId, Hook hook, String message, Throwable exception)
            implements PodEvent.HookFailed {
        @Override
        public List<KubernetesEvent> kubernetes() {
            return List.of(
                    switch (hook) {
                        case POST_START -> warning("FailedPostStartHook", "PostStartHook failed");
                        case PRE_STOP -> warning("FailedPreStopHook", "PreStopHook failed");
                    });
        }
    }

    record ActionFailed(PodAction action, String reason, String message, Throwable exception)
            implements PodEvent.ActionFailed {
        @Override
        public List<KubernetesEvent> kubernetes() {
            return action.accept(new FailureEvents(message));
        }
    }

    record Finished() implements PodEvent.Finished {}

    record Stuck(String message) implements PodEvent.Stuck {}

    record DutyFailed(Duty duty, String message, Throwable exception) implements PodEvent.DutyFailed {}

    private record Recorded(Type type, String reason, String message) implements KubernetesEvent {
        @Override
        public String toString() {
            return "KubernetesEvent[type=" + type + ", reason=" + reason + ", message=" + message + "]";
        }
    }

    static KubernetesEvent normal(String reason, String message) {
        return new Recorded(KubernetesEvent.Type.NORMAL, reason, message);
    }

    static KubernetesEvent warning(String reason, String message) {
        return new Recorded(KubernetesEvent.Type.WARNING, reason, message);
    }
}
