package dev.rekindle.testkit.process;

import dev.rekindle.core.Container;
import dev.rekindle.core.Pod;
import dev.rekindle.lifecycle.driver.ContainerRuntimeException;
import dev.rekindle.testkit.process.Records.ContainerRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates and starts one container: first the intent is written down, then the process starts. */
final class Starter {
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
            ContainerRecord prepared = preparation.prepare(attempt, directory);
            Files.createDirectories(directory.resolve("root"));
            Records.write(directory.resolve(Records.CONTAINER), prepared);
            return prepared;
        });
        return Calls.run(ContainerRuntimeException.RUN_CONTAINER, () -> {
            run(record, directory);
            exits.started(directory, record);
            collectGarbage(PodFiles.above(sandbox), record);
            return directory;
        });
    }

    private void run(ContainerRecord record, Path directory) throws IOException, InterruptedException {
        try {
            findProgram(record);
            Path pod = PodFiles.above(PodFiles.above(directory));
            launcher.start(record, directory, files.log(pod, record.name(), record.attempt()));
        } catch (IOException e) {
            if (cancel(directory)) {
                new ContainerFiles(directory).failedToStart(String.valueOf(e.getMessage()));
                throw new IOException("container " + record.name() + ": " + e.getMessage(), e);
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
        boolean cancelled = Lines.create(directory.resolve(ContainerFiles.PROCESS), Lines.CANCELLED);
        if (cancelled) {
            Processes.killAll(directory);
        }
        return cancelled;
    }

    private static void findProgram(ContainerRecord record) throws IOException {
        String program = record.command().get(0);
        String path = record.environment().getOrDefault("PATH", Tools.PATH);
        if (Tools.find(program, path, Path.of(record.workingDir())) == null) {
            throw new IOException("exec: \"" + program + "\": executable file not found on this machine"
                    + (program.contains("/") ? "" : ", PATH is " + path));
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
