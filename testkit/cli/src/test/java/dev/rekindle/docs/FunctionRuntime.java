package dev.rekindle.docs;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.driver.ContainerRuntime;
import dev.rekindle.driver.ContainerRuntimeException;
import dev.rekindle.driver.ExecResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Runs containers that are Java functions: the image names a function, its result is the exit code. */
final class FunctionRuntime implements ContainerRuntime {
    private final Map<String, Callable<Integer>> images;
    private final Map<String, List<Sandbox>> sandboxes = new HashMap<>();
    private final Map<String, List<RuntimeContainer>> containers = new HashMap<>();
    private final Map<String, Map<String, Integer>> logs = new HashMap<>();
    private final Map<String, Thread> threads = new HashMap<>();

    private volatile Consumer<String> onExit = uid -> {};

    FunctionRuntime(Map<String, Callable<Integer>> images) {
        this.images = images;
    }

    /** Whom to tell the UID of a pod of which a container exited. */
    void onExit(Consumer<String> listener) {
        onExit = listener;
    }

    @Override
    public synchronized RuntimePod observe(Pod pod) {
        String uid = pod.metadata().uid();
        return RuntimePod.builder()
                .sandboxes(sandboxes.getOrDefault(uid, List.of()))
                .containers(containers.getOrDefault(uid, List.of()))
                .newestLogs(logs.getOrDefault(uid, Map.of()))
                .build();
    }

    @Override
    public synchronized Sandbox createSandbox(Pod pod, int attempt) {
        String uid = pod.metadata().uid();
        Sandbox sandbox = Sandbox.builder()
                .id(uid + "-" + attempt)
                .ready(true)
                .attempt(attempt)
                .createdAt(Instant.now())
                .ip("127.0.0.1")
                .build();
        sandboxes.computeIfAbsent(uid, key -> new ArrayList<>()).add(0, sandbox);
        return sandbox;
    }

    @Override
    public synchronized void stopSandbox(String id) {
        sandboxes.values().forEach(list -> list.replaceAll(s -> s.id().equals(id) ? s.stopped() : s));
    }

    @Override
    public synchronized String startContainer(
            Pod pod, Container container, ContainerKind kind, int attempt, Sandbox sandbox)
            throws ContainerRuntimeException {
        Callable<Integer> function = images.get(container.image());
        if (function == null) {
            throw new ContainerRuntimeException(
                    ContainerRuntimeException.IMAGE_PULL, "no function " + container.image());
        }
        String uid = pod.metadata().uid();
        String id = "function://" + uid + "/" + container.name() + "/" + attempt;
        Thread thread = new Thread(() -> exited(uid, id, call(function)), id);
        threads.put(id, thread);
        logs.computeIfAbsent(uid, key -> new HashMap<>()).put(container.name(), attempt);
        containers
                .computeIfAbsent(uid, key -> new ArrayList<>())
                .add(
                        0,
                        RuntimeContainer.builder()
                                .id(id)
                                .name(container.name())
                                .sandboxId(sandbox.id())
                                .state(RuntimeContainer.State.RUNNING)
                                .attempt(attempt)
                                .image(container.image())
                                .createdAt(Instant.now())
                                .startedAt(Instant.now())
                                .build());
        thread.start();
        return id;
    }

    private static int call(Callable<Integer> function) {
        try {
            return function.call();
        } catch (InterruptedException e) {
            return 143;
        } catch (Exception e) {
            return 1;
        }
    }

    private void exited(String uid, String id, int exitCode) {
        synchronized (this) {
            containers.values().forEach(list -> list.replaceAll(c -> c.id().equals(id) ? exited(c, exitCode) : c));
        }
        onExit.accept(uid);
    }

    private static RuntimeContainer exited(RuntimeContainer container, int exitCode) {
        return container
                .edit()
                .state(RuntimeContainer.State.EXITED)
                .exitCode(exitCode)
                .reason(exitCode == 0 ? "Completed" : "Error")
                .finishedAt(Instant.now())
                .build();
    }

    @Override
    public void stopContainer(String id, Duration gracePeriod) throws ContainerRuntimeException {
        Thread thread;
        synchronized (this) {
            thread = threads.get(id);
        }
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(gracePeriod.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new ContainerRuntimeException(ContainerRuntimeException.KILL_CONTAINER, id + " does not stop");
        }
    }

    @Override
    public synchronized void removeContainer(String id, boolean keepLogs) {
        threads.remove(id);
        containers.values().forEach(list -> list.removeIf(c -> c.id().equals(id)));
    }

    @Override
    public ExecResult exec(String id, List<String> command, Duration timeout) throws ContainerRuntimeException {
        throw new ContainerRuntimeException("ExecError", "functions have no shell");
    }
}
