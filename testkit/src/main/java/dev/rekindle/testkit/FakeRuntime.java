package dev.rekindle.testkit;

import dev.rekindle.core.Container;
import dev.rekindle.core.LifecycleHandler;
import dev.rekindle.core.LifecycleHooks;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.CreateSandbox;
import dev.rekindle.lifecycle.PodAction.KillPod;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.StartError;
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
public final class FakeRuntime {
    static final String SCHEME = "containerd://";
    private static final int KILLED = 137;

    private final Map<String, Integer> exitCodesWhenStopped = new HashMap<>();
    private final LogFiles logs = new LogFiles();

    private final Map<String, Integer> highestAttempts = new HashMap<>();
    /** By id that was used before, how often again. */
    private final Map<String, Integer> idUses = new HashMap<>();

    private final List<Sandbox> sandboxes = new ArrayList<>();
    private final List<RuntimeContainer> containers = new ArrayList<>();
    private final List<RuntimeCall> calls = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final String idPrefix;
    private Pod pod;

    /**
     * Creates an empty runtime.
     *
     * @param pod the pod whose containers it will run
     */
    public FakeRuntime(Pod pod) {
        this(pod, "");
    }

    /** Ids begin with a prefix, so that those of several pods differ. */
    FakeRuntime(Pod pod, String idPrefix) {
        this.pod = pod;
        this.idPrefix = idPrefix;
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
        return new RuntimePod(sandboxes, containers, logs.newest());
    }

