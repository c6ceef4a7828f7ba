package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.HostIP;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodIP;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.Observation.Deletion;
import dev.rekindle.lifecycle.Observation.Eviction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status that the kubelet publishes for a pod, computed from what the runtime reports and the status before:
 * {@code generateAPIPodStatus} of pkg/kubelet/kubelet_pods.go. Of use on its own to whoever reports pods that run
 * elsewhere.
 *
 * <pre>{@code
 * StatusCalculator calculator = StatusCalculator.of(pod, kubelet);
 * PodStatus status = calculator.status(observation, previousStatus, Map.of(), false);
 * }</pre>
 */
public final class StatusCalculator {
    private static final Comparator<ContainerStatus> BY_NAME = Comparator.comparing(ContainerStatus::name);

    private final CompiledPod pod;
    private final RestartAll restartAll;
    private final ContainerStatusCalculator containers;
    private final PhaseCalculator phases;
    private final ConditionCalculator conditions;

    StatusCalculator(CompiledPod pod) {
        this.pod = pod;
        this.restartAll = new RestartAll(pod);
        this.containers = new ContainerStatusCalculator(pod);
        this.phases = new PhaseCalculator(pod);
        this.conditions = new ConditionCalculator(pod, restartAll);
    }

    /**
     * Compiles a calculator.
     *
     * @param pod the pod; its status is not looked at
     * @param kubelet whose behaviour is modelled
     * @return the calculator
     */
    public static StatusCalculator of(Pod pod, Kubelet kubelet) {
        return new StatusCalculator(new CompiledPod(pod, kubelet));
    }

    /**
     * Computes the status. Transition times are left out; {@link PodLifecycle#step} adds them.
     *
     * @param observed what is known about the pod now
     * @param old the status published before
     * @param startErrors by container, why its last start failed
     * @param podIsTerminal whether nothing of the pod runs or will run any more
     * @return the status
     */
    public PodStatus status(
            Observation observed, PodStatus old, Map<String, Failure> startErrors, boolean podIsTerminal) {
        RuntimePod runtime = observed.runtime();
        boolean restarting = pod.restartAllEnabled && restartAll.isDue(runtime, old);
        var context = new ContainerStatusCalculator.Context(runtime, restarting, startErrors, isDeleting(observed));
        List<ContainerStatus> init = containers.calculate(pod.init, old.initContainerStatuses(), context, true);
        List<ContainerStatus> regular = containers.calculate(pod.regular, old.containerStatuses(), context, false);
        List<ContainerStatus> ephemeral =
                containers.calculate(pod.ephemeral, old.ephemeralContainerStatuses(), context, false);
        // the phase is computed before probe results are filled in
        List<ContainerStatus> all = join(regular, init);
        PodPhase phase = phase(all, podIsTerminal, anyActiveRegularContainer(runtime));
        if (pod.has(Divergence.PENDING_THROUGHOUT) && (restarting || awaitsRestart(all)) && !phase.isTerminal()) {
            phase = PodPhase.PENDING;
        }
        init = withReadiness(pod.init, init, observed.probes());
        regular = new ArrayList<>(withReadiness(pod.regular, regular, observed.probes()));
        regular.sort(BY_NAME);
        ephemeral = new ArrayList<>(ephemeral);
        ephemeral.sort(BY_NAME);
        PodStatus.Builder status = PodStatus.builder();
        finishPhase(status, phase, old, observed.eviction());
        PodPhase published = publishedPhase(phase, old, observed.eviction());
        List<HostIP> hostIPs = pod.addresses.ofHost(old);
        List<PodIP> podIPs = pod.addresses.ofPod(runtime, old);
        Long generation = generation(observed, old);
        boolean tracks = pod.generationTracking || old.observedGeneration() != null;
        return status.observedGeneration(tracks ? generation : null)
                .hostIP(hostIPs.isEmpty() ? "" : hostIPs.get(0).ip())
                .hostIPs(hostIPs)
                .podIP(podIPs.isEmpty() ? "" : podIPs.get(0).ip())
                .podIPs(podIPs)
                .qosClass(qosClass(observed, old))
                .startTime(old.startTime())
                .conditions(
                        conditions.all(old, others(observed, old), generation, join(regular, init), published, runtime))
                .initContainerStatuses(init)
                .containerStatuses(regular)
                .ephemeralContainerStatuses(ephemeral)
                .build();
    }

    /**
     * Computes the phase alone ({@code getPhase}).
     *
     * @param statuses the statuses of init and regular containers
     * @param podIsTerminal whether nothing of the pod runs or will run any more
     * @param podHasInitialized whether a regular container has started in the present sandbox
     * @return the phase
     */
    public PodPhase phase(List<ContainerStatus> statuses, boolean podIsTerminal, boolean podHasInitialized) {
        return phases.phase(statuses, podIsTerminal, podHasInitialized);
    }

    /**
     * Computes one of the conditions that the kubelet owns.
     *
     * @param type {@code ContainersReady}, {@code Ready}, {@code Initialized}, {@code PodReadyToStartContainers} or
     *     {@code AllContainersRestarting}
     * @param old the status published before
     * @param statuses the statuses of init and regular containers, or null when they are not known
     * @param phase the phase
     * @param runtime what the runtime reports
     * @return the condition, without times
     * @throws IllegalArgumentException when the type is another one
     */
    public PodCondition condition(
            String type, PodStatus old, @Nullable List<ContainerStatus> statuses, PodPhase phase, RuntimePod runtime) {
        return switch (type) {
            case "ContainersReady" -> conditions.containersReady(statuses, phase);
            case "Ready" -> conditions.ready(old.conditions(), statuses, phase);
            case "Initialized" -> conditions.initialized(old, statuses, phase);
            case "PodReadyToStartContainers" -> conditions.readyToStartContainers(runtime);
            case "AllContainersRestarting" -> conditions.allContainersRestarting(old, phase, runtime);
            default -> throw new IllegalArgumentException("condition " + type + " is not computed by the kubelet");
        };
    }

