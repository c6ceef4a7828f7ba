package dev.rekindle.testkit;

import dev.rekindle.core.Container;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.ActionRunner;
import dev.rekindle.lifecycle.Failure;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.CreateSandbox;
import dev.rekindle.lifecycle.PodAction.KillPod;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container runtime for one pod that lives in memory and obeys at once. Containers run until they are told to exit
 * ({@link #exit}) or are stopped. Not safe for use by several threads.
 *
 * <p>Container ids are {@code containerd://NAME-ATTEMPT}, with a suffix when that was used before; sandbox ids {@code sb-ATTEMPT}; nothing is random.
 */
public final class FakePod {
    static final String SCHEME = "containerd://";
    private static final int KILLED = 137;

    private final Map<String, Integer> exitCodesWhenStopped = new HashMap<>();
    private final LogFiles logs = new LogFiles();

    private final List<Sandbox> sandboxes = new ArrayList<>();
    private final List<RuntimeContainer> containers = new ArrayList<>();
    private final List<RuntimeCall> calls = new ArrayList<>();
    private final Faults faults = new Faults();
    private final ContainerIds ids;
    private final String idPrefix;
    private Pod pod;

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
        this.pod = pod;
        this.idPrefix = idPrefix;
        this.ids = new ContainerIds(SCHEME + idPrefix);
    }

    /**
     * Takes over a changed pod, such as one with a new ephemeral container.
     *
     * @param changed the pod
     */
    public void update(Pod changed) {
        this.pod = changed;
    }

    /** {@return everything the runtime reports} */
    public RuntimePod snapshot() {
        return RuntimePod.builder()
                .sandboxes(sandboxes)
                .containers(containers)
                .newestLogs(logs.newest())
                .build();
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
        Call call = new Call(now);
        return action -> action.accept(call);
    }

    /** What each action does here. */
    private final class Call implements PodAction.Visitor<ActionResult, RuntimeException> {
        private final Instant now;

        private Call(Instant now) {
            this.now = now;
        }

        @Override
        public ActionResult createSandbox(CreateSandbox create) {
            return result(create, FakePod.this.createSandbox(create, now));
        }

        @Override
        public ActionResult killPod(KillPod kill) {
            return result(kill, FakePod.this.killPod(kill, now));
        }

        @Override
        public ActionResult stopContainer(StopContainer stop) {
            return result(stop, stop(stop, now) ? null : Faults.error("KillContainerError"));
        }

        @Override
        public ActionResult removeContainer(RemoveContainer remove) {
            return result(remove, remove(remove) ? null : Faults.error("RemoveContainerError"));
        }

        @Override
        public ActionResult startContainer(StartContainer start) {
            String sandbox = sandboxes.isEmpty() ? "" : sandboxes.get(0).id();
            return result(start, start(start, pod.spec().container(start.name()), sandbox, now));
        }

        private ActionResult result(PodAction action, @Nullable Failure failure) {
            return failure == null ? ActionResult.succeeded(action, now) : ActionResult.failed(action, failure, now);
        }
    }

    private @Nullable Failure createSandbox(CreateSandbox create, Instant now) {
        String id = idPrefix + "sb-" + create.attempt();
        RuntimeCall call = RuntimeCall.sandbox("RunPodSandbox", id, create.attempt());
        if (faults.takes(RuntimeOp.RUN_POD_SANDBOX, "")) {
            calls.add(call.asFailed());
            return Faults.sandbox(pod.metadata());
        }
        String ip = "10.0.0." + (7 + create.attempt());
        sandboxes.add(
                0,
                Sandbox.builder()
                        .id(id)
                        .ready(true)
                        .attempt(create.attempt())
                        .createdAt(now)
                        .ip(ip)
                        .hostNetwork(pod.spec().hostNetwork())
                        .build());
        calls.add(call);
        return null;
    }

    /** Goes on after a failure, as the kubelet does; the end of a sandbox ends what still runs in it. */
    private @Nullable Failure killPod(KillPod kill, Instant now) {
        List<StopContainer> stops = new ArrayList<>(kill.containers());
        stops.addAll(kill.sidecars());
        Failure failure = null;
        for (StopContainer stop : stops) {
            failure = stop(stop, now) || failure != null ? failure : Faults.error("KillContainerError");
        }
        for (String id : kill.sandboxIds()) {
            failure = stopSandbox(id, now) || failure != null ? failure : Faults.error("KillPodSandboxError");
        }
        return failure;
    }

    private boolean stopSandbox(String id, Instant now) {
        RuntimeCall call = RuntimeCall.sandbox("StopPodSandbox", id, null);
        if (faults.takes(RuntimeOp.STOP_POD_SANDBOX, "")) {
            calls.add(call.asFailed());
            return false;
        }
        containers.replaceAll(c -> c.running() && c.sandboxId().equals(id) ? Workload.exited(c, KILLED, now) : c);
        calls.add(call);
        sandboxes.replaceAll(sandbox -> sandbox.id().equals(id) ? notReady(sandbox) : sandbox);
        return true;
    }

    private static Sandbox notReady(Sandbox sandbox) {
        return sandbox.stopped();
    }

    private boolean stop(StopContainer stop, Instant now) {
        if (stop.runPreStop()) {
            RuntimeCall exec = RuntimeCall.container("ExecSync", stop.id(), stop.name());
            boolean failed = faults.takes(RuntimeOp.EXEC_SYNC, stop.name());
            calls.add(failed ? exec.asFailed() : exec.withCommand(Workload.preStop(pod, stop.name())));
        }
        RuntimeCall call = RuntimeCall.container("StopContainer", stop.id(), stop.name());
        if (faults.takes(RuntimeOp.STOP_CONTAINER, stop.name())) {
            calls.add(call.asFailed());
            return false;
        }
        calls.add(call.withTimeout(stop.gracePeriod()));
        int exitCode = exitCodesWhenStopped.getOrDefault(stop.name(), KILLED);
        containers.replaceAll(c -> c.id().equals(stop.id()) && !c.exited() ? Workload.exited(c, exitCode, now) : c);
        return true;
    }

    private boolean remove(RemoveContainer remove) {
        RuntimeCall call = RuntimeCall.container("RemoveContainer", remove.id(), remove.name());
        if (faults.takes(RuntimeOp.REMOVE_CONTAINER, remove.name())) {
            calls.add(call.asFailed());
            return false;
        }
        calls.add(call.withKeepLogs(remove.keepLogs()));
        for (RuntimeContainer container : List.copyOf(containers)) {
            if (container.id().equals(remove.id())) {
                containers.remove(container);
                if (!remove.keepLogs()) {
                    logs.remove(container.name(), container.attempt());
                }
            }
        }
        return true;
    }

    /** Starts a container as it is handed over; it need not be the one of the pod. */
    @Nullable
    Failure start(StartContainer start, @Nullable Container container, String sandbox, Instant now) {
        Failure pull = container == null ? null : faults.pull(container);
        if (pull != null) {
            return pull;
        }
        RuntimeCall create = RuntimeCall.container("CreateContainer", ids.next(start), start.name());
        if (faults.takes(RuntimeOp.CREATE_CONTAINER, start.name())) {
            calls.add(create.asFailed());
            return Faults.start("CreateContainerError");
        }
        String id = create.id();
        ids.used(start);
        calls.add(create.created(start.attempt(), sandbox));
        RuntimeContainer created = RuntimeContainer.builder()
                .id(id)
                .name(start.name())
                .sandboxId(sandbox)
                .state(RuntimeContainer.State.CREATED)
                .attempt(start.attempt())
                .image(container == null ? "" : container.image())
                .createdAt(now)
                .build();
        RuntimeCall call = RuntimeCall.container("StartContainer", id, start.name());
        if (faults.takes(RuntimeOp.START_CONTAINER, start.name())) {
            calls.add(call.asFailed());
            containers.add(0, created);
            return Faults.start("RunContainerError");
        }
        calls.add(call);
        logs.add(start.name(), start.attempt());
        containers.add(
                0,
                created.edit()
                        .state(RuntimeContainer.State.RUNNING)
                        .startedAt(now)
                        .build());
        return null;
    }

    /**
     * Lets the running attempt of a container exit.
     *
     * @param name the container
     * @param exitCode its exit code
     * @param now the time
     * @return whether it was running
     */
    public boolean exit(String name, int exitCode, Instant now) {
        RuntimeContainer running = running(name);
        if (running == null) {
            return false;
        }
        containers.replaceAll(c -> c.equals(running) ? Workload.exited(c, exitCode, now) : c);
        return true;
    }

    /**
     * Returns the running attempt of a container.
     *
     * @param name the container
     * @return the attempt, or null when none is running
     */
    public @Nullable RuntimeContainer running(String name) {
        return containers.stream()
                .filter(c -> c.running() && c.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * Loses every attempt of a container, as after a manual removal. Its logs stay.
     *
     * @param name the container
     */
    public void vanish(String name) {
        containers.removeIf(c -> c.name().equals(name));
    }

    /**
     * Lets the sandbox die, and with it everything that runs.
     *
     * @param now the time
     */
    public void killSandbox(Instant now) {
        sandboxes.replaceAll(FakePod::notReady);
        containers.replaceAll(c -> c.running() ? Workload.exited(c, KILLED, now) : c);
    }

    /**
     * Sets the exit code of a container that is stopped. It is 137 otherwise.
     *
     * @param name the container
     * @param exitCode the exit code
     */
    public void exitWhenStopped(String name, int exitCode) {
        exitCodesWhenStopped.put(name, exitCode);
    }

    /**
     * Makes the next call of that kind for a container fail.
     *
     * @param op the call, one of {@link RuntimeOp} by its name
     * @param name the container; empty for a call of the whole pod
     * @throws IllegalArgumentException when there is no such call or the pod has no such container
     */
    public void failOnce(String op, String name) {
        failOnce(RuntimeOp.of(op), name);
    }

    /**
     * Makes the next call of that kind for a container fail.
     *
     * @param op the call
     * @param name the container; empty for a call of the whole pod
     * @throws IllegalArgumentException when the pod has no such container
     */
    public void failOnce(RuntimeOp op, String name) {
        if (op.isOfPod() && !name.isEmpty()) {
            throw new IllegalArgumentException(
                    op.text() + " is a call of the whole pod, it has no container \"" + name + "\"");
        }
        faults.add(op, op.isOfPod() ? name : Workload.known(pod, name));
    }

    /**
     * Makes every pull of an image fail, until it {@linkplain #imageAppears appears}.
     *
     * @param image the image, as in the spec
     */
    public void missingImage(String image) {
        faults.missingImages.add(image);
    }

    /**
     * Lets an image be pulled from now on.
     *
     * @param image the image, as in the spec
     */
    public void imageAppears(String image) {
        faults.missingImages.remove(image);
    }

    boolean takesFault(RuntimeOp op, String name) {
        return faults.takes(op, name);
    }
}
