package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.driver.PodEvent.DutyFailed.Duty;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.DelayedStart;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Works on one pod, one step at a time: observe, step, persist, publish, execute. {@link PodWorkers} calls it at the
 * right times.
 *
 * <p>It may be killed between any two calls. A new worker over the same store and the same runtime goes on.
 *
 * <ul>
 *   <li>What cannot be observed or persisted is not acted upon; it is tried again after 10 to 15 s.
 *   <li>What cannot be published is acted upon all the same, and published after 10 to 15 s.
 *   <li>After a failed action the pod is decided anew after 10 to 15 s, or when a back-off ends before that. After
 *       1 s the runtime is looked at: if what failed left something there, such as a container that was created, the
 *       pod is decided anew then.
 *   <li>After actions that succeeded it steps again at once. If that orders the same again, the runtime does not
 *       show what it was asked for: then it waits as if nothing had been ordered.
 * </ul>
 */
final class PodWorker {
    /** How long a failure waits, before up to half of it is added (pkg/kubelet/kubelet.go). */
    static final Duration BACK_OFF_PERIOD = Duration.ofSeconds(10);

    private final DriverConfig config;
    private final DriverEvents events;
    private final Announcer announcer;
    private final Publication publication;
    private final ActionExecutor executor;
    private final GarbageCollector garbage;
    private final ProbeMemory probeResults = new ProbeMemory();
    private final List<ProbeWorker> probeWorkers = new ArrayList<>();

    private volatile Compiled compiled;
    private volatile @Nullable Termination termination;
    private volatile @Nullable WorkerState state;
    private volatile boolean finished;

    private List<ActionResult> results = List.of();
    private List<PodAction> executed = List.of();
    private @Nullable Relist relist;

    /** A pod, what the lifecycle was compiled from, and the lifecycle. */
    private record Compiled(Pod pod, Pod source, PodLifecycle lifecycle) {}

    /**
     * Creates a worker. It does nothing yet; the first run loads the state, or begins with the status of the pod.
     *
     * @param config what all pods have in common
     * @param pod the pod; its UID names its state
     */
    PodWorker(DriverConfig config, Pod pod) {
        this.config = config;
        this.events = new DriverEvents(config.listener, config.clock);
        this.announcer = new Announcer(events);
        this.publication = new Publication(config.publisher, announcer, config.clock);
        publication.seen(pod.status());
        this.executor = new ActionExecutor(config, events);
        this.garbage = new GarbageCollector(config, executor);
        Pod source = Pods.compiledPart(pod);
        this.compiled = new Compiled(pod, source, config.compile(source));
        pod.spec().containers().forEach(this::addProbes);
        pod.spec().initContainers().stream()
                .filter(container -> ContainerKind.ofInit(container) == ContainerKind.SIDECAR)
                .forEach(this::addProbes);
    }

    private void addProbes(Container container) {
        for (ProbeKind kind : ProbeKind.values()) {
            if (kind.of(container) != null) {
                probeWorkers.add(new ProbeWorker(kind, container.name(), config, probeResults, events));
            }
        }
    }

    /** {@return what decides; the same one until something changes that it was compiled from} */
    PodLifecycle lifecycle() {
        return compiled.lifecycle;
    }

    /** {@return the pod as it was given last} */
    Pod pod() {
        return compiled.pod;
    }

    /** {@return the state that was persisted last; {@link PodState#INITIAL} before the first run} */
    PodState state() {
        WorkerState current = state;
        return current == null ? PodState.INITIAL : current.pod();
    }

    /**
     * Takes a new version of the pod. One with a {@code deletionTimestamp} ends. When its status is not ours and was
     * not before, somebody wrote over it: the next run publishes ours again.
     *
     * @param pod the pod, with the same UID
     * @throws IllegalArgumentException when it has another UID: then it is another pod
     */
    void update(Pod pod) {
        String uid = compiled.pod.metadata().uid();
        if (!pod.metadata().uid().equals(uid)) {
            throw new IllegalArgumentException("metadata.uid: Invalid value: \""
                    + pod.metadata().uid() + "\": expected \"" + uid + "\", that of the pod of this worker");
        }
        Compiled known = compiled;
        Pod source = Pods.compiledPart(pod);
        boolean isKnown = source.equals(known.source);
        compiled =
                new Compiled(pod, isKnown ? known.source : source, isKnown ? known.lifecycle : config.compile(source));
        publication.seen(pod.status());
    }

    /**
     * Asks for the end of the pod. What is asked for last counts.
     *
     * @param request why and how
     */
    void terminate(Termination request) {
        termination = request;
    }

