package dev.rekindle.testkit.transcript;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodStatus;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.ProbeResults;
import dev.rekindle.lifecycle.Step;
import dev.rekindle.testkit.FakePod;
import dev.rekindle.testkit.Pleg;
import dev.rekindle.testkit.invariants.Invariants;
import dev.rekindle.testkit.invariants.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pod on a {@link FakePod}, in the rhythm of the kubelet: again at once when a step asks for it, one second
 * after something started or ended in the runtime, at the time a step names, ten seconds after an error, and every
 * minute anyhow.
 */
final class PodRun {
    private static final Duration RELIST = Duration.ofSeconds(1);
    private static final Duration ERROR_BACK_OFF = Duration.ofSeconds(10);
    private static final Duration RESYNC = Duration.ofMinutes(1);
    private static final int SYNCS_MAX = 100;

    final FakePod runtime;
    private Pod pod;
    private PodLifecycle lifecycle;
    private Kubelet kubelet;
    private PodState state = PodState.INITIAL;
    private List<ActionResult> results = List.of();
    private ProbeResults probes = ProbeResults.NONE;
    private @Nullable Termination termination;
    private Instant now;
    /** When the kubelet would look at the pod again by itself. */
    private Instant due;
    /** Whether it would do so soon, not only at a resync or after a wait. */
    private boolean soon = true;

    PodRun(Pod pod, Kubelet kubelet, Instant now) {
        this.pod = pod;
        this.kubelet = kubelet;
        this.now = now;
        this.due = now;
        this.runtime = new FakePod(pod);
        this.lifecycle = compile();
    }

    private PodLifecycle compile() {
        return PodLifecycle.compile(pod, kubelet);
    }

    /**
     * A step and its execution.
     *
     * @param before the state before
     * @param observed what was seen
     * @param step what was decided
     * @param results what came of it
     * @param at when
     */
    record Sync(PodState before, Observation observed, Step step, List<ActionResult> results, Instant at) {
        boolean isQuiet() {
            return step.actions().isEmpty() && step.next().equals(before);
        }

        boolean failed() {
            return results.stream().anyMatch(r -> r.failure() != null);
        }
    }

    Sync sync() {
        Observation observed = Observation.of(runtime.snapshot())
                .probes(probes)
                .termination(termination)
                .results(results);
        PodState before = state;
        Step step = lifecycle.step(before, observed, now);
        state = step.next();
        results = runtime.execute(step, now);
        runtime.takeCalls();
        Sync sync = new Sync(before, observed, step, results, now);
        schedule(sync, Pleg.isWorthASync(observed.runtime(), runtime.snapshot()));
        return sync;
    }

    private void schedule(Sync sync, boolean changed) {
        boolean ending = state.work() == PodState.Work.TERMINATING
                && !sync.step.actions().isEmpty();
        boolean atOnce = sync.step.wakeAt().filter(now::equals).isPresent();
        boolean failed = sync.failed() || !sync.step.delayedStarts().isEmpty();
        boolean again = !sync.failed() && (atOnce || ending);
        soon = again || changed;
        if (soon) {
            due = again ? now : now.plus(RELIST);
        } else {
            Instant later = now.plus(failed ? ERROR_BACK_OFF : RESYNC);
            due = sync.failed() ? later : sync.step.wakeAt().orElse(later);
        }
    }

    List<Violation> violations(Sync sync, Set<String> dropped) {
        return Invariants.of(pod, kubelet).without(dropped).check(sync.before, sync.observed, sync.step, sync.at);
    }

    /** Steps until the kubelet would only wait. The first one is taken now, whatever is due. */
    List<Sync> stabilize() {
        List<Sync> syncs = new ArrayList<>();
        do {
            now = syncs.isEmpty() ? now : due;
            syncs.add(sync());
            if (syncs.size() > SYNCS_MAX) {
                throw new IllegalArgumentException("the pod is not stable after " + SYNCS_MAX + " syncs");
            }
        } while (soon);
        return syncs;
    }

    /** Lets time go by. */
    List<Sync> advance(Duration time) {
        Instant end = now.plus(time);
        List<Sync> syncs = new ArrayList<>();
        while (!due.isAfter(end)) {
            now = due;
            syncs.addAll(stabilize());
        }
        now = end.isAfter(now) ? end : now;
        return syncs;
    }

    void change(Pod changed, Kubelet changedKubelet) {
        pod = changed;
        kubelet = changedKubelet;
        runtime.update(changed);
        lifecycle = compile();
    }

    /** What a kubelet knows after a restart: the last status it published. */
    void restartKubelet() {
        state = PodState.of(status());
        results = List.of();
    }

    /** Something happened outside: the kubelet hears of it at its next look at the runtime. */
    void notice() {
        Instant heard = now.plus(RELIST);
        due = heard.isBefore(due) ? heard : due;
    }

    void setProbes(ProbeResults newProbes) {
        probes = newProbes;
    }

    void end(Termination request) {
        termination = request;
    }

    Pod pod() {
        return pod;
    }

    ProbeResults probes() {
        return probes;
    }

    PodStatus status() {
        return state.status();
    }

    Instant now() {
        return now;
    }
}
