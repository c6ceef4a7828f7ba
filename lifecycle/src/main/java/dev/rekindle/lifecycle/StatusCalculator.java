package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.HostIP;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodIP;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.Sandbox;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.Observation.Eviction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The status that the kubelet publishes for a pod, computed from what the runtime reports and the status before:
 * {@code generateAPIPodStatus} of pkg/kubelet/kubelet_pods.go. What says the same as before is the same object.
 */
final class StatusCalculator {
    private final CompiledPod pod;
    private final ContainerStatusCalculator containers;
    private final PhaseCalculator phases;
    private final ConditionCalculator conditions;

    StatusCalculator(CompiledPod pod) {
        this.pod = pod;
        this.containers = new ContainerStatusCalculator(pod);
        this.phases = new PhaseCalculator(pod);
        this.conditions = new ConditionCalculator(pod);
    }

    PodStatus status(Look look, Map<String, Failure> startErrors, boolean podIsTerminal) {
        StatusTable statuses = new StatusTable(pod);
        PhaseCalculator.Counts counts = phases.counts();
        StatusDraft draft = new StatusDraft();
        for (int i = 0; i < pod.containers.size(); i++) {
            CompiledContainer container = pod.containers.get(i);
            containers.calculate(draft, container, look, startErrors);
            counts.add(container, draft); // the phase does not know of probe results
            if (container.kind() != ContainerKind.EPHEMERAL) {
                fillInProbes(container, draft, look.observed.probes());
            }
            statuses.put(container, draft.done());
        }
        PodPhase phase = counts.phase(podIsTerminal, anyActiveRegularContainer(look));
        if (pod.has(Divergence.PENDING_THROUGHOUT)
                && !phase.isTerminal()
                && (look.restarting || awaitsRestart(pod.init, statuses) || awaitsRestart(pod.regular, statuses))) {
            phase = PodPhase.PENDING;
        }
        return status(look, phase, statuses);
    }

    private PodStatus status(Look look, PodPhase computed, StatusTable statuses) {
        PodStatus old = look.old;
        PodStatus inApi = endInApi(look.observed);
        Eviction eviction = eviction(look);
        PodPhase phase = phase(computed, old, inApi, eviction);
        boolean stays = phase.equals(old.phase());
        Long generation = generation(look);
        Draft draft = new Draft(
                phase,
                eviction != null ? eviction.reason() : stays ? first(old.reason(), inApi.reason()) : "",
                eviction != null ? eviction.message() : stays ? first(old.message(), inApi.message()) : "",
                pod.generationTracking || old.observedGeneration() != null ? generation : null,
                pod.addresses.ofHost(old),
                pod.addresses.ofPod(look.runtime, old),
                startTime(look),
                qosClass(look.observed, old),
                conditions.all(look, generation, statuses, phase),
                list(pod.init, statuses, old.initContainerStatuses()),
                list(pod.regularByName, statuses, old.containerStatuses()),
                list(pod.ephemeralByName, statuses, old.ephemeralContainerStatuses()));
        return draft.done(old);
    }

    /** The parts of a status that may change. */
    private record Draft(
            PodPhase phase,
            String reason,
            String message,
            @Nullable Long generation,
            List<HostIP> hostIPs,
            List<PodIP> podIPs,
            @Nullable Timestamp startTime,
            String qosClass,
            List<PodCondition> conditions,
            List<ContainerStatus> init,
            List<ContainerStatus> regular,
            List<ContainerStatus> ephemeral) {
        PodStatus done(PodStatus old) {
            return saysTheSame(old)
                    ? old
                    : PodStatus.builder()
                            .observedGeneration(generation)
                            .phase(phase)
                            .reason(reason)
                            .message(message)
                            .hostIP(hostIPs.isEmpty() ? "" : hostIPs.get(0).ip())
                            .hostIPs(hostIPs)
                            .podIP(podIPs.isEmpty() ? "" : podIPs.get(0).ip())
                            .podIPs(podIPs)
                            .startTime(startTime)
                            .qosClass(qosClass)
                            .conditions(conditions)
                            .initContainerStatuses(init)
                            .containerStatuses(regular)
                            .ephemeralContainerStatuses(ephemeral)
                            .build();
        }

        @SuppressWarnings("ReferenceEquality") // lists with the same elements are the same lists
        private boolean saysTheSame(PodStatus old) {
            return conditions == old.conditions()
                    && init == old.initContainerStatuses()
                    && regular == old.containerStatuses()
                    && ephemeral == old.ephemeralContainerStatuses()
                    && phase.equals(old.phase())
                    && reason.equals(old.reason())
                    && message.equals(old.message())
                    && hostIPs.equals(old.hostIPs())
                    && podIPs.equals(old.podIPs())
                    && Objects.equals(startTime, old.startTime())
                    && qosClass.equals(old.qosClass())
                    && Objects.equals(generation, old.observedGeneration());
        }
    }

