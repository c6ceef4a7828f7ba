package dev.rekindle.cli;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.driver.ContainerRuntime;
import dev.rekindle.driver.ContainerRuntimeException;
import dev.rekindle.driver.ExecResult;
import dev.rekindle.driver.PodStateStore;
import dev.rekindle.driver.WorkerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Kills this JVM with SIGKILL at one point of its work. A point is {@code before:CALL}, {@code during:CALL}
 * or {@code after:CALL}; a call is such as {@code StartContainer:NAME:ATTEMPT}, {@code CreateSandbox:ATTEMPT} or
 * {@code Save:AllContainersRestarting=True:N}, the Nth time that the condition changes. {@code record:FILE} writes all calls to a file instead.
 */
final class CrashPoints {
    private final String point;
    private boolean restarting;
    private int changes;

    CrashPoints(String point) {
        this.point = point;
    }

    private interface Call<T, E extends Exception> {
        T call() throws E;
    }

    private <T, E extends Exception> T at(String name, Call<T, E> call) throws E {
        record(name);
        if (point.equals("before:" + name)) {
            stop(kill("0"));
        }
        Process killer = point.equals("during:" + name) ? kill("0.02") : null;
        T result = call.call();
        if (point.equals("after:" + name)) {
            killer = kill("0");
        }
        if (killer != null) {
            stop(killer);
        }
        return result;
    }

    private void record(String name) {
        if (point.startsWith("record:")) {
            try {
                Files.writeString(
                        Path.of(point.substring("record:".length())),
                        name + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Process kill(String seconds) {
        try {
            return new ProcessBuilder("sh", "-c", "sleep " + seconds + "; kill -s KILL $PPID").start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Holds the thread until the signal arrives: whoever sends it lives longer than its receiver. */
    private static void stop(Process killer) {
        try {
            killer.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("still alive after SIGKILL");
    }

    /** {@code NAME:ATTEMPT} of the id of a container. */
    private static String container(String id) {
        String[] parts = id.substring(id.lastIndexOf('/') + 1).split("-", -1);
        String name = String.join("-", List.of(parts).subList(0, parts.length - 2));
        return name + ":" + parts[parts.length - 2];
    }

    private synchronized String name(PodStatus status) {
        boolean restartingNow = status.isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING);
        if (restarting == restartingNow) {
            return "Save";
        }
        restarting = restartingNow;
        changes++;
        return "Save:" + PodConditionType.ALL_CONTAINERS_RESTARTING + "=" + (restarting ? "True" : "False") + ":"
                + (changes + 1) / 2;
    }

    PodStateStore around(PodStateStore store) {
        return new PodStateStore() {
            @Override
            public Optional<WorkerState> load(String podUid) throws IOException {
                return store.load(podUid);
            }

            @Override
            public void save(String podUid, WorkerState state) throws IOException {
                at(name(state.pod().status()), () -> {
                    store.save(podUid, state);
                    return state;
                });
            }

            @Override
            public void delete(String podUid) throws IOException {
                store.delete(podUid);
            }

            @Override
            public void close() throws IOException {
                store.close();
            }
        };
    }

    ContainerRuntime around(ContainerRuntime runtime) {
        return new ContainerRuntime() {
            @Override
            public RuntimePod observe(Pod pod) throws ContainerRuntimeException {
                return runtime.observe(pod);
            }

            @Override
            public Sandbox createSandbox(Pod pod, int attempt) throws ContainerRuntimeException {
                return at("CreateSandbox:" + attempt, () -> runtime.createSandbox(pod, attempt));
            }

            @Override
            public void stopSandbox(String sandboxId) throws ContainerRuntimeException {
                does("StopSandbox", () -> runtime.stopSandbox(sandboxId));
            }

            @Override
            public String startContainer(Pod pod, Container container, ContainerKind kind, int attempt, Sandbox sandbox)
                    throws ContainerRuntimeException {
                return at(
                        "StartContainer:" + container.name() + ":" + attempt,
                        () -> runtime.startContainer(pod, container, kind, attempt, sandbox));
            }

            @Override
            public void stopContainer(String containerId, Duration gracePeriod) throws ContainerRuntimeException {
                does("StopContainer:" + container(containerId), () -> runtime.stopContainer(containerId, gracePeriod));
            }

            @Override
            public void removeContainer(String containerId, boolean keepLogs) throws ContainerRuntimeException {
                does("RemoveContainer:" + container(containerId), () -> runtime.removeContainer(containerId, keepLogs));
            }

            @Override
            public ExecResult exec(String containerId, List<String> command, Duration timeout)
                    throws ContainerRuntimeException {
                return runtime.exec(containerId, command, timeout);
            }
        };
    }

    private interface Deed {
        void run() throws ContainerRuntimeException;
    }

    private void does(String name, Deed deed) throws ContainerRuntimeException {
        at(name, () -> {
            deed.run();
            return name;
        });
    }
}
