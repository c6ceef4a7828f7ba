package dev.rekindle.process;

import dev.rekindle.core.Container;
import dev.rekindle.core.Pod;
import dev.rekindle.driver.ContainerRuntimeException;
import dev.rekindle.process.Records.ContainerRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates and starts one container: first the intent is written down, then the process starts. */
final class Starter {
    /** As containerd and runc put it. */
    private static final String START_FAILED =
            "failed to create containerd task: failed to create shim task: OCI runtime"
                    + " create failed: runc create failed: unable to start container process: error during container init: ";

    private final StateDirectory state;
    private final PodFiles files;
    private final Launcher launcher;
    private final Exits exits;

    Starter(StateDirectory state, Launcher launcher, Exits exits) {
        this.exits = exits;
        this.state = state;
        this.files = state.files;
        this.launcher = launcher;
    }

    /** {@return the directory of the container} */
    Path start(Pod pod, Container container, int attempt, Path sandbox) throws ContainerRuntimeException {
        Path directory = files.newContainer(sandbox, container.name(), attempt);
        Preparation preparation = new Preparation(pod, container, PodFiles.above(sandbox));
        ContainerRecord record = Calls.run(ContainerRuntimeException.CREATE_CONTAINER, () -> {
            Files.createDirectories(directory.resolve("root"));
            try {
                ContainerRecord prepared = preparation.prepare(attempt, directory);
                Records.write(directory.resolve(Records.CONTAINER), prepared);
                return prepared;
            } catch (IOException | ContainerRuntimeException e) {
                PodFiles.deleteTree(directory);
                throw e;
            }
        });
        return Calls.run(ContainerRuntimeException.RUN_CONTAINER, () -> {
            run(record, directory);
            exits.started(directory, record);
            try {
                collectGarbage(PodFiles.above(sandbox), record);
            } catch (IOException e) {
                return directory; // it has started nevertheless; the next start collects again
            }
            return directory;
        });
    }

    private void run(ContainerRecord record, Path directory) throws IOException, InterruptedException {
        try {
            Programs.require(record.command().get(0), record);
            Path pod = PodFiles.above(PodFiles.above(directory));
            launcher.start(record, directory, files.log(pod, record.name(), record.attempt()));
        } catch (IOException e) {
            if (cancel(directory)) {
                String message = START_FAILED + e.getMessage();
                recordFailure(directory, message);
                exits.failed(directory, record);
                throw new IOException(message, e);
            }
        } catch (InterruptedException e) {
            if (cancel(directory)) {
                state.undo(directory); // it is not the container that failed
                throw e;
            }
            Thread.currentThread().interrupt();
        }
    }

    /** {@return whether it was cancelled; not when it did start, in the last moment} */
    private static boolean cancel(Path directory) throws IOException, InterruptedException {
        try {
            if (!Lines.create(directory.resolve(ContainerFiles.PROCESS), Lines.CANCELLED)) {
                return false;
            }
        } catch (IOException e) {
            Processes.killAll(directory); // a full disk: it cannot be forbidden to start, so it is ended
            throw e;
        }
        Processes.killAll(directory);
        return true;
    }

    private static void recordFailure(Path directory, String message) {
        try {
            new ContainerFiles(directory).failedToStart(message);
        } catch (IOException e) {
            return; // a full disk: it stays created, which is true as well
        }
    }

    /** Keeps the newest dead attempt of a container, as the garbage collection of the kubelet does; and all logs. */
    private void collectGarbage(Path pod, ContainerRecord started) throws IOException, InterruptedException {
        for (Path sandbox : files.sandboxes(pod)) {
            for (Path container : files.containers(sandbox)) {
                ContainerRecord record = Records.container(container);
                if (record != null
                        && record.name().equals(started.name())
                        && record.attempt() < started.attempt() - 1
                        && new ContainerFiles(container).exited()) {
                    state.remove(container, null);
                }
            }
        }
    }
}
