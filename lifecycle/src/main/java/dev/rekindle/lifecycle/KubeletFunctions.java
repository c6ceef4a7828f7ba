package dev.rekindle.lifecycle;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.ConditionCalculator.Verdict;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Functions of the kubelet one by one, for a pod: without a state, a clock or back-off. They serve the comparison with
 * the real ones, and whoever reports pods that run elsewhere, as a virtual kubelet does. Whoever restarts pods himself
 * needs {@link PodLifecycle} alone.
 *
 * <pre>{@code
 * KubeletFunctions kubelet = KubeletFunctions.of(pod, Kubelet.DEFAULT);
 * PodStatus status = kubelet.generateApiPodStatus(Observation.of(runtimePod), previousStatus, Map.of(), false);
 * }</pre>
 */
public final class KubeletFunctions {
    private final CompiledPod pod;
    private final StatusCalculator statuses;
    private final PhaseCalculator phases;
    private final ConditionCalculator conditions;
    private final PodPlanner planner;

    private KubeletFunctions(CompiledPod pod) {
        this.pod = pod;
        this.statuses = new StatusCalculator(pod);
        this.phases = new PhaseCalculator(pod);
        this.conditions = new ConditionCalculator(pod);
        this.planner = new PodPlanner(pod, new Killer(pod));
    }

    /**
     * Compiles the functions.
     *
     * @param pod the pod; its status is not looked at
     * @param kubelet whose behaviour is modelled
     * @return its functions
     */
    public static KubeletFunctions of(Pod pod, Kubelet kubelet) {
        Objects.requireNonNull(pod, "pod: Required value: expected the pod");
        Objects.requireNonNull(
                kubelet, "kubelet: Required value: expected whose behaviour is modelled, such as Kubelet.DEFAULT");
        return new KubeletFunctions(new CompiledPod(pod, kubelet));
    }

    /**
     * What one look at the pod asks for ({@code computePodActions}, pkg/kubelet/kuberuntime/kuberuntime_manager.go).
     *
     * @param runtime what the runtime reports
     * @param probes what the probes say
     * @param restartAllContainers whether all containers are being restarted
     * @return the actions, not in the order of their execution
     */
    public PodActions computePodActions(RuntimePod runtime, ProbeResults probes, boolean restartAllContainers) {
        Observation observed = Observation.of(runtime).probes(probes); // which refuse null
        return new PodActions(planner.plan(new Look(pod, observed, PodStatus.EMPTY, null), restartAllContainers));
    }

    /**
     * The status of the pod ({@code generateAPIPodStatus}, pkg/kubelet/kubelet_pods.go). What says the same as before
     * is the same object: the status of a container, a condition, the whole. Transition times of conditions that
     * changed are left out; {@link PodLifecycle#step} adds them.
     *
     * @param observed what is known about the pod now
     * @param old the status published before
     * @param startErrors by container, why its last start failed
     * @param podIsTerminal whether nothing of the pod runs or will run any more
     * @return the status
     */
    public PodStatus generateApiPodStatus(
            Observation observed, PodStatus old, Map<String, Failure> startErrors, boolean podIsTerminal) {
        Objects.requireNonNull(observed, "observed: Required value: expected what is known about the pod now");
        Objects.requireNonNull(old, "old: Required value: expected the status before; PodStatus.EMPTY at first");
        Objects.requireNonNull(startErrors, "startErrors: Required value: expected a map, may be empty");
        return statuses.status(new Look(pod, observed, old, null), startErrors, podIsTerminal);
    }

    /**
     * The phase ({@code getPhase}, pkg/kubelet/kubelet_pods.go).
     *
     * @param containerStatuses the statuses of init and regular containers
     * @param podIsTerminal whether nothing of the pod runs or will run any more
     * @param podHasInitialized whether a regular container has started in the present sandbox
     * @return the phase
     */
    public PodPhase getPhase(
            List<ContainerStatus> containerStatuses, boolean podIsTerminal, boolean podHasInitialized) {
        Objects.requireNonNull(containerStatuses, "containerStatuses: Required value: expected a list, may be empty");
        return phases.phase(StatusTable.of(pod, containerStatuses), podIsTerminal, podHasInitialized);
    }

    /**
     * One of the conditions that the kubelet owns (pkg/kubelet/status/generate.go).
     *
     * @param type {@code ContainersReady}, {@code Ready}, {@code Initialized}, {@code PodReadyToStartContainers} or
     *     {@code AllContainersRestarting}
     * @param old the status published before
     * @param containerStatuses the statuses of init and regular containers, or null when they are not known
     * @param phase the phase
     * @param runtime what the runtime reports
     * @return the condition, without times
     * @throws IllegalArgumentException when the type is another one
     */
    public PodCondition generateCondition(
            String type,
            PodStatus old,
            @Nullable List<ContainerStatus> containerStatuses,
            PodPhase phase,
            RuntimePod runtime) {
        Objects.requireNonNull(type, "type: Required value: expected the type of a condition, such as Ready");
        Objects.requireNonNull(old, "old: Required value: expected the status before; PodStatus.EMPTY at first");
        Objects.requireNonNull(phase, "phase: Required value: expected the phase");
        Objects.requireNonNull(runtime, "runtime: Required value: expected what the runtime reports");
        StatusTable table = containerStatuses == null ? null : StatusTable.of(pod, containerStatuses);
        Verdict verdict = switch (type) {
            case PodConditionType.CONTAINERS_READY -> conditions.containersReady(table, phase);
            case PodConditionType.READY -> conditions.ready(conditions.containersReady(table, phase), old.conditions());
            case PodConditionType.INITIALIZED -> conditions.initialized(old, table, phase);
            case PodConditionType.POD_READY_TO_START_CONTAINERS ->
                conditions.readyToStartContainers(SandboxCheck.of(pod.pod.spec().hostNetwork(), runtime));
            case PodConditionType.ALL_CONTAINERS_RESTARTING -> {
                boolean resetting = shouldAllContainersRestart(runtime, old) && !allContainersRestartCleanedUp(runtime);
                yield conditions.allContainersRestarting(old, phase, resetting, runtime);
            }
            default ->
                throw new IllegalArgumentException(
                        "type: Unsupported value: \"" + type
                                + "\": expected ContainersReady, Ready, Initialized, PodReadyToStartContainers or AllContainersRestarting");
        };
        return verdict.condition(type, null, null);
    }

