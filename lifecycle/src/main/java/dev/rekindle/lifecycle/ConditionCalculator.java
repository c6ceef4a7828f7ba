package dev.rekindle.lifecycle;

import static dev.rekindle.core.PodConditionType.ALL_CONTAINERS_RESTARTING;
import static dev.rekindle.core.PodConditionType.CONTAINERS_READY;
import static dev.rekindle.core.PodConditionType.INITIALIZED;
import static dev.rekindle.core.PodConditionType.POD_READY_TO_START_CONTAINERS;
import static dev.rekindle.core.PodConditionType.POD_SCHEDULED;
import static dev.rekindle.core.PodConditionType.READY;

import dev.rekindle.core.ConditionStatus;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodReadinessGate;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of a pod: pkg/kubelet/status/generate.go. */
final class ConditionCalculator {
    private static final String UNKNOWN_CONTAINER_STATUSES = "UnknownContainerStatuses";
    private static final String POD_COMPLETED = "PodCompleted";
    private static final String POD_FAILED = "PodFailed";
    private static final String CONTAINERS_NOT_READY = "ContainersNotReady";

    private final CompiledPod pod;
    private final RestartAll restartAll;

    ConditionCalculator(CompiledPod pod, RestartAll restartAll) {
        this.pod = pod;
        this.restartAll = restartAll;
    }

    /**
     * Every condition of the pod, in the order of the kubelet: those of others first.
     *
     * @param others where the conditions of others are found, among any
     * @param generation the generation that the kubelet's own conditions tell of, but for AllContainersRestarting
     */
    List<PodCondition> all(
            PodStatus old,
            List<PodCondition> others,
            @Nullable Long generation,
            List<ContainerStatus> statuses,
            PodPhase phase,
            RuntimePod runtime) {
        List<PodCondition> conditions = new ArrayList<>();
        for (PodCondition condition : others) {
            if (!isOwned(pod, condition.type())) {
                conditions.add(condition);
            }
        }
        if (pod.readyToStartCondition) {
            conditions.add(of(generation, readyToStartContainers(runtime), old));
        }
        conditions.add(of(generation, initialized(old, statuses, phase), old));
        conditions.add(of(generation, ready(conditions, statuses, phase), old));
        conditions.add(of(generation, containersReady(statuses, phase), old));
        conditions.add(of(generation, holds(POD_SCHEDULED), old));
        if (pod.restartAllEnabled && pod.hasRestartAllRule) {
            conditions.add(allContainersRestarting(old, phase, runtime));
        }
        return conditions;
    }

    /** {@code GetPodObservedGenerationIfEnabledOnCondition} of pkg/api/v1/pod/util.go. */
    private PodCondition of(@Nullable Long generation, PodCondition condition, PodStatus old) {
        PodCondition before = old.condition(condition.type());
        boolean tracks = pod.generationTracking || (before != null && before.observedGeneration() != null);
        return generation == null || !tracks
                ? condition
                : PodCondition.builder()
                        .from(condition)
                        .observedGeneration(generation)
                        .build();
    }

    /** {@code PodConditionByKubelet} of pkg/kubelet/types/pod_status.go: whatever else there is belongs to others. */
    static boolean isOwned(CompiledPod pod, String type) {
        return switch (type) {
            case POD_SCHEDULED, READY, INITIALIZED, CONTAINERS_READY -> true;
            case POD_READY_TO_START_CONTAINERS -> pod.readyToStartCondition;
            case ALL_CONTAINERS_RESTARTING -> pod.restartAllEnabled;
            default -> false;
        };
    }

    PodCondition readyToStartContainers(RuntimePod runtime) {
        boolean ready = !SandboxCheck.of(pod.pod.spec().hostNetwork(), runtime).changed();
        return ready ? holds(POD_READY_TO_START_CONTAINERS) : fails(POD_READY_TO_START_CONTAINERS, "", "");
    }

    PodCondition initialized(PodStatus old, @Nullable List<ContainerStatus> statuses, PodPhase phase) {
        if (statuses == null && !pod.init.isEmpty()) {
            return fails(INITIALIZED, UNKNOWN_CONTAINER_STATUSES, "");
        }
        List<ContainerStatus> known = statuses == null ? List.of() : statuses;
        List<String> unknown = new ArrayList<>();
        List<String> incomplete = new ArrayList<>();
        for (CompiledContainer container : pod.init) {
            ContainerStatus status = Statuses.find(known, container.name());
            if (status == null) {
                unknown.add(container.name());
            } else if (!isComplete(container, status)) {
                incomplete.add(container.name());
            }
        }
        if (phase.equals(PodPhase.SUCCEEDED) && unknown.isEmpty()) {
            return condition(INITIALIZED, ConditionStatus.TRUE, POD_COMPLETED, "");
        }
        boolean stays = pod.restartAllEnabled && old.isTrue(INITIALIZED); // while the init containers run again
        if (anyRegularStarted(known) || stays) {
            return holds(INITIALIZED);
        }
        String message = message(unknown, "incomplete", incomplete);
        return message.isEmpty() ? holds(INITIALIZED) : fails(INITIALIZED, "ContainersNotInitialized", message);
    }