    /**
     * Does one step.
     *
     * @param now the time
     * @return when to run again at the latest
     */
    Instant runOnce(Instant now) {
        Compiled current = compiled;
        Optional<WorkerState> before = load(current.pod);
        Optional<RuntimePod> runtime = before.isEmpty() ? Optional.empty() : observe(current.pod);
        if (before.isEmpty() || runtime.isEmpty()) {
            return retryAt();
        }
        Observation observed = Observation.of(runtime.get())
                .probes(probeResults.snapshot())
                .termination(termination(current.pod))
                .results(results)
                .pod(current.pod);
        Relist after = relist;
        relist = null;
        if (after != null && after.isNoNews(observed, now)) {
            return after.retryAt();
        }
        Optional<Decision> decided = decide(current, before.get(), observed, now);
        if (decided.isEmpty()
                || !persist(current.pod, before.get(), decided.get().next())) {
            return retryAt();
        }
        Decision decision = decided.get();
        results = List.of();
        announcer.tell(current.pod, before.get().pod(), decision, runtime.get());
        boolean isPublished = publication.publish(current.pod, decision.next().pod());
        finished(current.pod, isPublished && decision.next().pod().work() == PodState.Work.FINISHED);
        results = executor.execute(current.pod, runtime.get(), decision.actions(), () -> sandboxReady(current));
        if (decision.actions().isEmpty()) {
            garbage.collect(current.pod, current.lifecycle, decision.next().pod(), runtime.get(), now);
        }
        Instant next = afterRelist(observed, nextRun(decision));
        return isPublished ? next : earlier(next, retryAt());
    }

    private Instant afterRelist(Observation observed, Instant next) {
        Instant at = config.clock.now().plus(Relist.PERIOD);
        boolean failed = results.stream().anyMatch(result -> result.failure() != null);
        if (!failed || !at.isBefore(next)) {
            return next;
        }
        relist = new Relist(at, next, observed);
        return at;
    }

    private Optional<Decision> decide(Compiled current, WorkerState before, Observation observed, Instant now) {
        try {
            Decision decision = Decision.of(current.pod, current.lifecycle, config.restartAll, before, observed, now);
            announcer.succeeded(Duty.STEP);
            return Optional.of(decision);
        } catch (RuntimeException | StackOverflowError e) {
            announcer.failed(current.pod, Duty.STEP, e);
            return Optional.empty();
        }
    }

    private void finished(Pod pod, boolean isFinished) {
        if (isFinished && !finished) {
            announcer.finished(pod);
        }
        finished |= isFinished; // when its last status is published again and that fails, it was published all the same
    }

    /** {@return whether the pod has ended and its last status was published} */
    boolean isFinished() {
        return finished;
    }

    List<ProbeWorker> probeWorkers() {
        return probeWorkers;
    }

    ProbeWorker.Ran runProbe(ProbeWorker probe, Instant now) {
        PodState current = state();
        Pod pod = compiled.pod;
        boolean terminating = current.work() != PodState.Work.SYNC || termination(pod) != null;
        return probe.runOnce(pod, current.status(), terminating, now);
    }

    private @Nullable Termination termination(Pod pod) {
        if (termination == null && pod.metadata().deletionTimestamp() != null) {
            Long grace = pod.metadata().deletionGracePeriodSeconds();
            return Termination.deletion(grace == null ? null : Duration.ofSeconds(grace));
        }
        return termination;
    }

    private Optional<WorkerState> load(Pod pod) {
        WorkerState current = state;
        if (current == null) {
            try {
                current = config.store
                        .load(pod.metadata().uid())
                        .orElseGet(() -> WorkerState.of(PodState.of(pod.status())));
            } catch (IOException | RuntimeException | Error e) {
                announcer.failed(pod, Duty.STORE, e);
                return Optional.empty();
            }
            PodStatus status = current.pod().status();
            probeWorkers.forEach(probe -> probe.seed(status));
            state = current;
        }
        return Optional.of(current);
    }

    private Optional<RuntimePod> observe(Pod pod) {
        try {
            RuntimePod observed =
                    Objects.requireNonNull(config.runtime.observe(pod), "ContainerRuntime.observe returned null");
            announcer.succeeded(Duty.OBSERVE);
            return Optional.of(observed);
        } catch (ContainerRuntimeException | RuntimeException | Error e) {
            announcer.failed(pod, Duty.OBSERVE, e);
            return Optional.empty();
        }
    }

    private boolean persist(Pod pod, WorkerState before, WorkerState next) {
        if (!next.equals(before)) {
            try {
                config.store.save(pod.metadata().uid(), next);
                announcer.succeeded(Duty.STORE);
            } catch (IOException | RuntimeException | Error e) {
                announcer.failed(pod, Duty.STORE, e);
                return false;
            }
            state = next;
        }
        return true;
    }

    /** Told before the first container starts; what fails here the next step makes good. */
    private void sandboxReady(Compiled current) {
        WorkerState before = state;
        if (before != null) {
            PodState ready = current.lifecycle.sandboxReady(before.pod(), config.clock.now());
            if (!ready.equals(before.pod()) && persist(current.pod, before, before.with(ready))) {
                publication.publish(current.pod, ready);
            }
        }
    }

    private Instant nextRun(Decision decision) {
        boolean ok = results.stream().allMatch(result -> result.failure() == null);
        boolean again = !decision.actions().isEmpty() && !decision.actions().equals(executed);
        executed = ok ? decision.actions() : List.of();
        Instant now = config.clock.now();
        List<DelayedStart> held = decision.step().delayedStarts();
        if (!ok) {
            Instant retry = retryAt();
            return held.stream().map(DelayedStart::until).reduce(retry, PodWorker::earlier);
        }
        if (again) {
            return now;
        }
        Optional<Instant> wakeAt = decision.step().wakeAt();
        Instant resync = now.plus(config.jittered(config.resyncInterval));
        return earlier(resync, wakeAt.orElse(resync));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private Instant retryAt() {
        return config.clock.now().plus(config.jittered(BACK_OFF_PERIOD));
    }
}
