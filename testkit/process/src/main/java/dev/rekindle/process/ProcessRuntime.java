package dev.rekindle.process;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.driver.ContainerRuntime;
import dev.rekindle.driver.ContainerRuntimeException;
import dev.rekindle.driver.ExecResult;
import dev.rekindle.process.Records.ContainerRecord;
import dev.rekindle.process.Records.SandboxRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs pods as processes of this machine, which has to be Linux. Images are not pulled: commands are programs of
 * this machine. Volumes are directories, put into commands, arguments and values in place of their mount paths. A
 * sandbox is a holder process, in a network namespace of its own when the machine permits.
 *
 * <p>Everything is in files below one directory, and the processes outlive the JVM; so does the knowledge of their
 * exit codes, which small shell processes record. A runtime that is opened on the directory of a dead JVM goes on
 * with what runs; a start that was cut off before the command ran is undone. One that is opened as temporary leaves
 * nothing behind, even when the JVM is killed.
 */
public final class ProcessRuntime implements ContainerRuntime, AutoCloseable {
    /** As containerd and runc put it. */
    private static final String EXEC_FAILED = "failed to exec in container: failed to start exec: OCI runtime exec"
            + " failed: exec failed: unable to start container process: ";

    private final PodFiles files;
    private final Launcher launcher = new Launcher();
    private final StateDirectory state;
    private final Exits exits;
    private final Starter starter;
    private final LogRotation logs;

    private ProcessRuntime(StateDirectory state) throws IOException {
        this.state = state;
        this.files = state.files;
        this.exits = new Exits(files);
        this.starter = new Starter(state, launcher, exits);
        exits.watchAll();
        this.logs = LogRotation.start(files);
    }

    /**
     * Opens a directory whose pods outlive the JVM.
     *
     * @param directory the directory; created when it does not exist
     * @return the runtime; close it for another to be opened on the directory
     * @throws IOException when the directory is in use or cannot be used
     */
    public static ProcessRuntime open(Path directory) throws IOException {
        return new ProcessRuntime(StateDirectory.open(directory));
    }

    /**
     * Opens a new directory whose pods end with the JVM.
     *
     * @return the runtime; when it is closed, all its processes are killed and its directory is removed
     * @throws IOException when no directory can be created
     */
    public static ProcessRuntime openTemporary() throws IOException {
        return new ProcessRuntime(StateDirectory.temporary());
    }

    /**
     * Sets who hears of containers.
     *
     * @param listener replaces the one before
     */
    public void listener(ContainerListener listener) {
        exits.listener(listener);
    }

    /** {@return where everything is} */
    public Path directory() {
        return files.root;
    }

    /**
     * Returns where the logs of a container are: {@code 0.log}, {@code 1.log}, one for each attempt. Beyond 10 MiB it is
     * rotated: {@code 0.log.1} is what was written before, up to {@code 0.log.4}.
     *
     * @param pod the pod
     * @param container the name of the container
     * @param attempt the attempt
     * @return the file, which exists once the attempt has started
     */
    public Path log(Pod pod, String container, int attempt) {
        return files.log(files.pod(pod.metadata().uid()), container, attempt);
    }

    /**
     * Tells why a sandbox shares the network of the machine.
     *
     * @param sandboxId the sandbox
     * @return the reason, or null when it has a network of its own
     * @throws IOException when that is not known
     */
    public @Nullable String sharedNetwork(String sandboxId) throws IOException {
        SandboxRecord record = Records.sandbox(files.of(sandboxId));
        return record == null || record.network() != Network.HOST ? null : record.note();
    }

    @Override
    public RuntimePod observe(Pod pod) throws ContainerRuntimeException {
        Path directory = files.pod(pod.metadata().uid());
        return Calls.run("ObserveError", () -> {
            List<Sandbox> sandboxes = new ArrayList<>();
            List<RuntimeContainer> containers = new ArrayList<>();
            for (Path path : files.sandboxes(directory)) {
                SandboxRecord record = Records.sandbox(path);
                if (record != null) {
                    sandboxes.add(record.sandbox(files.id(path), Launcher.holder(path) != null));
                }
                for (Path container : files.containers(path)) {
                    RuntimeContainer observed =
                            new ContainerFiles(container).observe(files.id(container), files.id(path));
                    if (observed != null) {
                        exits.tell(container);
                        containers.add(observed);
                    }
                }
            }
            sandboxes.sort(Comparator.comparing(Sandbox::createdAt).reversed().thenComparing(Sandbox::id));
            containers.sort(Comparator.comparing(RuntimeContainer::createdAt)
                    .thenComparing(RuntimeContainer::attempt)
                    .reversed());
            return RuntimePod.builder()
                    .sandboxes(sandboxes)
                    .containers(containers)
                    .newestLogs(files.newestLogs(directory))
                    .build();
        });
    }

