package dev.rekindle.lifecycle;

import static dev.rekindle.core.PodConditionType.ALL_CONTAINERS_RESTARTING;
import static dev.rekindle.core.PodConditionType.CONTAINERS_READY;
import static dev.rekindle.core.PodConditionType.INITIALIZED;
import static dev.rekindle.core.PodConditionType.POD_READY_TO_START_CONTAINERS;
import static dev.rekindle.core.PodConditionType.POD_SCHEDULED;
import static dev.rekindle.core.PodConditionType.READY;

import dev.rekindle.core.ConditionStatus;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodReadinessGate;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.Reasons;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The conditions of a pod: pkg/kubelet/status/generate.go. */
final class ConditionCalculator {
    private static final String UNKNOWN_CONTAINER_STATUSES = Reasons.UNKNOWN_CONTAINER_STATUSES;
    private static final String POD_COMPLETED = Reasons.POD_COMPLETED;
    private static final String POD_FAILED = Reasons.POD_FAILED;
    private static final String CONTAINERS_NOT_READY = Reasons.CONTAINERS_NOT_READY;
    private static final Verdict RESTARTING = new Verdict(
            ConditionStatus.TRUE, Reasons.RESTART_ALL_CONTAINERS_STARTED, "container exited with restart policy rule");

    private final CompiledPod pod;

    ConditionCalculator(CompiledPod pod) {
        this.pod = pod;
    }

    /** What a condition says. */
    record Verdict(ConditionStatus status, String reason, String message) {
        static final Verdict HOLDS = new Verdict(ConditionStatus.TRUE, "", "");
        static final Verdict FAILS = new Verdict(ConditionStatus.FALSE, "", "");

        static Verdict fails(String reason, String message) {
            return new Verdict(ConditionStatus.FALSE, reason, message);
        }

        boolean holds() {
            return status.equals(ConditionStatus.TRUE);
        }

        PodCondition condition(String type, @Nullable Long generation, @Nullable Timestamp since) {
            return PodCondition.builder()
                    .type(type)
                    .status(status)
                    .reason(reason)
                    .message(message)
                    .observedGeneration(generation)
                    .lastTransitionTime(since)
                    .build();
        }

        private boolean isOf(PodCondition condition, @Nullable Long generation) {
            return status.equals(condition.status())
                    && reason.equals(condition.reason())
                    && message.equals(condition.message())
                    && Objects.equals(generation, condition.observedGeneration())
                    && condition.lastProbeTime() == null;
        }
    }

    /**
     * Every condition of the pod, in the order of the kubelet: those of others first. A condition that says the same
     * as before is the same object.
     *
     * @param generation the generation that the kubelet's own conditions tell of, but for AllContainersRestarting
     * @param statuses the new statuses
     * @param phase the new phase
     */
    List<PodCondition> all(Look look, @Nullable Long generation, StatusTable statuses, PodPhase phase) {
        ListDraft<PodCondition> conditions = new ListDraft<>(look.old.conditions());
        List<PodCondition> others = others(look);
        for (int i = 0; i < others.size(); i++) {
            if (!isOwned(pod, others.get(i).type())) {
                conditions.add(others.get(i));
            }
        }
        if (pod.readyToStartCondition) {
            Verdict readyToStart = readyToStartContainers(look.sandbox);
            conditions.add(own(POD_READY_TO_START_CONTAINERS, readyToStart, look, generation));
        }
        conditions.add(own(INITIALIZED, initialized(look.old, statuses, phase), look, generation));
        Verdict containersReady = containersReady(statuses, phase);
        conditions.add(own(READY, ready(containersReady, conditions), look, generation));
        conditions.add(own(CONTAINERS_READY, containersReady, look, generation));
        conditions.add(own(POD_SCHEDULED, Verdict.HOLDS, look, generation));
        if (pod.restartAllEnabled && pod.hasRestartAllRule) {
            Verdict restarting = allContainersRestarting(look.old, phase, look.resetting, look.runtime);
            PodCondition before = look.old.condition(ALL_CONTAINERS_RESTARTING);
            conditions.add(condition(ALL_CONTAINERS_RESTARTING, before, restarting, look, null));
        }
        return conditions.done();
    }

    /** The conditions of others are what the API has now; without the API object, what our last status had. */
    private static List<PodCondition> others(Look look) {
        List<PodCondition> api = look.observed.apiConditions();
        return api == null ? look.old.conditions() : api;
    }

    /** {@code GetPodObservedGenerationIfEnabledOnCondition} of pkg/api/v1/pod/util.go. */
    private PodCondition own(String type, Verdict verdict, Look look, @Nullable Long generation) {
        PodCondition before = look.old.condition(type);
        boolean tracks = pod.generationTracking || (before != null && before.observedGeneration() != null);
        return condition(type, before, verdict, look, tracks ? generation : null);
    }