    /** {@return the calls since the last time they were asked for, in order} */
    public List<RuntimeCall> takeCalls() {
        List<RuntimeCall> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    /**
     * Executes a list of actions as the contract of {@link PodAction} says: in order, leaving out the rest after a
     * failure that others wait for.
     *
     * @param actions the actions
     * @param now the time
     * @return what became of those that were executed
     */
    public List<ActionResult> execute(List<PodAction> actions, Instant now) {
        List<ActionResult> results = new ArrayList<>();
        for (PodAction action : actions) {
            StartError failure = execute(action, now);
            results.add(new ActionResult(action, failure));
            if (failure != null && action.endsSyncOnFailure()) {
                break;
            }
        }
        return results;
    }

    private @Nullable StartError execute(PodAction action, Instant now) {
        if (action instanceof CreateSandbox create) {
            createSandbox(create, now);
        } else if (action instanceof KillPod kill) {
            return killPod(kill, now) ? null : failure("KillContainerError");
        } else if (action instanceof StopContainer stop) {
            return stop(stop, now) ? null : failure("KillContainerError");
        } else if (action instanceof RemoveContainer remove) {
            return remove(remove) ? null : failure("RemoveContainerError");
        } else if (action instanceof StartContainer start) {
            return start(start, now) ? null : failure("CreateContainerError");
        }
        return null;
    }

    private static StartError failure(String reason) {
        return new StartError(reason, "rpc error: code = Unknown desc = scripted failure");
    }

    private void createSandbox(CreateSandbox create, Instant now) {
        String id = idPrefix + "sb-" + create.attempt();
        String ip = "10.0.0." + (7 + create.attempt());
        sandboxes.add(
                0, new Sandbox(id, true, create.attempt(), now, ip, pod.spec().hostNetwork()));
        calls.add(RuntimeCall.sandbox("RunPodSandbox", id, create.attempt()));
    }

    /** Goes on after a failure, as the kubelet does; the end of a sandbox ends what still runs in it. */
    private boolean killPod(KillPod kill, Instant now) {
        List<StopContainer> stops = new ArrayList<>(kill.containers());
        stops.addAll(kill.sidecars());
        long stopped = stops.stream().filter(stop -> stop(stop, now)).count();
        kill.sandboxIds().forEach(id -> stopSandbox(id, now));
        return stopped == stops.size();
    }

    private void stopSandbox(String id, Instant now) {
        containers.replaceAll(c -> c.running() && c.sandboxId().equals(id) ? exited(c, KILLED, now) : c);
        calls.add(RuntimeCall.sandbox("StopPodSandbox", id, null));
        sandboxes.replaceAll(sandbox -> sandbox.id().equals(id) ? notReady(sandbox) : sandbox);
    }

    private static Sandbox notReady(Sandbox sandbox) {
        return new Sandbox(
                sandbox.id(), false, sandbox.attempt(), sandbox.createdAt(), sandbox.ip(), sandbox.hostNetwork());
    }

    private boolean stop(StopContainer stop, Instant now) {
        if (stop.runPreStop()) {
            calls.add(RuntimeCall.container("ExecSync", stop.id(), stop.name()).withCommand(preStop(stop.name())));
        }
        RuntimeCall call = RuntimeCall.container("StopContainer", stop.id(), stop.name());
        if (fails("StopContainer", stop.name())) {
            calls.add(call.asFailed());
            return false;
        }
        calls.add(call.withTimeout(stop.gracePeriod()));
        int exitCode = exitCodesWhenStopped.getOrDefault(stop.name(), KILLED);
        containers.replaceAll(c -> c.id().equals(stop.id()) && !c.exited() ? exited(c, exitCode, now) : c);
        return true;
    }

    private List<String> preStop(String name) {
        Container container = pod.spec().container(name);
        LifecycleHooks hooks = container == null ? null : container.lifecycle();
        LifecycleHandler handler = hooks == null ? null : hooks.preStop();
        return handler == null || handler.exec() == null
                ? List.of()
                : handler.exec().command();
    }

    private boolean remove(RemoveContainer remove) {
        RuntimeCall call = RuntimeCall.container("RemoveContainer", remove.id(), remove.name());
        if (fails("RemoveContainer", remove.name())) {
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

    private boolean start(StartContainer start, Instant now) {
        Container container = pod.spec().container(start.name());
        String id = newId(start);
        String sandbox = sandboxes.isEmpty() ? "" : sandboxes.get(0).id();
        RuntimeCall create = RuntimeCall.container("CreateContainer", id, start.name());
        if (fails("CreateContainer", start.name())) {
            calls.add(create.asFailed());
            return false;
        }
        calls.add(create.created(start.attempt(), sandbox));
        calls.add(RuntimeCall.container("StartContainer", id, start.name()));
        logs.add(start.name(), start.attempt());
        containers.add(
                0,
                RuntimeContainer.builder()
                        .id(id)
                        .name(start.name())
                        .sandboxId(sandbox)
                        .state(RuntimeContainer.State.RUNNING)
                        .attempt(start.attempt())
                        .image(container == null ? "" : container.image())
                        .createdAt(now)
                        .startedAt(now)
                        .build());
        return true;
    }

    /** An attempt number may come again after its logs are gone; an id never does. */
    private String newId(StartContainer start) {
        String id = SCHEME + idPrefix + start.name() + "-" + start.attempt();
        int highest = highestAttempts.getOrDefault(start.name(), -1);
        boolean again = start.attempt() <= highest;
        highestAttempts.put(start.name(), Math.max(highest, start.attempt()));
        return again ? id + "." + idUses.merge(id, 1, Integer::sum) : id;
    }

    private static RuntimeContainer exited(RuntimeContainer container, int exitCode, Instant now) {
        return container
                .withState(RuntimeContainer.State.EXITED)
                .withExitCode(exitCode)
                .withReason(exitCode == 0 ? "Completed" : "Error")
                .withFinishedAt(now);
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
        containers.replaceAll(c -> c.equals(running) ? exited(c, exitCode, now) : c);
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
        sandboxes.replaceAll(FakeRuntime::notReady);
        containers.replaceAll(c -> c.running() ? exited(c, KILLED, now) : c);
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
     * @param op {@code StopContainer}, {@code RemoveContainer} or {@code CreateContainer}
     * @param name the container
     */
    public void failOnce(String op, String name) {
        failures.add(op + " " + name);
    }

    private boolean fails(String op, String name) {
        return failures.remove(op + " " + name);
    }
}
