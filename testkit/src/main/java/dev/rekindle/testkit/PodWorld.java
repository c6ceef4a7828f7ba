package dev.rekindle.testkit;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.ProbeResults;
import dev.rekindle.lifecycle.Step;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pod, the {@linkplain FakePod runtime} it lives in, and what its kubelet knows of it. It stands still: whoever
 * holds it says when the kubelet looks. {@link PodScenario} does so as the kubelet does. Not safe for use by several
 * threads.
 */
public final class PodWorld {
    private final FakePod runtime;
    private Pod pod;
    private Kubelet kubelet;
    private PodLifecycle lifecycle;
    private PodState state;
    private List<ActionResult> results = List.of();
    private ProbeResults probes = ProbeResults.NONE;
    private @Nullable Termination termination;

    /**
     * Creates a world. A pod with a status goes on as after a restart of the kubelet: what its status says runs, runs.
     *
     * @param pod the pod; it need not be valid
     * @param kubelet whose behaviour is modelled
     */
    public PodWorld(Pod pod, Kubelet kubelet) {
        this(
                pod,
                Objects.requireNonNull(kubelet, "kubelet must not be null"),
                FakePod.asInStatus(Objects.requireNonNull(pod, "pod must not be null")),
                PodState.of(pod.status()));
    }

    private PodWorld(Pod pod, Kubelet kubelet, FakePod runtime, PodState state) {
        this.pod = pod;
        this.kubelet = kubelet;
        this.runtime = runtime;
        this.state = state;
        this.lifecycle = PodLifecycle.compile(pod, kubelet);
    }

    /**
     * Returns another world that is as this one is now. What happens to one of them does not touch the other.
     *
     * @return the other
     */
    public PodWorld fork() {
        PodWorld fork = new PodWorld(pod, kubelet, runtime.fork(), state);
        fork.results = results;
        fork.probes = probes;
        fork.termination = termination;
        return fork;
    }

    /** {@return what the kubelet would see now} */
    public Observation observe() {
        return Observation.of(runtime.snapshot())
                .probes(probes)
                .termination(termination)
                .results(results);
    }

    /**
     * Looks, decides and acts.
     *
     * @param now the time
     * @return all of it
     */
    public ScenarioStep sync(Instant now) {
        ScenarioStep decided = decide(now);
        List<ActionResult> done = execute(decided.step(), now);
        return new ScenarioStep(now, decided.before(), decided.observed(), decided.step(), done);
    }

    /**
     * Looks and decides, and remembers the new state. Nothing is done about it yet.
     *
     * @param now the time
     * @return what was decided, without results
     */
    public ScenarioStep decide(Instant now) {
        Objects.requireNonNull(now, "now must not be null");
        Observation observed = observe();
        PodState before = state;
        Step step = lifecycle.step(before, observed, now);
        restart(step.next());
        return new ScenarioStep(now, before, observed, step, List.of());
    }

    /**
     * Does what was decided. The next look knows what became of it.
     *
     * @param step what was decided
     * @param now the time
     * @return what became of it
     */
    public List<ActionResult> execute(Step step, Instant now) {
        results = runtime.execute(Objects.requireNonNull(step, "step must not be null"), now);
        return results;
    }

    /**
     * Starts the kubelet anew. It knows a state, and not what came of the actions under way.
     *
     * @param known what it knows; the kubelet itself keeps no more than a {@linkplain PodState#of status}
     */
    public void restart(PodState known) {
        state = Objects.requireNonNull(known, "state must not be null");
        results = List.of();
    }

    /**
     * Goes on with a changed pod or kubelet.
     *
     * @param changed the pod
     * @param by whose behaviour is modelled from now on
     */
    public void update(Pod changed, Kubelet by) {
        pod = Objects.requireNonNull(changed, "pod must not be null");
        kubelet = Objects.requireNonNull(by, "kubelet must not be null");
        runtime.update(changed);
        lifecycle = PodLifecycle.compile(changed, by);
    }

    /**
     * Sets what the probes say.
     *
     * @param results all of it
     */
    public void probes(ProbeResults results) {
        probes = Objects.requireNonNull(results, "probe results must not be null");
    }

    /**
     * Asks for the end of the pod, by deletion or eviction.
     *
     * @param request the request
     */
    public void terminate(Termination request) {
        termination = Objects.requireNonNull(request, "request must not be null");
    }

    /** {@return the pod as it is now} */
    public Pod pod() {
        return pod;
    }

    /** {@return whose behaviour is modelled} */
    public Kubelet kubelet() {
        return kubelet;
    }

    /** {@return the runtime} */
    public FakePod runtime() {
        return runtime;
    }

    /** {@return what decides} */
    public PodLifecycle lifecycle() {
        return lifecycle;
    }

    /** {@return the state after the last step} */
    public PodState state() {
        return state;
    }

    /** {@return what is in the status and in the runtime now, for people} */
    @Override
    public String toString() {
        return new Story().tell(this, VirtualTime.DEFAULT_START);
    }
}
