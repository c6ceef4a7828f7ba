package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A container runtime for one pod, in virtual time. Checks that no container is doubled. */
class TestRuntime implements ContainerRuntime {
    final Faults faults;
    /** By container name, the exit code with which it ends as soon as it has started. */
    final Map<String, Integer> endsAtOnce = new HashMap<>();
    /** By container name, how long it takes to end after the stop signal. */
    final Map<String, Duration> stopTakes = new HashMap<>();

    final Set<String> missingImages = new HashSet<>();
    /** Names of containers that are created and then cannot be started, as containerd shows it. */
    final Set<String> failsToStart = new HashSet<>();
    /** By container name, how often it was started. */
    final Map<String, Integer> starts = new TreeMap<>();

    /** What it reports whatever is true, or null to report the truth. */
    @Nullable
    RuntimePod shown;

    /** The address of the next sandbox. */
    String ip = "10.0.0.1";

    Function<String, ExecResult> exec = command -> ExecResult.exited(0, "");

    private final VirtualClock clock;
    private final List<Sandbox> sandboxes = new ArrayList<>();
    private final List<RuntimeContainer> containers = new ArrayList<>();
    private final Map<String, Integer> logs = new HashMap<>();
    private int created;

    TestRuntime(VirtualClock clock, Faults faults) {
        this.clock = clock;
        this.faults = faults;
    }

    /** By call, what is thrown that no runtime should throw, or null. */
    Function<String, @Nullable Error> defect = call -> null;

    private interface Work<T> {
        T get();
    }

    private <T> T call(String call, String reason, Work<T> work) throws ContainerRuntimeException {
        Error error = defect.apply(call);
        if (error != null) {
            throw error;
        }
        if (faults.before(call)) {
            throw new ContainerRuntimeException(reason, call + " failed");
        }
        T result = work.get();
        if (faults.after()) {
            throw new ContainerRuntimeException(reason, call + " failed although it was done");
        }
        return result;
    }

    @Override
    public RuntimePod observe(Pod pod) throws ContainerRuntimeException {
        return call("observe", "ObserveError", () -> shown != null ? shown : pod());
    }

    RuntimePod pod() {
        List<Sandbox> newestSandboxes = new ArrayList<>(sandboxes);
        Collections.reverse(newestSandboxes);
        List<RuntimeContainer> newest = new ArrayList<>(containers);
        Collections.reverse(newest);
        return RuntimePod.builder()
                .sandboxes(newestSandboxes)
                .containers(newest)
                .newestLogs(logs)
                .build();
    }

    @Override
    public Sandbox createSandbox(Pod pod, int attempt) throws ContainerRuntimeException {
        return call("createSandbox", ContainerRuntimeException.CREATE_POD_SANDBOX, () -> {
            Sandbox sandbox = Sandbox.builder()
                    .id("sandbox-" + attempt)
                    .ready(true)
                    .attempt(attempt)
                    .createdAt(clock.now())
                    .ip(ip)
                    .build();
            sandboxes.add(sandbox);
            return sandbox;
        });
    }

    @Override
    public void stopSandbox(String id) throws ContainerRuntimeException {
        call("stopSandbox " + id, ContainerRuntimeException.KILL_POD_SANDBOX, () -> {
            sandboxes.replaceAll(s -> s.id().equals(id) ? s.stopped() : s);
            return id;
        });
    }

    @Override
    public String startContainer(Pod pod, Container container, ContainerKind kind, int attempt, Sandbox sandbox)
            throws ContainerRuntimeException {
        String name = container.name();
        if (missingImages.contains(container.image())) {
            throw new ContainerRuntimeException(ContainerRuntimeException.IMAGE_PULL, "not found");
        }
        String started = call("start " + name, ContainerRuntimeException.RUN_CONTAINER, () -> {
            if (containers.stream().anyMatch(c -> c.running() && c.name().equals(name))) {
                throw new AssertionError("container " + name + " runs twice");
            }
            String id = name + "-" + created++;
            RuntimeContainer running = RuntimeContainer.builder()
                    .id(id)
                    .name(name)
                    .sandboxId(sandbox.id())
                    .state(RuntimeContainer.State.RUNNING)
                    .attempt(attempt)
                    .image(container.image())
                    .createdAt(clock.now())
                    .startedAt(clock.now())
                    .build();
            if (failsToStart.contains(name)) {
                containers.add(running.edit()
                        .state(RuntimeContainer.State.EXITED)
                        .exitCode(128)
                        .reason("StartError")
                        .finishedAt(clock.now())
                        .build());
                return "";
            }
            containers.add(running);
            starts.merge(name, 1, Integer::sum);
            logs.put(name, attempt);
            Integer code = endsAtOnce.get(name);
            if (code != null) {
                end(id, code);
            }
            return id;
        });
        if (started.isEmpty()) {
            throw new ContainerRuntimeException(ContainerRuntimeException.RUN_CONTAINER, name + " cannot be executed");
        }
        return started;
    }

    @Override
    public void stopContainer(String id, Duration grace) throws ContainerRuntimeException {
        call("stop " + name(id) + " " + grace.toSeconds() + "s", ContainerRuntimeException.KILL_CONTAINER, () -> {
            if (find(id).running()) {
                Duration takes = stopTakes.getOrDefault(name(id), Duration.ZERO);
                boolean killed = takes.compareTo(grace) > 0;
                clock.sleep(killed ? grace : takes);
                end(id, killed ? 137 : 143);
            }
            return id;
        });
    }

    @Override
    public void removeContainer(String id, boolean keepLogs) throws ContainerRuntimeException {
        String name = id.substring(0, id.lastIndexOf('-'));
        call("remove " + name, ContainerRuntimeException.REMOVE_CONTAINER, () -> {
            if (containers.removeIf(c -> c.id().equals(id)) && !keepLogs) {
                logs.remove(name);
            }
            return id;
        });
    }

    @Override
    public ExecResult exec(String id, List<String> command, Duration timeout) throws ContainerRuntimeException {
        String text = String.join(" ", command);
        return call("exec " + name(id) + " " + text, "ExecError", () -> exec.apply(text));
    }

    /** The newest container of a name ends. */
    void exit(String name, int code) {
        end(newest(name).id(), code);
    }

    RuntimeContainer newest(String name) {
        RuntimeContainer container = pod().newest(name);
        if (container == null) {
            throw new AssertionError("no container " + name);
        }
        return container;
    }

    List<String> running() {
        return containers.stream()
                .filter(RuntimeContainer::running)
                .map(RuntimeContainer::name)
                .sorted()
                .toList();
    }

    /** The sandboxes die, and what runs in them. */
    void loseSandboxes() {
        sandboxes.replaceAll(s -> s.stopped());
        List.copyOf(containers).stream().filter(RuntimeContainer::running).forEach(c -> end(c.id(), 137));
    }

    List<Sandbox> sandboxes() {
        return sandboxes;
    }

    private String name(String id) {
        return find(id).name();
    }

    private RuntimeContainer find(String id) {
        return containers.stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no container " + id));
    }

    private void end(String id, int code) {
        containers.replaceAll(c -> !c.id().equals(id)
                ? c
                : c.edit()
                        .state(RuntimeContainer.State.EXITED)
                        .exitCode(code)
                        .finishedAt(clock.now())
                        .reason(code == 0 ? "Completed" : "Error")
                        .build());
    }
}