    private static boolean isComplete(CompiledContainer container, ContainerStatus status) {
        return container.isSidecar() ? Boolean.TRUE.equals(status.started()) : status.ready();
    }

    private boolean anyRegularStarted(List<ContainerStatus> statuses) {
        for (CompiledContainer container : pod.regular) {
            ContainerStatus status = Statuses.find(statuses, container.name());
            if (status != null && (status.isRunning() || status.state() instanceof ContainerState.Terminated)) {
                return true;
            }
        }
        return false;
    }

    PodCondition containersReady(@Nullable List<ContainerStatus> statuses, PodPhase phase) {
        return readiness(CONTAINERS_READY, statuses, phase);
    }

    PodCondition ready(List<PodCondition> conditions, @Nullable List<ContainerStatus> statuses, PodPhase phase) {
        PodCondition containers = readiness(READY, statuses, phase);
        if (!containers.status().equals(ConditionStatus.TRUE)) {
            return containers;
        }
        List<String> unmet = new ArrayList<>();
        for (PodReadinessGate gate : pod.pod.spec().readinessGates()) {
            PodCondition condition = find(conditions, gate.conditionType());
            if (condition == null) {
                unmet.add("corresponding condition of pod readiness gate \"" + gate.conditionType()
                        + "\" does not exist.");
            } else if (!condition.status().equals(ConditionStatus.TRUE)) {
                unmet.add("the status of pod readiness gate \"" + gate.conditionType() + "\" is not \"True\", but "
                        + condition.status());
            }
        }
        return unmet.isEmpty() ? containers : fails(READY, "ReadinessGatesNotReady", String.join(", ", unmet));
    }

    private PodCondition readiness(String type, @Nullable List<ContainerStatus> statuses, PodPhase phase) {
        if (statuses == null) {
            return fails(type, UNKNOWN_CONTAINER_STATUSES, "");
        }
        List<String> unknown = new ArrayList<>();
        List<String> unready = new ArrayList<>();
        for (CompiledContainer container : pod.init) {
            if (container.isSidecar()) {
                sort(container, statuses, unknown, unready);
            }
        }
        for (CompiledContainer container : pod.regular) {
            sort(container, statuses, unknown, unready);
        }
        if (phase.equals(PodPhase.SUCCEEDED) && unknown.isEmpty()) {
            return fails(type, POD_COMPLETED, "");
        }
        if (phase.equals(PodPhase.FAILED)) {
            return fails(type, POD_FAILED, "");
        }
        String message = message(unknown, "unready", unready);
        return message.isEmpty() ? holds(type) : fails(type, CONTAINERS_NOT_READY, message);
    }

    private static void sort(
            CompiledContainer container, List<ContainerStatus> statuses, List<String> unknown, List<String> unready) {
        ContainerStatus status = Statuses.find(statuses, container.name());
        if (status == null) {
            unknown.add(container.name());
        } else if (!status.ready()) {
            unready.add(container.name());
        }
    }

    PodCondition allContainersRestarting(PodStatus old, PodPhase phase, RuntimePod runtime) {
        if (phase.equals(PodPhase.SUCCEEDED)) {
            return fails(ALL_CONTAINERS_RESTARTING, POD_COMPLETED, "");
        }
        if (phase.equals(PodPhase.FAILED)) {
            return fails(ALL_CONTAINERS_RESTARTING, POD_FAILED, "");
        }
        if (!restartAll.isDue(runtime, old) || restartAll.isCleanedUp(runtime)) {
            return fails(ALL_CONTAINERS_RESTARTING, "", "");
        }
        if (pod.has(Divergence.CONDITION_NAMES_TRIGGER)) {
            return condition(
                    ALL_CONTAINERS_RESTARTING,
                    ConditionStatus.TRUE,
                    "ContainerExited",
                    restartAll.describeTrigger(runtime, old));
        }
        return condition(
                ALL_CONTAINERS_RESTARTING,
                ConditionStatus.TRUE,
                "RestartAllContainersStarted",
                "container exited with restart policy rule");
    }

    private static String message(List<String> unknown, String what, List<String> others) {
        List<String> parts = new ArrayList<>();
        if (!unknown.isEmpty()) {
            parts.add("containers with unknown status: [" + String.join(" ", unknown) + "]");
        }
        if (!others.isEmpty()) {
            parts.add("containers with " + what + " status: [" + String.join(" ", others) + "]");
        }
        return String.join(", ", parts);
    }

    private static @Nullable PodCondition find(List<PodCondition> conditions, String type) {
        return conditions.stream()
                .filter(c -> c.type().equals(type))
                .findFirst()
                .orElse(null);
    }

    private static PodCondition holds(String type) {
        return condition(type, ConditionStatus.TRUE, "", "");
    }

    private static PodCondition fails(String type, String reason, String message) {
        return condition(type, ConditionStatus.FALSE, reason, message);
    }

    private static PodCondition condition(String type, ConditionStatus status, String reason, String message) {
        return PodCondition.builder()
                .type(type)
                .status(status)
                .reason(reason)
                .message(message)
                .build();
    }
}