    /**
     * Tells whether all containers have to be restarted in place ({@code ShouldAllContainersRestart}).
     *
     * @param runtime what the runtime reports, or null when it was not asked
     * @param api the status published before, or null
     * @return whether a container triggered it, or it is under way
     */
    public boolean shouldAllContainersRestart(@Nullable RuntimePod runtime, @Nullable PodStatus api) {
        return restartAll.isDue(runtime, api);
    }

    /**
     * Tells whether every container of the spec is gone ({@code AllContainersRestartCleanedUp}).
     *
     * @param runtime what the runtime reports
     * @return whether no attempt of an init or regular container is left
     */
    public boolean allContainersRestartCleanedUp(RuntimePod runtime) {
        return restartAll.isCleanedUp(runtime);
    }

    /** Some container was removed by a restart of all containers and does not run yet. */
    private static boolean awaitsRestart(List<ContainerStatus> statuses) {
        for (ContainerStatus status : statuses) {
            ContainerState.Terminated last = status.lastTerminated();
            if (status.state() instanceof ContainerState.Waiting
                    && last != null
                    && last.reason().equals(ContainerStatusCalculator.RESTARTING_ALL_CONTAINERS)) {
                return true;
            }
        }
        return false;
    }

    boolean isDeleting(Observation observed) {
        return pod.pod.metadata().deletionTimestamp() != null || observed.termination() instanceof Deletion;
    }

    private static List<ContainerStatus> join(List<ContainerStatus> first, List<ContainerStatus> second) {
        List<ContainerStatus> all = new ArrayList<>(first.size() + second.size());
        all.addAll(first);
        all.addAll(second);
        return all;
    }

    private boolean anyActiveRegularContainer(RuntimePod runtime) {
        Sandbox sandbox = runtime.newestSandbox();
        if (sandbox == null || !sandbox.ready()) {
            return false;
        }
        for (CompiledContainer container : pod.regular) {
            for (RuntimeContainer attempt : runtime.containers()) {
                if (attempt.name().equals(container.name())
                        && attempt.sandboxId().equals(sandbox.id())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** {@code UpdatePodStatus} of pkg/kubelet/prober/prober_manager.go. */
    private static List<ContainerStatus> withReadiness(
            List<CompiledContainer> specs, List<ContainerStatus> statuses, ProbeResults probes) {
        List<ContainerStatus> result = new ArrayList<>(statuses.size());
        for (int i = 0; i < statuses.size(); i++) {
            result.add(withReadiness(specs.get(i), statuses.get(i), probes));
        }
        return result;
    }

    private static ContainerStatus withReadiness(CompiledContainer spec, ContainerStatus status, ProbeResults probes) {
        boolean started = started(spec, status, probes);
        ContainerStatus.Builder builder = Statuses.edit(status).started(started);
        if (spec.kind() == ContainerKind.INIT) {
            boolean completed =
                    status.terminated() != null && status.terminated().exitCode() == 0;
            return builder.ready(status.ready() || completed).build();
        }
        if (!started) {
            return builder.build();
        }
        ProbeResult readiness = probes.readiness().get(status.containerID());
        boolean ready = readiness == ProbeResult.SUCCESS
                || (readiness == null && spec.spec().readinessProbe() == null);
        return builder.ready(ready).build();
    }

    private static boolean started(CompiledContainer spec, ContainerStatus status, ProbeResults probes) {
        if (!status.isRunning()) {
            return false;
        }
        ProbeResult startup = probes.startup().get(status.containerID());
        return startup != null ? startup == ProbeResult.SUCCESS : spec.spec().startupProbe() == null;
    }

    /** A terminal phase never changes; an eviction fails the pod. */
    private static PodPhase publishedPhase(PodPhase phase, PodStatus old, @Nullable Eviction eviction) {
        if (old.phase().isTerminal()) {
            return old.phase();
        }
        return eviction != null ? PodPhase.FAILED : phase;
    }

    private static void finishPhase(
            PodStatus.Builder status, PodPhase phase, PodStatus old, @Nullable Eviction eviction) {
        PodPhase published = publishedPhase(phase, old, eviction);
        status.phase(published);
        if (eviction != null && !old.phase().isTerminal()) {
            status.reason(eviction.reason()).message(eviction.message());
        } else if (published.equals(old.phase())) {
            status.reason(old.reason()).message(old.message());
        }
    }

    /** The conditions of others are what the API has now; without the API object, what our last status had. */
    private static List<PodCondition> others(Observation observed, PodStatus old) {
        List<PodCondition> api = observed.apiConditions();
        return api == null ? old.conditions() : api;
    }

    /** {@code GetPodObservedGenerationIfEnabled} of pkg/api/v1/pod/util.go; never less than what was observed before. */
    private @Nullable Long generation(Observation observed, PodStatus old) {
        Long api = observed.apiGeneration() != null
                ? observed.apiGeneration()
                : pod.pod.metadata().generation();
        long generation = api == null ? 0 : api;
        if (old.observedGeneration() != null) {
            generation = Math.max(generation, old.observedGeneration());
        }
        return generation > 0 ? generation : null;
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