    @Override
    public Sandbox createSandbox(Pod pod, int attempt) throws ContainerRuntimeException {
        return Calls.run(ContainerRuntimeException.CREATE_POD_SANDBOX, () -> {
            Path directory = files.newSandbox(pod.metadata().uid(), attempt);
            files.createPrivately(PodFiles.above(directory));
            Files.createDirectories(directory);
            try {
                return launcher.hold(pod, attempt, directory).sandbox(files.id(directory), true);
            } catch (IOException | InterruptedException e) {
                state.undo(directory);
                throw e;
            }
        });
    }

    @Override
    public void stopSandbox(String sandboxId) throws ContainerRuntimeException {
        Path directory = files.of(sandboxId);
        Calls.run(ContainerRuntimeException.KILL_POD_SANDBOX, () -> {
            for (Path container : files.containers(directory)) {
                stop(new ContainerFiles(container), Duration.ZERO);
            }
            Processes.killAll(directory);
            return directory;
        });
    }

    @Override
    public String startContainer(Pod pod, Container container, ContainerKind kind, int attempt, Sandbox sandbox)
            throws ContainerRuntimeException {
        return files.id(starter.start(pod, container, attempt, files.of(sandbox.id())));
    }

    @Override
    public void stopContainer(String containerId, Duration gracePeriod) throws ContainerRuntimeException {
        Path directory = files.of(containerId);
        Calls.run(ContainerRuntimeException.KILL_CONTAINER, () -> {
            stop(new ContainerFiles(directory), gracePeriod);
            return directory;
        });
    }

    private void stop(ContainerFiles container, Duration gracePeriod) throws IOException, InterruptedException {
        ContainerRecord record = Records.container(container.directory);
        ProcessId process = container.process();
        if (record != null && process != null && container.running()) {
            Processes.signal(process, record.stopSignal());
            if (!Processes.await(() -> ended(container), gracePeriod)) {
                Processes.signal(process, "KILL");
                if (!Processes.await(() -> ended(container), Processes.PATIENCE)) {
                    throw new IOException(
                            "container " + record.name() + ": process " + process.pid() + " survives SIGKILL");
                }
            }
        }
        exits.tell(container.directory);
        Processes.killAll(container.directory); // what left its process group
    }

    private static boolean ended(ContainerFiles container) {
        try {
            return !container.running();
        } catch (IOException e) {
            return false; // not known: the next look tells
        }
    }

    @Override
    public void removeContainer(String containerId, boolean keepLogs) throws ContainerRuntimeException {
        Path directory = files.of(containerId);
        Calls.run(ContainerRuntimeException.REMOVE_CONTAINER, () -> {
            ContainerRecord record = Records.container(directory);
            if (new ContainerFiles(directory).running()) {
                throw new IOException("container " + files.id(directory) + " is running");
            }
            exits.tell(directory);
            Path pod = PodFiles.above(PodFiles.above(directory));
            state.remove(
                    directory, keepLogs || record == null ? null : files.log(pod, record.name(), record.attempt()));
            return directory;
        });
    }

    @Override
    public ExecResult exec(String containerId, List<String> command, Duration timeout)
            throws ContainerRuntimeException {
        Path directory = files.of(containerId);
        return Calls.run("ExecError", () -> {
            ContainerRecord record = Records.container(directory);
            if (record == null || !new ContainerFiles(directory).running()) {
                throw new IOException("container " + containerId + " is not running");
            }
            if (command.isEmpty()) {
                throw new IOException(EXEC_FAILED + "no command specified");
            }
            try {
                Programs.require(new PathMapping(record.mounts()).map(command.get(0)), record);
            } catch (IOException e) {
                throw new IOException(EXEC_FAILED + e.getMessage(), e);
            }
            return await(launcher.exec(record, directory, command), timeout);
        });
    }

    private static ExecResult await(Process process, Duration timeout) throws IOException, InterruptedException {
        BoundedOutput output = BoundedOutput.of(process.getInputStream());
        BoundedOutput errors = BoundedOutput.of(process.getErrorStream());
        boolean ended = false;
        try {
            ended = timeout.isZero()
                    ? process.waitFor() >= 0
                    : process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        }
        String said = errors.text();
        String all = output.text() + said;
        ExecResult result = ended ? ExecResult.exited(process.exitValue(), all) : ExecResult.timeout(all);
        return result.withErrorOutput(said);
    }

    /** Lets another be opened on the directory; a temporary one is removed with all its processes. */
    @Override
    public void close() throws IOException {
        logs.close();
        state.close();
    }
}
