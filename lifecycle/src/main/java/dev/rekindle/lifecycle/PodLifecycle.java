package dev.rekindle.lifecycle;

import dev.rekindle.core.Divergence;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.Observation.Deletion;
import dev.rekindle.lifecycle.PodState.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The life of one pod as a function. Compiled once from the pod and the kubelet to model; keeps no
 * state, reads no clock.
 *
 * <pre>{@code
 * PodLifecycle lifecycle = PodLifecycle.compile(pod, Kubelet.of(KubernetesVersion.V1_36));
 * Step step = lifecycle.step(state, Observation.of(runtimePod).results(results).pod(apiPod), now);
 * // persist step.next(), step.publish(published), step.execute(runner), observe, step again
 * }</pre>
 *
 * <p>A pod is in one of four kinds of work ({@link PodState.Work}):
 *
 * <ul>
 *   <li>{@code SYNC}: it is kept running. A restart of all containers takes two syncs: one that stops and removes
 *       every container while the condition {@code AllContainersRestarting} is True, and one that finds none left,
 *       makes it False and begins with the first init container.
 *   <li>{@code SYNC → TERMINATING}: its phase is Failed or Succeeded, or somebody asked for its end. Containers get
 *       their grace period and their preStop hooks.
 *   <li>{@code TERMINATING → TERMINATED}: nothing runs.
 *   <li>{@code TERMINATED → FINISHED}: what was not seen to end counts as lost, and the status is final.
 * </ul>
 */
public final class PodLifecycle {
    /** How soon a sync that failed is tried again ({@code backOffPeriod}, pkg/kubelet/kubelet.go). */
    private static final Duration ERROR_RETRY = Duration.ofSeconds(10);

    private final CompiledPod pod;
    private final CrashLoopBackOff backOff;
    private final StatusCalculator statuses;
    private final StatusManager statusManager;
    private final Absorber absorber;
    private final Killer killer;
    private final PodPlanner planner;
    private final ActiveDeadline deadline;

    private PodLifecycle(CompiledPod pod, CrashLoopBackOff backOff) {
        this.pod = pod;
        this.backOff = backOff;
        this.statuses = new StatusCalculator(pod);
        this.statusManager = new StatusManager(pod);
        this.absorber = new Absorber(pod, backOff);
        this.killer = new Killer(pod);
        this.planner = new PodPlanner(pod, killer);
        this.deadline = new ActiveDeadline(pod.pod.spec().activeDeadlineSeconds());
    }

    /**
     * Compiles the lifecycle of a pod. Compile again when the pod changes (an ephemeral container, an image); the
     * state goes on.
     *
     * @param pod the pod; it need not be valid, and its status is not looked at
     * @param kubelet whose behaviour is modelled
     * @return the lifecycle
     */
    public static PodLifecycle compile(Pod pod, Kubelet kubelet) {
        return new PodLifecycle(new CompiledPod(pod, kubelet), CrashLoopBackOff.of(kubelet));
    }

    /**
     * Decides what the pod does next. Equal arguments give equal results; any observation is accepted.
     *
     * @param state the state of the step before, or {@link PodState#INITIAL}
     * @param observed everything that is known about the pod now
     * @param now the time
     * @return the state to persist, the actions to execute, and when to step again at the latest
     */
    public Step step(PodState state, Observation observed, Instant now) {
        PodState seen = absorber.absorb(state, observed, now);
        Observation judged = deadline.apply(seen.status(), observed, now);
        return switch (work(state, observed.runtime())) {
            case SYNC -> sync(seen, judged, now);
            case TERMINATING -> terminate(seen, judged, now);
            case TERMINATED, FINISHED -> terminated(seen, judged, now);
        };
    }

    /**
     * Returns what is known as soon as a new sandbox is ready, while its first container is still to be started: the
     * condition {@code PodReadyToStartContainers} is True ({@code OnPodSandboxReady}, pkg/kubelet/kubelet.go). A
     * driver that leaves this out only tells it later, with the next step.
     *
     * @param state the state of the step that ordered the sandbox
     * @param now the time
     * @return the state to persist and publish
     */
    public PodState sandboxReady(PodState state, Instant now) {
        return pod.has(Divergence.READY_TO_START_WITH_NEXT_SYNC)
                ? state
                : state.with(statusManager.sandboxReady(state.status(), now));
    }

