package com.example.agent;

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
    private final Consumer<String> log;

    // everything there is, by UID of the pod: what is reported is what was seen to happen, nothing else
    private final Map<String, List<Sandbox>> sandboxes = new HashMap<>();
    private final Map<String, List<RuntimeContainer>> containers = new HashMap<>();
    private final Map<String, Map<String, Integer>> newestLogs = new HashMap<>();
    private final Map<String, Thread> threads = new HashMap<>(); // by id of the container

    private volatile Consumer<String> onExit = uid -> {};

    FunctionRuntime(Map<String, Callable<Integer>> images, Consumer<String> log) {
        this.images = images;
        this.log = log;
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
                .newestLogs(newestLogs.getOrDefault(uid, Map.of()))
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
        log.accept("create sandbox " + attempt);
        return sandbox;
    }

    @Override
    public synchronized void stopSandbox(String id) {
        containers.values().stream()
                .flatMap(List::stream)
                .filter(c -> c.sandboxId().equals(id) && c.running())
                .forEach(c -> threads.get(c.id()).interrupt());
        sandboxes.values().forEach(list -> list.replaceAll(s -> s.id().equals(id) && s.ready() ? stopped(s) : s));
    }

    private Sandbox stopped(Sandbox sandbox) {
        log.accept("stop sandbox " + sandbox.attempt());
        return sandbox.stopped();
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
        RuntimeContainer running = RuntimeContainer.builder()
                .id(id)
                .name(container.name())
                .sandboxId(sandbox.id())
                .state(RuntimeContainer.State.RUNNING)
                .attempt(attempt)
                .image(container.image())
                .createdAt(Instant.now())
                .startedAt(Instant.now())
                .build();
        containers.computeIfAbsent(uid, key -> new ArrayList<>()).add(0, running);
        newestLogs.computeIfAbsent(uid, key -> new HashMap<>()).put(container.name(), attempt);
        log.accept("start " + container.name() + ", attempt " + attempt + ", in sandbox " + sandbox.attempt());
        Thread thread = new Thread(() -> exited(uid, running, call(function)), id);
        threads.put(id, thread);
        thread.start();
        return id;
    }

    private static int call(Callable<Integer> function) {
        try {
            return function.call();
        } catch (InterruptedException e) {
            return 143; // as a process that ends at SIGTERM
        } catch (Exception e) {
            return 1;
        }
    }

    private void exited(String uid, RuntimeContainer container, int exitCode) {
        RuntimeContainer exited = container
                .edit()
                .state(RuntimeContainer.State.EXITED)
                .exitCode(exitCode)
                .reason(exitCode == 0 ? "Completed" : "Error")
                .finishedAt(Instant.now())
                .build();
        synchronized (this) {
            containers.get(uid).replaceAll(c -> c.id().equals(exited.id()) ? exited : c);
            log.accept(container.name() + " exited " + exitCode);
        }
        onExit.accept(uid); // outside the lock: whoever is told may call us at once
    }

    @Override
    public void stopContainer(String id, Duration gracePeriod) throws ContainerRuntimeException {
        Thread thread;
        synchronized (this) {
            thread = threads.get(id);
        }
        if (thread == null) {
            return; // gone already, which counts as stopped
        }
        thread.interrupt();
        try {
            thread.join(Math.max(1, gracePeriod.toMillis())); // join(0) would wait for ever
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) { // a thread cannot be killed; a process could
            throw new ContainerRuntimeException(ContainerRuntimeException.KILL_CONTAINER, id + " does not stop");
        }
    }

    @Override
    public synchronized void removeContainer(String id, boolean keepLogs) {
        threads.remove(id);
        containers.values().forEach(list -> list.removeIf(c -> c.id().equals(id)));
        String[] path = id.split("/");
        log.accept("remove " + path[path.length - 2] + ", attempt " + path[path.length - 1]);
    }

    @Override
    public ExecResult exec(String id, List<String> command, Duration timeout) throws ContainerRuntimeException {
        throw new ContainerRuntimeException("ExecError", "functions have no shell");
    }
}