    /** The condition before, when that says the same; its time moves only with its status. */
    private static PodCondition condition(
            String type, @Nullable PodCondition before, Verdict verdict, Look look, @Nullable Long generation) {
        Timestamp since = before != null && before.status().equals(verdict.status) ? before.lastTransitionTime() : null;
        boolean isTimed = since != null || look.now == null;
        return before != null && isTimed && verdict.isOf(before, generation)
                ? before
                : verdict.condition(type, generation, isTimed ? since : look.timestamp());
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

    Verdict readyToStartContainers(SandboxCheck sandbox) {
        return sandbox.changed() ? Verdict.FAILS : Verdict.HOLDS;
    }

    Verdict initialized(PodStatus old, @Nullable StatusTable statuses, PodPhase phase) {
        if (statuses == null && !pod.init.isEmpty()) {
            return Verdict.fails(UNKNOWN_CONTAINER_STATUSES, "");
        }
        StatusTable known = statuses == null ? new StatusTable(pod) : statuses;
        List<String> unknown = List.of();
        List<String> incomplete = List.of();
        for (int i = 0; i < pod.init.size(); i++) {
            CompiledContainer container = pod.init.get(i);
            ContainerStatus status = known.get(container);
            if (status == null) {
                unknown = Growing.with(unknown, container.name());
            } else if (!isComplete(container, status)) {
                incomplete = Growing.with(incomplete, container.name());
            }
        }
        if (phase.equals(PodPhase.SUCCEEDED) && unknown.isEmpty()) {
            return new Verdict(ConditionStatus.TRUE, POD_COMPLETED, "");
        }
        boolean stays = pod.restartAllEnabled && old.isTrue(INITIALIZED); // while the init containers run again
        boolean complete = unknown.isEmpty() && incomplete.isEmpty();
        return complete || stays || anyRegularStarted(known)
                ? Verdict.HOLDS
                : Verdict.fails(Reasons.CONTAINERS_NOT_INITIALIZED, message(unknown, "incomplete", incomplete));
    }

    private static boolean isComplete(CompiledContainer container, ContainerStatus status) {
        return container.isSidecar() ? Boolean.TRUE.equals(status.started()) : status.ready();
    }

    private boolean anyRegularStarted(StatusTable statuses) {
        for (CompiledContainer container : pod.regular) {
            ContainerStatus status = statuses.get(container);
            if (status != null && (status.isRunning() || status.state() instanceof ContainerState.Terminated)) {
                return true;
            }
        }
        return false;
    }

    /** Ready, but for the readiness gates: that the containers are. */
    Verdict containersReady(@Nullable StatusTable statuses, PodPhase phase) {
        if (statuses == null) {
            return Verdict.fails(UNKNOWN_CONTAINER_STATUSES, "");
        }
        List<String> unknown = List.of();
        List<String> unready = List.of();
        for (int i = 0; i < pod.init.size() + pod.regular.size(); i++) {
            CompiledContainer container = i < pod.init.size() ? pod.init.get(i) : pod.regular.get(i - pod.init.size());
            ContainerStatus status = statuses.get(container);
            if (container.kind() == ContainerKind.INIT) {
                continue;
            }
            if (status == null) {
                unknown = Growing.with(unknown, container.name());
            } else if (!status.ready()) {
                unready = Growing.with(unready, container.name());
            }
        }
        if (phase.equals(PodPhase.SUCCEEDED) && unknown.isEmpty()) {
            return Verdict.fails(POD_COMPLETED, "");
        }
        if (phase.equals(PodPhase.FAILED)) {
            return Verdict.fails(POD_FAILED, "");
        }
        return unknown.isEmpty() && unready.isEmpty()
                ? Verdict.HOLDS
                : Verdict.fails(CONTAINERS_NOT_READY, message(unknown, "unready", unready));
    }

    private Verdict ready(Verdict containersReady, ListDraft<PodCondition> conditions) {
        return pod.pod.spec().readinessGates().isEmpty() ? containersReady : ready(containersReady, conditions.done());
    }

    Verdict ready(Verdict containersReady, List<PodCondition> conditions) {
        if (!containersReady.holds()) {
            return containersReady;
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
        return unmet.isEmpty()
                ? Verdict.HOLDS
                : Verdict.fails(Reasons.READINESS_GATES_NOT_READY, String.join(", ", unmet));
    }

    Verdict allContainersRestarting(PodStatus old, PodPhase phase, boolean resetting, RuntimePod runtime) {
        if (phase.equals(PodPhase.SUCCEEDED)) {
            return Verdict.fails(POD_COMPLETED, "");
        }
        if (phase.equals(PodPhase.FAILED)) {
            return Verdict.fails(POD_FAILED, "");
        }
        if (!resetting) {
            return Verdict.FAILS;
        }
        return pod.has(Divergence.CONDITION_NAMES_TRIGGER)
                ? new Verdict(
                        ConditionStatus.TRUE, Reasons.CONTAINER_EXITED, RestartAll.describeTrigger(pod, runtime, old))
                : RESTARTING;
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
}