    /** Whether all containers are to be restarted follows from the condition that was just computed. */
    private Step sync(PodState seen, Observation observed, Instant now) {
        PodStatus status = status(seen, observed, false, now);
        if (status.phase().isTerminal() || observed.termination() != null) {
            return terminating(seen.with(Work.TERMINATING, status), observed, now);
        }
        boolean restartAll = status.isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING);
        Orders orders = new Orders(pod, killer, backOff, observed.runtime(), seen.with(Work.SYNC, status), now);
        orders.add(planner.plan(observed.runtime(), observed.probes(), restartAll, statuses.isDeleting(observed)));
        PodState next =
                seen.with(Work.SYNC, status).withStartErrors(startErrors(seen.startErrors(), orders.delayedStarts));
        return new Step(next, orders.actions, wakeAt(restartAll, orders, status, now), orders.delayedStarts);
    }

    private Step terminate(PodState seen, Observation observed, Instant now) {
        if (anythingRuns(observed.runtime())) {
            return terminating(seen.with(Work.TERMINATING, status(seen, observed, false, now)), observed, now);
        }
        PodStatus status = status(seen, observed, true, now);
        return new Step(seen.with(Work.TERMINATED, status), List.of(), Optional.of(now), List.of());
    }

    private Step terminating(PodState next, Observation observed, Instant now) {
        Orders orders = new Orders(pod, killer, backOff, observed.runtime(), next, now);
        orders.killPod(observed.termination() instanceof Deletion deletion ? deletion.gracePeriod() : null);
        Optional<Instant> wakeAt = orders.actions.isEmpty() ? Optional.of(now) : Optional.empty();
        return new Step(next, orders.actions, wakeAt, List.of());
    }

    private Step terminated(PodState seen, Observation observed, Instant now) {
        PodStatus fresh = TerminatePod.finish(pod, status(seen, observed, true, now));
        PodStatus status = statusManager.accept(seen.status(), fresh, now);
        return new Step(seen.with(Work.FINISHED, status), List.of(), Optional.empty(), List.of());
    }

    private PodStatus status(PodState seen, Observation observed, boolean podIsTerminal, Instant now) {
        PodStatus fresh = statuses.status(observed, seen.status(), seen.startErrors(), podIsTerminal);
        return statusManager.accept(seen.status(), fresh, now);
    }

    private static Map<String, Failure> startErrors(Map<String, Failure> errors, List<DelayedStart> delayedStarts) {
        if (delayedStarts.isEmpty()) {
            return errors;
        }
        Map<String, Failure> all = new TreeMap<>(errors);
        delayedStarts.forEach(held -> all.put(held.container(), held.error()));
        return all;
    }

    private Optional<Instant> wakeAt(boolean restartAll, Orders orders, PodStatus status, Instant now) {
        boolean removes = orders.actions.stream()
                .anyMatch(a -> a instanceof PodAction.RemoveContainer r
                        && r.reason() == PodAction.RemoveReason.RESTART_ALL_CONTAINERS);
        if (restartAll && pod.restartAllEnabled && removes && !pod.has(Divergence.NO_REQUEUE_AFTER_RESET)) {
            return Optional.of(now);
        }
        Optional<Instant> start = pod.has(Divergence.BACK_OFF_RETRY_FLAT)
                ? Optional.empty()
                : orders.delayedStarts.stream()
                        .filter(DelayedStart::isCrashLoop)
                        .map(DelayedStart::until)
                        .min(Instant::compareTo);
        Instant over = deadline.at(status);
        // what is held back without a time is retried like an error, which a later deadline must not put off
        boolean isRetried = !orders.delayedStarts.isEmpty() && start.isEmpty();
        boolean counts = over != null && (!isRetried || over.isBefore(Saturating.plus(now, ERROR_RETRY)));
        return Stream.of(start, counts ? Optional.ofNullable(over) : Optional.<Instant>empty())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    private static Work work(PodState state, RuntimePod runtime) {
        return state.work().isOver() && anythingRuns(runtime) ? Work.TERMINATING : state.work();
    }

    private static boolean anythingRuns(RuntimePod runtime) {
        for (int i = 0; i < runtime.containers().size(); i++) {
            if (runtime.containers().get(i).running()) {
                return true;
            }
        }
        for (int i = 0; i < runtime.sandboxes().size(); i++) {
            Sandbox sandbox = runtime.sandboxes().get(i);
            if (sandbox.ready()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Plans without a state, a clock or back-off: what {@code computePodActions} of the kubelet returns.
     *
     * @param runtime what the runtime reports
     * @param probes what the probes say
     * @param restartAllContainers whether all containers are being restarted
     * @return the plan
     */
    public PodPlan plan(RuntimePod runtime, ProbeResults probes, boolean restartAllContainers) {
        boolean deleting = pod.pod.metadata().deletionTimestamp() != null;
        return planner.plan(runtime, probes, restartAllContainers, deleting);
    }

    /**
     * Plans the removal of dead containers that nothing needs any more, as the kubelet's garbage collection does once
     * a minute: of each container the newest attempt that does not run is kept, for the status, the back-off and the
     * rules, and everything that runs. While all containers are being restarted nothing is garbage: what is left then
     * is evidence of the restart.
     *
     * @param state the state that was persisted last
     * @param runtime what the runtime reports now, with the state up to date with it
     * @return what to execute, in order; failures may be ignored, the next plan has the rest
     */
    public List<PodAction> garbage(PodState state, RuntimePod runtime) {
        return state.status().isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING)
                ? List.of()
                : GarbagePlanner.plan(runtime);
    }

    /** {@return the calculator of this pod's status} */
    public StatusCalculator statuses() {
        return statuses;
    }
}
