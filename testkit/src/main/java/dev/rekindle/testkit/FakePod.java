package dev.rekindle.testkit;

import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.ActionRunner;
import dev.rekindle.lifecycle.Step;
import dev.rekindle.testkit.Fault.FailCall;
import dev.rekindle.testkit.Fault.MissingImage;
import dev.rekindle.testkit.Fault.SandboxDies;
import dev.rekindle.testkit.Fault.Vanish;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A container runtime for one pod that lives in memory and obeys at once. Containers run until they are told to exit
 * ({@link #exit}) or are stopped. Not safe for use by several threads.
 *
 * <p>Container ids are {@code containerd://NAME-ATTEMPT}, with a suffix when that was used before; sandbox ids {@code sb-ATTEMPT}; nothing is random.
 */
public final class FakePod {
    static final String SCHEME = "containerd://";

    final String idPrefix;
    private final List<RuntimeCall> calls = new ArrayList<>();
    private Pod pod;
    private FakeState state = FakeState.EMPTY;

    /**
     * Creates an empty runtime.
     *
     * @param pod the pod whose containers it will run
     */
    public FakePod(Pod pod) {
        this(pod, "");
    }

    /** Ids begin with a prefix, so that those of several pods differ. */
    FakePod(Pod pod, String idPrefix) {
        this.pod = Objects.requireNonNull(pod, "pod must not be null");
        this.idPrefix = idPrefix;
    }

    /** A runtime in which that runs what the status of the pod says runs. */
    static FakePod asInStatus(Pod pod) {
        FakePod runtime = new FakePod(pod);
        runtime.state = PublishedPod.state(pod.status());
        return runtime;
    }

    /**
     * Returns another runtime that is as this one is now. What happens to one of them does not touch the other. Calls
     * that were not {@linkplain #takeCalls taken} stay here.
     *
     * @return the other
     */
    public FakePod fork() {
        FakePod fork = new FakePod(pod, idPrefix);
        fork.state = state;
        return fork;
    }

    /**
     * Takes over a changed pod, such as one with a new ephemeral container.
     *
     * @param changed the pod
     */
    public void update(Pod changed) {
        this.pod = Objects.requireNonNull(changed, "pod must not be null");
    }

    /** {@return everything the runtime reports} */
    public RuntimePod snapshot() {
        return state.snapshot();
    }

    /** {@return the calls since the last time they were asked for, in order} */
    public List<RuntimeCall> takeCalls() {
        List<RuntimeCall> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    /**
     * Executes the actions of a step.
     *
     * @param step the step
     * @param now the time
     * @return what became of those that were executed
     */
    public List<ActionResult> execute(Step step, Instant now) {
        return step.execute(runner(now));
    }

    /**
     * Returns what executes actions one by one.
     *
     * @param now the time at which they are done
     * @return the runner
     */
    public ActionRunner runner(Instant now) {
        return new FakeRunner(this, Objects.requireNonNull(now, "now must not be null"));
    }

    /**
     * Lets the running attempt of a container exit.
     *
     * @param name the container
     * @param exitCode its exit code
     * @param now the time
     * @return whether it was running
     * @throws IllegalArgumentException when the pod has no such container
     */
    public boolean exit(String name, int exitCode, Instant now) {
        Objects.requireNonNull(now, "now must not be null");
        RuntimeContainer running = running(name);
        if (running == null) {
            return false;
        }
        change(s -> s.end(running::equals, exitCode, now));
        return true;
    }

    /**
     * Returns the running attempt of a container.
     *
     * @param name the container
     * @return the attempt, or null when none is running
     * @throws IllegalArgumentException when the pod has no such container
     */
    public @Nullable RuntimeContainer running(String name) {
        return anyRunning(Workload.known(pod, name));
    }

    /** The same for any name: a pod that was published before may have had others. */
    @Nullable
    RuntimeContainer anyRunning(String name) {
        return state.containers().stream()
                .filter(c -> c.running() && c.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * Sets the exit code of a container that is stopped. It is 137 otherwise.
     *
     * @param name the container
     * @param exitCode the exit code
     * @throws IllegalArgumentException when the pod has no such container
     */
    public void exitWhenStopped(String name, int exitCode) {
        String known = Workload.known(pod, name);
        change(s -> s.exitWhenStopped(known, exitCode));
    }

    /**
     * Lets something go wrong.
     *
     * @param fault what
     * @param now the time
     * @throws IllegalArgumentException when the pod has no such container
     */
    public void inject(Fault fault, Instant now) {
        Objects.requireNonNull(fault, "fault must not be null");
        state = fault.accept(new Injection(Objects.requireNonNull(now, "now must not be null")));
    }

    /** What each fault does here. */
    private final class Injection implements Fault.Visitor<FakeState> {
        private final Instant now;

        private Injection(Instant now) {
            this.now = now;
        }

        @Override
        public FakeState failCall(FailCall fault) {
            if (!fault.op().isOfPod()) {
                Workload.known(pod, fault.container());
            }
            return state.with(state.faults().calls(calls -> calls.add(fault)));
        }

        @Override
        public FakeState missingImage(MissingImage fault) {
            return state.with(state.faults().images(images -> images.add(fault.image())));
        }

        @Override
        public FakeState vanish(Vanish fault) {
            return state.vanish(Workload.known(pod, fault.container()));
        }

        @Override
        public FakeState sandboxDies(SandboxDies fault) {
            return state.sandboxEnds(sandbox -> true, now);
        }
    }

    /**
     * Lets an image be pulled from now on.
     *
     * @param image the image, as in the spec
     */
    public void imageAppears(String image) {
        Objects.requireNonNull(image, "image must not be null");
        change(s -> s.with(s.faults().images(images -> images.remove(image))));
    }

    /** {@return what is in it, for people} */
    @Override
    public String toString() {
        List<String> lines = new StepText(VirtualTime.DEFAULT_START).runtime(snapshot());
        return "runtime of " + pod.metadata().name() + (lines.isEmpty() ? ": nothing" : "\n  ")
                + String.join("\n  ", lines);
    }

    /** Whether a call fails; it does so once. */
    boolean takesFault(RuntimeOp op, String name) {
        FailCall call = new FailCall(op, name);
        boolean taken = state.faults().calls().contains(call);
        if (taken) {
            change(s -> s.with(s.faults().calls(calls -> calls.remove(call))));
        }
        return taken;
    }

    Pod pod() {
        return pod;
    }

    FakeState state() {
        return state;
    }

    void change(UnaryOperator<FakeState> change) {
        state = change.apply(state);
    }

    void called(RuntimeCall call) {
        calls.add(call);
    }
}
