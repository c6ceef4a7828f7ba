package dev.rekindle.testkit;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.driver.ContainerRuntime;
import dev.rekindle.driver.ContainerRuntimeException;
import dev.rekindle.driver.ExecResult;
import dev.rekindle.lifecycle.Failure;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.RemoveReason;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A container runtime for any number of pods that lives in memory: one {@link FakePod} a pod, behind the interface
 * that the driver wants. Commands succeed at once. May be used by several threads, one pod by one at a time.
 */
public final class FakeContainerRuntime implements ContainerRuntime {
    private final Supplier<Instant> clock;
    private final Map<String, FakePod> pods = new ConcurrentHashMap<>();
    private final Set<String> unseen = ConcurrentHashMap.newKeySet();

    /**
     * Creates a node without pods.
     *
     * @param clock the time
     */
    public FakeContainerRuntime(Supplier<Instant> clock) {
        this.clock = Objects.requireNonNull(clock, "clock must not be null");
    }

    /**
     * Returns what runs a pod, to let its containers exit or fail.
     *
     * @param pod the pod, with a UID
     * @return its runtime
     * @throws IllegalArgumentException when it has no UID: two such pods would be one
     */
    public FakePod of(Pod pod) {
        return pods.computeIfAbsent(uid(pod), uid -> new FakePod(pod, uid + "/"));
    }

    /**
     * Makes the next look at a pod fail.
     *
     * @param pod the pod, with a UID
     * @throws IllegalArgumentException when it has no UID
     */
    public void failObserveOnce(Pod pod) {
        unseen.add(uid(pod));
    }

    @Override
    public RuntimePod observe(Pod pod) throws ContainerRuntimeException {
        if (unseen.remove(uid(pod))) {
            check(Faults.error("ListContainers"));
        }
        return of(pod).snapshot();
    }

    @Override
    public Sandbox createSandbox(Pod pod, int attempt) throws ContainerRuntimeException {
        execute(of(pod), PodAction.createSandbox(attempt));
        return Objects.requireNonNull(of(pod).snapshot().newestSandbox());
    }

    @Override
    public void stopSandbox(String sandboxId) throws ContainerRuntimeException {
        FakePod runtime = byId(sandboxId);
        if (runtime != null) {
            execute(runtime, PodAction.killPod(List.of(), List.of(), List.of(sandboxId)));
        }
    }

    @Override
    public String startContainer(Pod pod, Container container, ContainerKind kind, int attempt, Sandbox sandbox)
            throws ContainerRuntimeException {
        StartContainer start = PodAction.startContainer(container.name(), kind, attempt, null);
        check(new FakeRunner(of(pod), clock.get()).start(start, container, sandbox.id()));
        return Objects.requireNonNull(of(pod).snapshot().newest(container.name()))
                .id();
    }

    @Override
    public void stopContainer(String containerId, Duration gracePeriod) throws ContainerRuntimeException {
        FakePod runtime = byId(containerId);
        if (runtime != null) {
            StopReason any = StopReason.POD_KILLED;
            execute(runtime, PodAction.stopContainer(containerId, name(containerId), gracePeriod, false, any, ""));
        }
    }

    @Override
    public void removeContainer(String containerId, boolean keepLogs) throws ContainerRuntimeException {
        FakePod runtime = byId(containerId);
        if (runtime != null) {
            execute(
                    runtime,
                    PodAction.removeContainer(
                            containerId, name(containerId), keepLogs, RemoveReason.RESTART_ALL_CONTAINERS));
        }
    }

    @Override
    public ExecResult exec(String containerId, List<String> command, Duration timeout)
            throws ContainerRuntimeException {
        FakePod runtime = byId(containerId);
        if (runtime != null && runtime.takesFault(RuntimeOp.EXEC_SYNC, name(containerId))) {
            check(Faults.error("ExecSync"));
        }
        return ExecResult.exited(0, "");
    }

    private void execute(FakePod runtime, PodAction action) throws ContainerRuntimeException {
        check(runtime.runner(clock.get()).run(action).failure());
    }

    private static void check(@Nullable Failure failure) throws ContainerRuntimeException {
        if (failure != null) {
            throw new ContainerRuntimeException(failure.reason(), failure.message());
        }
    }

    private static String uid(Pod pod) {
        Objects.requireNonNull(pod, "pod must not be null");
        if (pod.metadata().uid().isEmpty()) {
            throw new IllegalArgumentException(
                    "pod " + pod.metadata().name() + " has no metadata.uid: a runtime of many pods tells them by it");
        }
        return pod.metadata().uid();
    }

    /** Null for an id that this runtime never gave, as for one of a pod that is gone. */
    private @Nullable FakePod byId(String id) {
        String path = id.startsWith(FakePod.SCHEME) ? id.substring(FakePod.SCHEME.length()) : id;
        int end = path.indexOf('/');
        return end < 0 ? null : pods.get(path.substring(0, end));
    }

    /** {@return what is in it, pod by pod, for people} */
    @Override
    public String toString() {
        return pods.isEmpty()
                ? "runtime without pods"
                : new TreeMap<>(pods).values().stream().map(FakePod::toString).collect(Collectors.joining("\n"));
    }

    private static String name(String containerId) {
        String last = containerId.substring(containerId.lastIndexOf('/') + 1);
        int end = last.lastIndexOf('-');
        return end < 0 ? last : last.substring(0, end);
    }
}
