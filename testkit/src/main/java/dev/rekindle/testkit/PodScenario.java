package dev.rekindle.testkit;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodStatus;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A pod that lives in virtual time: a {@link FakePod} and a {@link PodLifecycle} that looks at it in the rhythm
 * of the kubelet. Nothing happens until time moves, and the same calls always lead to the same life.
 *
 * <pre>{@code
 * PodScenario scenario = PodScenario.of(pod).stabilize();
 * scenario.after(Duration.ofSeconds(60)).exit("trainer", 88).stabilize();
 * assertThat(scenario.status().containerStatuses()).allMatch(status -> status.restartCount() == 1);
 * }</pre>
 *
 * <p>The rhythm: what happens to a container is seen at once, as if the runtime reported it; what the kubelet did
 * itself, with the next look at the runtime 1 s later; {@link Step#wakeAt()} is kept to, or the resync after 1 min when that is earlier; after a failed action the
 * next try comes 10 s later (the kubelet adds up to 5 s at random, this adds nothing). The runtime obeys at once:
 * stopping takes no time.
 *
 * <p>Init containers succeed after {@link #INIT_RUN} unless told otherwise ({@link #runs}, {@link #runsUntilExit},
 * {@link #exitAt}); sidecars and regular containers run until they are told to exit. Probes succeed unless told
 * otherwise. Not safe for use by several threads.
 */
public final class PodScenario {
    /** How long init containers run unless told otherwise. */
    public static final Duration INIT_RUN = Duration.ofSeconds(1);

    /** The most steps that {@link #stabilize} makes. */
    public static final int STEPS_MAX = 1000;

    private final Pod pod;
    private final VirtualTime time = new VirtualTime();
    private final FakePod runtime;
    private final Workload workload;
    private final ScenarioProbes probes;
    private final KubeletLoop loop;

    private PodScenario(Pod pod, PodLifecycle lifecycle) {
        this.pod = pod;
        this.runtime = new FakePod(pod);
        this.workload = new Workload(time, runtime, this::seenNow);
        this.probes = new ScenarioProbes(pod, runtime, this::seenNow);
        this.loop = new KubeletLoop(lifecycle, time, runtime, workload, probes);
        for (Container container : pod.spec().initContainers()) {
            if (ContainerKind.ofInit(container) == ContainerKind.INIT) {
                workload.runs(container.name(), INIT_RUN, true);
            }
        }
        seenNow();
    }

    /**
     * A pod on the {@linkplain Kubelet#DEFAULT default kubelet}.
     *
     * @param pod the pod; it need not be valid
     * @return the scenario, at the time the pod is bound to its node
     */
    public static PodScenario of(Pod pod) {
        return of(pod, Kubelet.DEFAULT);
    }

    /**
     * A pod on a kubelet.
     *
     * @param pod the pod; it need not be valid
     * @param kubelet whose behaviour is modelled
     * @return the scenario, at the time the pod is bound to its node
     */
    public static PodScenario of(Pod pod, Kubelet kubelet) {
        return new PodScenario(pod, PodLifecycle.compile(pod, kubelet));
    }

    /**
     * Is told of every step, after its actions were executed. Whatever it throws ends the run.
     *
     * @param listener the listener
     * @return this
     */
    public PodScenario onStep(Consumer<ScenarioStep> listener) {
        loop.listeners.add(listener);
        return this;
    }

    /**
     * Moves time on until nothing is left to happen by itself.
     *
     * @return this
     * @throws IllegalStateException when that takes more than {@value #STEPS_MAX} steps
     */
    public PodScenario stabilize() {
        int limit = loop.steps + STEPS_MAX;
        while (time.runNext()) {
            if (loop.steps > limit) {
                throw new IllegalStateException("pod " + pod.metadata().name() + " does not settle: " + STEPS_MAX
                        + " steps, the last at " + time.elapsed());
            }
        }
        return this;
    }

    /**
     * Moves time on, with all that happens on the way.
     *
     * @param duration how far, not negative
     * @return this
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
     * @return this
     * @throws IllegalArgumentException when the pod has no such container
     * @throws IllegalStateException when it is not running
     */
    public PodScenario exit(String name, int exitCode) {
        check(name);
        if (!runtime.exit(name, exitCode, time.now())) {
            throw new IllegalStateException(
                    "container " + name + " cannot exit, it is not running at " + time.elapsed());
        }
        return seenNow();
    }

    /**
     * Plans an exit. The exits planned for a container are taken in the order of their times, and each ends a run of
     * its own: the one that goes on at its time or, when none does, the next one as soon as it starts. An init
     * container with an exit to come runs until then, unless {@link #runs} says how long it runs.
     *
     * @param name the container
     * @param exitCode its exit code
     * @param sinceStart when, counted from the beginning of the scenario
     * @return this
     * @throws IllegalArgumentException when the pod has no such container
     */
    public PodScenario exitAt(String name, int exitCode, Duration sinceStart) {
        workload.plan(check(name), exitCode, time.now().minus(time.elapsed()).plus(sinceStart));
        return this;
    }

    /**
     * Lets every later run of a container exit with 0 after a while.
     *
     * @param name the container
     * @param duration how long it runs, not negative
     * @return this
     * @throws IllegalArgumentException when the pod has no such container
     */
    public PodScenario runs(String name, Duration duration) {
        workload.runs(check(name), duration, false);
        return this;
    }

    /**
     * Lets every later run of a container go on until it is told to exit.
     *
     * @param name the container
     * @return this
     * @throws IllegalArgumentException when the pod has no such container
     */
    public PodScenario runsUntilExit(String name) {
        workload.runsUntilExit(check(name));
        return this;
    }

    /** {@return what the probes say; what is set there is seen with the next step} */
    public ScenarioProbes probes() {
        return probes;
    }

    /**
     * Deletes the pod with its own grace period.
     *
     * @return this
     */
    public PodScenario delete() {
        return terminate(Termination.deletion(null));
    }

    /**
     * Asks for the end of the pod, by deletion or eviction.
     *
     * @param request the request
     * @return this
     */
    public PodScenario terminate(Termination request) {
        loop.termination = request;
        return seenNow();
    }

    /**
     * Makes the next call of that kind for a container fail.
     *
     * @param op the call, one of {@link RuntimeOp} by its name
     * @param name the container; empty for a call of the whole pod
     * @return this
     * @throws IllegalArgumentException when there is no such call or the pod has no such container
     */
    public PodScenario failOnce(String op, String name) {
        return failOnce(RuntimeOp.of(op), name);
    }

    /**
     * Makes the next call of that kind for a container fail.
     *
     * @param op the call
     * @param name the container; empty for a call of the whole pod
     * @return this
     * @throws IllegalArgumentException when the pod has no such container
     */
    public PodScenario failOnce(RuntimeOp op, String name) {
        runtime.failOnce(op, name);
        return this;
    }

    /**
     * Makes every pull of the image of a container fail, until it {@linkplain #imageAppears appears}. Other
     * containers with that image are concerned too.
     *
     * @param name the container
     * @return this
     * @throws IllegalArgumentException when the pod has no such container
     */
    public PodScenario missingImage(String name) {
        runtime.missingImage(image(name));
        return this;
    }

    /**
     * Lets the image of a container be pulled from now on; the next pull comes when its back-off is over.
     *
     * @param name the container
     * @return this
     * @throws IllegalArgumentException when the pod has no such container
     */
    public PodScenario imageAppears(String name) {
        runtime.imageAppears(image(name));
        return this;
    }

    private String image(String name) {
        return Objects.requireNonNull(pod.spec().container(check(name))).image();
    }

    /**
     * Loses every attempt of a container, as after a manual removal.
     *
     * @param name the container
     * @return this
     * @throws IllegalArgumentException when the pod has no such container
     */
    public PodScenario vanish(String name) {
        runtime.vanish(check(name));
        return seenNow();
    }

    /**
     * Lets the sandbox die, and with it everything that runs.
     *
     * @return this
     */
    public PodScenario killSandbox() {
        runtime.killSandbox(time.now());
        return seenNow();
    }

    /** {@return the runtime; what is changed there directly is seen with the next step} */
    public FakePod runtime() {
        return runtime;
    }

    /** {@return the time; more may be scheduled there} */
    public VirtualTime time() {
        return time;
    }

    /** {@return the lifecycle that decides} */
    public PodLifecycle lifecycle() {
        return loop.lifecycle;
    }

    /** {@return the state after the last step} */
    public PodState state() {
        return loop.state;
    }

    /** {@return the published status after the last step} */
    public PodStatus status() {
        return loop.state.status();
    }

    /** {@return the planned exits that have not happened, by time} */
    public List<PlannedExit> plannedExits() {
        return workload.planned();
    }

    private PodScenario seenNow() {
        loop.syncNow();
        return this;
    }

    private String check(String name) {
        return Workload.known(pod, name);
    }
}
