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
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
        Objects.requireNonNull(pod, "pod: Required value: expected the pod");
        Objects.requireNonNull(
                kubelet, "kubelet: Required value: expected whose behaviour is modelled, such as Kubelet.DEFAULT");
        return new PodLifecycle(new CompiledPod(pod, kubelet), CrashLoopBackOff.of(kubelet));
    }

    /**
     * Decides what the pod does next. Equal arguments give equal results; any observation is accepted. A step costs
     * time and memory in proportion to the containers and their attempts; what did not change is the same object:
     * the state, its status, the status of each container.
     *
     * @param state the state of the step before, or {@link PodState#INITIAL}
     * @param observed everything that is known about the pod now
     * @param now the time
     * @return the state to persist, the actions to execute, and when to step again at the latest
     */
    public Step step(PodState state, Observation observed, Instant now) {
        Objects.requireNonNull(
                state, "state: Required value: expected the state of the step before; PodState.INITIAL at first");
        Objects.requireNonNull(observed, "observed: Required value: expected what is known about the pod now");
        Objects.requireNonNull(now, "now: Required value: expected the time");
        Work work = work(state, observed.runtime());
        Look look = new Look(pod, deadline.apply(state.status(), observed, now), state.status(), now);
        PodState seen = absorber.absorb(state, look, now);
        return switch (work) {
            case SYNC -> sync(state, seen, look, now);
            case TERMINATING -> terminate(seen, look, now);
            case TERMINATED, FINISHED -> terminated(seen, look);
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
        Objects.requireNonNull(state, "state: Required value: expected the state of the step that ordered the sandbox");
        Objects.requireNonNull(now, "now: Required value: expected the time");
        return pod.has(Divergence.READY_TO_START_WITH_NEXT_SYNC)
                ? state
                : state.with(statusManager.sandboxReady(state.status(), now));
    }

    private Step sync(PodState state, PodState seen, Look look, Instant now) {
        PodStatus status = status(seen, look, false);
        PodState next = seen.with(Work.SYNC, status);
        if (status.phase().isTerminal() || look.observed.termination() != null) {
            return terminating(seen.with(Work.TERMINATING, status), look, now);
        }
        Orders orders = new Orders(pod, killer, backOff, look, next, now);
        orders.add(planner.plan(look, look.resetting && pod.hasRestartAllRule));
        PodState last = next.withStartErrors(startErrors(next.startErrors(), orders.delayedStarts));
        PodState kept = last.equals(state) ? state : last; // an error may have gone and come back
        return new Step(kept, orders.actions, wakeAt(orders, status, now), orders.delayedStarts);
    }

    private Step terminate(PodState seen, Look look, Instant now) {
        if (anythingRuns(look.runtime)) {
            return terminating(seen.with(Work.TERMINATING, status(seen, look, false)), look, now);
        }
        PodStatus status = status(seen, look, true);
        return new Step(seen.with(Work.TERMINATED, status), List.of(), now, List.of());
    }

    private Step terminating(PodState next, Look look, Instant now) {
        Orders orders = new Orders(pod, killer, backOff, look, next, now);
        orders.killPod(look.observed.termination() instanceof Deletion deletion ? deletion.gracePeriod() : null);
        return new Step(next, orders.actions, orders.actions.isEmpty() ? now : null, List.of());
    }

    private Step terminated(PodState seen, Look look) {
        PodStatus fresh = TerminatePod.finish(pod, status(seen, look, true));
        PodStatus status = statusManager.accept(seen.status(), fresh);
        return new Step(seen.with(Work.FINISHED, status), List.of(), null, List.of());
    }

    private PodStatus status(PodState seen, Look look, boolean podIsTerminal) {
        return statusManager.accept(seen.status(), statuses.status(look, seen.startErrors(), podIsTerminal));
    }

    private static Map<String, Failure> startErrors(Map<String, Failure> errors, List<DelayedStart> delayedStarts) {
        if (delayedStarts.isEmpty()) {
            return errors;
        }
        Map<String, Failure> all = new TreeMap<>(errors);
        delayedStarts.forEach(held -> all.put(held.container(), held.error()));
        return all;
    }

    private @Nullable Instant wakeAt(Orders orders, PodStatus status, Instant now) {
        if (orders.resets && !pod.has(Divergence.NO_REQUEUE_AFTER_RESET)) {
            return now;
        }
        return earlier(deadline.at(status), retryAt(orders.delayedStarts, now));
    }

    /** When the first start that is held back may go on; what is held back without such a time is an error. */
    private @Nullable Instant retryAt(List<DelayedStart> delayedStarts, Instant now) {
        Instant first = null;
        for (int i = 0; i < delayedStarts.size(); i++) {
            if (delayedStarts.get(i).isCrashLoop() && !pod.has(Divergence.BACK_OFF_RETRY_FLAT)) {
                first = earlier(first, delayedStarts.get(i).until());
            }
        }
        return first != null || delayedStarts.isEmpty() ? first : Saturating.plus(now, ERROR_RETRY);
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return a == null || (b != null && b.isBefore(a)) ? b : a;
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
        Objects.requireNonNull(state, "state: Required value: expected the state that was persisted last");
        Objects.requireNonNull(runtime, "runtime: Required value: expected what the runtime reports");
        return state.status().isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING)
                ? List.of()
                : GarbagePlanner.plan(runtime);
    }
}
