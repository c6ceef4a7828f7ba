package dev.rekindle.testkit;

import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Observes, steps and acts, whenever the {@link Rhythm} of the kubelet or an event says so. */
final class KubeletLoop {
    final PodLifecycle lifecycle;
    final List<Consumer<ScenarioStep>> listeners = new ArrayList<>();
    PodState state = PodState.INITIAL;

    @Nullable
    Termination termination;

    int steps;

    private final VirtualTime time;
    private final FakePod runtime;
    private final Workload workload;
    private final ScenarioProbes probes;
    private List<ActionResult> results = List.of();
    private VirtualTime.@Nullable Task sync;

    KubeletLoop(PodLifecycle lifecycle, VirtualTime time, FakePod runtime, Workload workload, ScenarioProbes probes) {
        this.lifecycle = lifecycle;
        this.time = time;
        this.runtime = runtime;
        this.workload = workload;
        this.probes = probes;
    }

    void syncNow() {
        syncBy(time.now());
    }

    private void syncBy(Instant at) {
        if (sync == null || at.isBefore(sync.at())) {
            if (sync != null) {
                sync.cancel();
            }
            sync = time.at(at, this::sync);
        }
    }

    private void sync() {
        sync = null;
        steps++;
        RuntimePod seen = runtime.snapshot();
        Observation observed = Observation.of(seen)
                .probes(probes.results())
                .termination(termination)
                .results(results);
        PodState before = state;
        Step step = lifecycle.step(before, observed, time.now());
        state = step.next();
        results = runtime.execute(step, time.now());
        workload.look();
        Rhythm.next(step, results, seen, runtime.snapshot(), time.now()).ifPresent(this::syncBy);
        ScenarioStep made = new ScenarioStep(time.now(), before, observed, step, results);
        listeners.forEach(listener -> listener.accept(made));
    }
}
