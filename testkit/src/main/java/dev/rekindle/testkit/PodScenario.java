package dev.rekindle.testkit;

import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A pod that lives in virtual time: a {@link FakePod} and a kubelet that looks at it in the rhythm
 * of the kubelet. Nothing happens until time moves, and the same calls always lead to the same life.
 *
 * <pre>{@code
 * PodScenario scenario = PodScenario.of(Files.readString(Path.of("pod.yaml"))).until(PodPhase.RUNNING);
 * scenario.after(Duration.ofSeconds(60)).exit("trainer", 88).stabilize();
 * assertThat(scenario.container("trainer").restartCount()).isEqualTo(1);
 * }</pre>
 *
 * <p>The rhythm: the kubelet asks the runtime at every whole second, last of all that happens in it, and sees what
 * happened to containers and what it did itself; what it is told (a probe, a deletion, a change of the pod) it sees at
 * once; {@link Step#wakeAt()} is kept to, or the resync after 1 min; after a failed action the next try comes 10 s
 * later (the kubelet adds up to 5 s at random, this nothing). The runtime obeys at once: stopping takes no time.
 *
 * <p>Init containers succeed after {@link #INIT_RUN} unless told otherwise ({@link #runs}, {@link #runsUntilExit},
 * {@link #exitAt}); sidecars and regular containers run until they are told to exit. Probes succeed unless told
 * otherwise. Methods that change something return the scenario. Not safe for use by several threads.
 */
public final class PodScenario {
    /** How long init containers run unless told otherwise. */
    public static final Duration INIT_RUN = Duration.ofSeconds(1);

    /** The most steps that {@link #stabilize} makes. */
    public static final int STEPS_MAX = 1000;

    /** How long {@link #until(PodPhase)} waits. */
    public static final Duration UNTIL_MAX = Duration.ofHours(1);

    private final PodWorld world;
    private final VirtualTime time;
    private final Workload workload;
    private final ScenarioProbes probes;
    private final KubeletLoop loop;
    private final Story story = new Story();

    private PodScenario(PodWorld world, VirtualTime time) {
        this.world = world;
        this.time = time;
        this.workload = new Workload(time, world, INIT_RUN, () -> seenNext());
        this.probes = new ScenarioProbes(world, () -> seenNow());
        this.loop = new KubeletLoop(world, time, workload, probes);
        workload.look();
        loop.listeners.add(story::add);
        loop.told();
    }

    /**
     * A pod on the {@linkplain Kubelet#DEFAULT default kubelet}, from its manifest. Needs what {@link PodCodec} needs:
     * jackson-dataformat-yaml, which this artifact does not bring. Pods that are built need no such thing.
     *
     * @param manifest YAML or JSON of one pod; it need not be valid. One with a status goes on as that says
     * @return the scenario, at the time the pod is bound to its node
     * @throws dev.rekindle.core.codec.PodFormatException when the text cannot be read or does not hold exactly one pod
     */
    public static PodScenario of(String manifest) {
        return of(manifest, Kubelet.DEFAULT);
    }

    /**
     * A pod on a kubelet, from its manifest, as {@link #of(String)}.
     *
     * @param manifest YAML or JSON of one pod
     * @param kubelet whose behaviour is modelled
     * @return the scenario, at the time the pod is bound to its node
     * @throws dev.rekindle.core.codec.PodFormatException when the text cannot be read or does not hold exactly one pod
     */
    public static PodScenario of(String manifest, Kubelet kubelet) {
        return of(PodCodec.readOne(Objects.requireNonNull(manifest, "manifest must not be null")), kubelet);
    }

    /**
     * A pod on the {@linkplain Kubelet#DEFAULT default kubelet}. One with a status goes on as that says.
     *
     * @param pod the pod; it need not be valid
     * @return the scenario, at the time the pod is bound to its node
     */
    public static PodScenario of(Pod pod) {
        return of(pod, Kubelet.DEFAULT);
    }

    /**
     * A pod on a kubelet. One with a status goes on as that says.
     *
     * @param pod the pod; it need not be valid
     * @param kubelet whose behaviour is modelled
     * @return the scenario, at the time the pod is bound to its node
     */
    public static PodScenario of(Pod pod, Kubelet kubelet) {
        Objects.requireNonNull(pod, "pod must not be null");
        return of(pod, kubelet, new VirtualTime(PublishedPod.latest(pod.status())));
    }

    /**
     * A pod on a kubelet, in a time that others share. When it moves, all of them live on.
     *
     * @param pod the pod; it need not be valid
     * @param kubelet whose behaviour is modelled
     * @param time the time
     * @return the scenario, at the time the pod is bound to its node
     */
    public static PodScenario of(Pod pod, Kubelet kubelet, VirtualTime time) {
        Objects.requireNonNull(time, "time must not be null");
        return new PodScenario(new PodWorld(pod, kubelet), time);
    }

    /**
     * Is told of every step, after its actions were executed. Whatever it throws ends the run.
     *
     * @param listener the listener
     */
    public PodScenario onStep(Consumer<ScenarioStep> listener) {
        loop.listeners.add(Objects.requireNonNull(listener, "listener must not be null"));
        return this;
    }

    /**
     * Moves time on until nothing is left to happen by itself.
     *
     * @throws IllegalStateException when that takes more than {@value #STEPS_MAX} steps
     */
    public PodScenario stabilize() {
        int limit = loop.steps + STEPS_MAX;
        while (time.runNext()) {
            if (loop.steps > limit) {
                throw new IllegalStateException("pod " + world.pod().metadata().name() + " does not settle: "
                        + STEPS_MAX + " steps, the last at " + time.elapsed() + "\n" + this);
            }
        }
        return this;
    }

    /**
     * Moves time on until the pod has a phase, at the longest for {@link #UNTIL_MAX}.
     *
     * @param phase the phase
     * @throws AssertionError when the pod does not get there; the message tells what happened instead
     */
    public PodScenario until(PodPhase phase) {
        return until(phase, UNTIL_MAX);
    }

    /**
     * Moves time on until the pod has a phase.
     *
     * @param phase the phase
     * @param max the longest time to wait, not negative
     * @throws AssertionError when the pod does not get there; the message tells what happened instead
     */
    public PodScenario until(PodPhase phase, Duration max) {
        Objects.requireNonNull(phase, "phase must not be null");
        return until(s -> s.status().phase().equals(phase), max, "is not " + phase);
    }

    /**
     * Moves time on until something is so. It is asked as soon as the kubelet has seen the pod, and after everything
     * that happens.
     *
     * <pre>{@code
     * scenario.until(s -> s.container("trainer").restartCount() == 3, Duration.ofMinutes(10));
     * }</pre>
     *
     * @param condition what to wait for
     * @param max the longest time to wait, not negative
     * @throws AssertionError when it does not come so; the message tells what happened instead
     */
    public PodScenario until(Predicate<PodScenario> condition, Duration max) {
        Objects.requireNonNull(condition, "condition must not be null");
        return until(condition, max, "is not as it was waited for");
    }

    private PodScenario until(Predicate<PodScenario> condition, Duration max, String otherwise) {
        Instant end = time.now().plus(VirtualTime.notNegative(max, "max"));
        while (loop.steps == 0 || !condition.test(this)) { // nobody asks of a pod that the kubelet has not seen
            Instant next = time.next().orElse(Instant.MAX);
            if (next.isAfter(end)) {
                String left = next.equals(Instant.MAX) ? ", and nothing is left to happen" : " after " + max;
                throw new AssertionError("pod " + world.pod().metadata().name() + " " + otherwise + left + ", at "
                        + time.elapsed() + "\n" + this);
            }
            time.runNext();
        }
        return this;
    }

    /**
     * Lets the kubelet ask the runtime and sync now, whatever it waits for.
     */
    public PodScenario sync() {
        loop.lookNow();
        return this;
    }

    /** {@return whether the kubelet does nothing now but wait: for a time to come, or for something to happen} */
    public boolean isWaiting() {
        return loop.isWaiting();
    }

    /**
     * Moves time on, with all that happens on the way.
     *
     * @param duration how far, not negative
     */
    public PodScenario after(Duration duration) {
        time.advance(duration);
        return this;
    }

    /**
     * Lets the running attempt of a container exit now.
     *
     * @param name the container
     * @param exitCode its exit code
     * @throws IllegalArgumentException when the pod has no such container
     * @throws IllegalStateException when it is not running
     */
    public PodScenario exit(String name, int exitCode) {
        Workload.known(world.pod(), name);
        if (!runtime().exit(name, exitCode, time.now())) {
            throw new IllegalStateException(
                    "container " + name + " cannot exit, it is not running at " + time.elapsed() + "\n" + this);
        }
        return seenNext();
    }

    /**
     * Plans an exit. The exits planned for a container are taken in the order of their times, and each ends a run of
     * its own: the one that goes on at its time or, when none does, the next one as soon as it starts. An init
     * container with an exit to come runs until then, unless {@link #runs} says how long it runs.
     *
     * @param name the container
     * @param exitCode its exit code
     * @param sinceStart when, counted from the beginning of the scenario, not negative
     * @throws IllegalArgumentException when the pod has no such container
     */
    public PodScenario exitAt(String name, int exitCode, Duration sinceStart) {
        VirtualTime.notNegative(sinceStart, "sinceStart");
        workload.plan(name, exitCode, time.now().minus(time.elapsed()).plus(sinceStart));
        return this;
    }

    /**
     * Lets every later run of a container exit with 0 after a while.
     *
     * @param name the container
     * @param duration how long it runs, not negative
     * @throws IllegalArgumentException when the pod has no such container
     */
    public PodScenario runs(String name, Duration duration) {
        workload.runs(name, VirtualTime.notNegative(duration, "duration"));
        return this;
    }

    /**
     * Lets every later run of a container go on until it is told to exit.
     *
     * @param name the container
     * @throws IllegalArgumentException when the pod has no such container
     */
    public PodScenario runsUntilExit(String name) {
        workload.runsUntilExit(name);
        return this;
    }

    /** {@return what the probes say; what is set there is seen with the next step} */
    public ScenarioProbes probes() {
        return probes;
    }

    /**
     * Deletes the pod with its own grace period.
     */
    public PodScenario delete() {
        return terminate(Termination.deletion(null));
    }

    /**
     * Asks for the end of the pod, by deletion or eviction.
     *
     * @param request the request
     */
    public PodScenario terminate(Termination request) {
        world.terminate(request);
        return seenNow();
    }

    /**
     * Lets something go wrong.
     *
     * @param fault what
     * @throws IllegalArgumentException when the pod has no such container
     */
    public PodScenario inject(Fault fault) {
        runtime().inject(fault, time.now());
        return seenNext();
    }

    /**
     * Goes on with a changed pod, or as the kubelet of another version or with other gates.
     *
     * @param pod the pod
     * @param kubelet whose behaviour is modelled from now on
     */
    public PodScenario update(Pod pod, Kubelet kubelet) {
        world.update(pod, kubelet);
        return seenNow();
    }

    /**
     * Starts the kubelet anew: it knows no more than the last status.
     */
    public PodScenario restartKubelet() {
        world.restart(PodState.of(status()));
        loop.restarted();
        return this;
    }

    /** {@return the pod, its runtime, and what the kubelet knows} */
    public PodWorld world() {
        return world;
    }

    /** {@return its runtime; what is changed there directly is seen with the next step} */
    public FakePod runtime() {
        return world.runtime();
    }

    /** {@return the time; more may be scheduled there} */
    public VirtualTime time() {
        return time;
    }

    /** {@return the state after the last step} */
    public PodState state() {
        return world.state();
    }

    /** {@return the published status after the last step} */
    public PodStatus status() {
        return state().status();
    }

    /**
     * Returns what is published of a container after the last step.
     *
     * @param name the name of an init container, sidecar, regular or ephemeral container
     * @return its status
     * @throws IllegalArgumentException when the pod has no such container; the message says which it has
     * @throws IllegalStateException when the kubelet has not looked at the pod since the container was added
     */
    public ContainerStatus container(String name) {
        ContainerStatus status = status().container(Workload.known(world.pod(), name));
        if (status == null) {
            throw new IllegalStateException("container " + name + " has no status at " + time.elapsed()
                    + ": the kubelet has not looked yet; let time move on, with stabilize(), until() or after()");
        }
        return status;
    }

    /** {@return the planned exits that have not happened, by time} */
    public List<PlannedExit> plannedExits() {
        return workload.planned();
    }

    /** {@return the story of the latest steps, the status and the runtime, for people} */
    @Override
    public String toString() {
        return story.tell(world, time.now().minus(time.elapsed()));
    }

    private PodScenario seenNow() {
        loop.told();
        return this;
    }

    private PodScenario seenNext() {
        loop.happened();
        return this;
    }
}