    /**
     * Tells whether all containers have to be restarted in place ({@code ShouldAllContainersRestart},
     * pkg/kubelet/container/helpers.go).
     *
     * @param runtime what the runtime reports, or null when it was not asked
     * @param api the status published before, or null
     * @return whether a container triggered it, or it is under way
     */
    public boolean shouldAllContainersRestart(@Nullable RuntimePod runtime, @Nullable PodStatus api) {
        PodStatus status = api == null ? PodStatus.EMPTY : api;
        Attempts attempts = runtime == null ? null : new Attempts(pod, runtime);
        return RestartAll.isDue(pod, status, attempts, StatusTable.of(pod, status));
    }

    /**
     * Tells whether every container of the spec is gone ({@code AllContainersRestartCleanedUp},
     * pkg/kubelet/container/helpers.go).
     *
     * @param runtime what the runtime reports
     * @return whether no attempt of an init or regular container is left
     */
    public boolean allContainersRestartCleanedUp(RuntimePod runtime) {
        Objects.requireNonNull(runtime, "runtime: Required value: expected what the runtime reports");
        return RestartAll.isCleanedUp(pod, new Attempts(pod, runtime));
    }

    /**
     * Tells whether a container may ever run again after an exit ({@code IsContainerRestartable},
     * pkg/api/v1/pod/util.go). Rules with {@code RestartAllContainers} do not count.
     *
     * @param container the container
     * @param podPolicy the restart policy of its pod
     * @return whether some exit restarts it
     */
    public static boolean isContainerRestartable(Container container, RestartPolicy podPolicy) {
        Objects.requireNonNull(container, "container: Required value: expected the container");
        Objects.requireNonNull(podPolicy, "podPolicy: Required value: expected the restart policy of the pod");
        RestartPolicy policy = container.restartPolicy();
        if (policy == null) {
            return !podPolicy.equals(RestartPolicy.NEVER);
        }
        return container.hasRule(ContainerRestartRuleAction.RESTART) || !policy.equals(RestartPolicy.NEVER);
    }

    /**
     * Drops the back-off entries that would be reset anyway, as the kubelet does every two seconds ({@code GC},
     * client-go/util/flowcontrol/backoff.go).
     *
     * @param entries the entries by key
     * @param now the time
     * @return those that still count
     */
    public static Map<String, BackOffEntry> gc(Map<String, BackOffEntry> entries, Instant now) {
        Objects.requireNonNull(entries, "entries: Required value: expected a map, may be empty");
        Objects.requireNonNull(now, "now: Required value: expected the time");
        return CrashLoopBackOff.gc(entries, now);
    }

    /** What one look at a pod asks for: {@code podActions} of pkg/kubelet/kuberuntime/kuberuntime_manager.go. */
    public static final class PodActions {
        private final PodPlan plan;

        private PodActions(PodPlan plan) {
            this.plan = plan;
        }

        /** {@return whether to stop everything, sandboxes included} */
        public boolean killPod() {
            return plan.killPod;
        }

        /** {@return whether to create a sandbox} */
        public boolean createSandbox() {
            return plan.createSandbox;
        }

        /** {@return the sandbox that is there, empty when there is none to speak of} */
        public String sandboxId() {
            return plan.sandbox.id();
        }

        /** {@return the attempt number of the sandbox that the containers belong in} */
        public int attempt() {
            return plan.sandbox.attempt();
        }

        /** {@return init containers and sidecars to start, in order of start} */
        public List<Container> initContainersToStart() {
            return specs(plan.startInit);
        }

        /** {@return regular containers to start, in order of start} */
        public List<Container> containersToStart() {
            return specs(plan.startRegular);
        }

        /** {@return ephemeral containers to start, in order of start} */
        public List<Container> ephemeralContainersToStart() {
            return specs(plan.startEphemeral);
        }

        /** {@return containers to stop} */
        public List<StopContainer> containersToKill() {
            return List.copyOf(plan.kill);
        }

        /**
         * {@return the attempts to remove in a restart of all containers, in that order; those that have not exited
         * are stopped first}
         */
        public List<RuntimeContainer> containersToReset() {
            return List.copyOf(plan.reset);
        }

        /** {@return whether it asks for nothing but that what is stopped already be stopped} */
        public boolean isIdle() {
            return !plan.createSandbox
                    && plan.startInit.isEmpty()
                    && plan.startRegular.isEmpty()
                    && plan.startEphemeral.isEmpty()
                    && plan.reset.isEmpty();
        }

        private static List<Container> specs(List<CompiledContainer> containers) {
            return containers.stream().map(CompiledContainer::spec).toList();
        }
    }
}