    /** Never changes once it is there. */
    private static @Nullable Timestamp startTime(Look look) {
        Timestamp start = look.old.startTime();
        return start != null ? start : look.timestamp();
    }

    /** A terminal phase never changes, whoever wrote it; an eviction fails the pod ({@code generateAPIPodStatus}). */
    private static PodPhase phase(PodPhase computed, PodStatus old, PodStatus inApi, @Nullable Eviction eviction) {
        if (inApi.phase().isTerminal()) {
            return inApi.phase();
        }
        return old.phase().isTerminal() ? old.phase() : eviction != null ? PodPhase.FAILED : computed;
    }

    /** The status that the API server has if its phase is final; it is empty otherwise, for it may be an old one. */
    private static PodStatus endInApi(Observation observed) {
        Pod api = observed.pod();
        return api != null && api.status().phase().isTerminal() ? api.status() : PodStatus.EMPTY;
    }

    private static String first(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    private static @Nullable Eviction eviction(Look look) {
        return look.old.phase().isTerminal() ? null : look.observed.eviction();
    }

    private static List<ContainerStatus> list(
            List<CompiledContainer> order, StatusTable statuses, List<ContainerStatus> old) {
        if (order.isEmpty() && old.isEmpty()) {
            return old; // most pods have neither init nor ephemeral containers
        }
        ListDraft<ContainerStatus> list = new ListDraft<>(old);
        for (int i = 0; i < order.size(); i++) {
            ContainerStatus status = statuses.get(order.get(i));
            if (status != null) {
                list.add(status);
            }
        }
        return list.done();
    }

    /** Some container was removed by a restart of all containers and does not run yet. */
    private static boolean awaitsRestart(List<CompiledContainer> containers, StatusTable statuses) {
        for (CompiledContainer container : containers) {
            ContainerStatus status = statuses.get(container);
            if (status != null && status.state() instanceof ContainerState.Waiting && wasRemoved(status)) {
                return true;
            }
        }
        return false;
    }

    private static boolean wasRemoved(ContainerStatus status) {
        ContainerState.Terminated last = status.lastTerminated();
        return last != null && last.reason().equals(ContainerStatusCalculator.RESTARTING_ALL_CONTAINERS);
    }

    /** In the present sandbox. */
    private boolean anyActiveRegularContainer(Look look) {
        Sandbox sandbox = look.runtime.newestSandbox();
        if (sandbox == null || !sandbox.ready()) {
            return false;
        }
        for (int i = 0; i < pod.regular.size(); i++) {
            for (int j = 0; j < look.attempts.count(pod.regular.get(i)); j++) {
                if (look.attempts.get(pod.regular.get(i), j).sandboxId().equals(sandbox.id())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** {@code UpdatePodStatus} of pkg/kubelet/prober/prober_manager.go. */
    private static void fillInProbes(CompiledContainer container, StatusDraft status, ProbeResults probes) {
        status.started = started(container, status, probes);
        if (container.kind() == ContainerKind.INIT) {
            status.ready |= status.terminated() != null && status.terminated().exitCode() == 0;
        } else if (status.started) {
            ProbeResult readiness = probes.readiness().get(status.containerID);
            status.ready = readiness == ProbeResult.SUCCESS
                    || (readiness == null && container.spec().readinessProbe() == null);
        }
    }

    private static boolean started(CompiledContainer container, StatusDraft status, ProbeResults probes) {
        if (!status.isRunning()) {
            return false;
        }
        ProbeResult startup = probes.startup().get(status.containerID);
        return startup != null
                ? startup == ProbeResult.SUCCESS
                : container.spec().startupProbe() == null;
    }

    /** {@code GetPodObservedGenerationIfEnabled} of pkg/api/v1/pod/util.go; never less than what was observed before. */
    private @Nullable Long generation(Look look) {
        Long api = look.observed.apiGeneration();
        Long generation = api != null ? api : pod.pod.metadata().generation();
        Long before = look.old.observedGeneration();
        if (before != null && (generation == null || generation <= before)) {
            generation = before;
        }
        return generation != null && generation > 0 ? generation : null;
    }

    /** What the API server said when it created the pod; of a static pod it says nothing ({@code GetPodQOS}). */
    private String qosClass(Observation observed, PodStatus old) {
        Pod api = observed.pod();
        if (api != null && !api.status().qosClass().isEmpty()) {
            return api.status().qosClass();
        }
        return old.qosClass().isEmpty() ? pod.qosClass : old.qosClass();
    }
}
