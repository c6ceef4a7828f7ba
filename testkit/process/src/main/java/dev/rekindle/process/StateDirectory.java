package dev.rekindle.process;

import dev.rekindle.driver.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The directory of a runtime: used by one JVM at a time, tidied when opened, and removed when it is temporary. */
final class StateDirectory {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/+@%~-]+");

    final PodFiles files;
    private final DirectoryLock lock;
    private final @Nullable Process watchdog;

    private StateDirectory(Path root, DirectoryLock lock, @Nullable Process watchdog) {
        this.files = new PodFiles(root);
        this.lock = lock;
        this.watchdog = watchdog;
    }

    static StateDirectory open(Path directory) throws IOException {
        requireLinux();
        DirectoryLock lock = DirectoryLock.acquire(directory);
        StateDirectory state = new StateDirectory(directory.toRealPath(), lock, null);
        try {
            requirePlain(state.files.root);
            state.undoStarts();
        } catch (IOException e) {
            state.close();
            throw e;
        }
        return state;
    }

    static StateDirectory temporary() throws IOException {
        requireLinux();
        Path root = Files.createTempDirectory("rekindle-").toRealPath();
        try {
            requirePlain(root);
        } catch (IOException e) {
            Files.delete(root);
            throw e;
        }
        String setsid = Tools.find("setsid");
        List<String> shell =
                List.of("/bin/sh", "-c", Scripts.WATCHDOG, "rekindle-watchdog", root.toString(), Cgroups.of(root));
        ProcessBuilder builder = Processes.silent(new ArrayList<>(shell)).redirectInput(ProcessBuilder.Redirect.PIPE);
        if (setsid != null) {
            builder.command().add(0, setsid);
        }
        Process watchdog = builder.start();
        return new StateDirectory(root, DirectoryLock.acquire(root), watchdog);
    }

    private static void requirePlain(Path root) throws IOException {
        if (!isPlain(root)) {
            throw new IOException("directory: Invalid value: \"" + root
                    + "\": expected letters, digits and . _ / + @ % ~ - only, since it takes the place of mount paths"
                    + " in shell commands");
        }
    }

    /** Whether a path means nothing but itself in a shell. */
    static boolean isPlain(Path path) {
        return PLAIN.matcher(path.toString()).matches();
    }

    private static void requireLinux() throws IOException {
        if (!Files.isReadable(Path.of("/proc/self/stat"))) {
            throw new IOException("pods run as processes on Linux only: /proc/self/stat cannot be read on "
                    + System.getProperty("os.name"));
        }
    }

    /** A start that was cut off before its process existed did not happen; one that cannot tell is let finish. */
    private void undoStarts() throws IOException {
        try {
            for (Path pod : files.pods()) {
                undoStarts(pod);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void undoStarts(Path pod) throws InterruptedException {
        try {
            for (Path sandbox : files.sandboxes(pod)) {
                if (!undoIfNotStarted(sandbox, Records.SANDBOX)) {
                    for (Path container : files.containers(sandbox)) {
                        undoIfNotStarted(container, Records.CONTAINER);
                    }
                }
            }
        } catch (IOException e) {
            return; // of this pod alone: it is cancelled at least, so that it does not count as started
        }
    }

    private boolean undoIfNotStarted(Path directory, String record) throws IOException, InterruptedException {
        Path process = directory.resolve(ContainerFiles.PROCESS);
        boolean created = Lines.create(process, Lines.CANCELLED);
        String line = Lines.read(process);
        boolean cancelled = created || line == null || line.equals(Lines.CANCELLED);
        boolean failed = new ContainerFiles(directory).failedToStart();
        if ((cancelled && !failed) || !Files.exists(directory.resolve(record))) {
            undo(directory);
            return true;
        }
        return false;
    }

    /** Ends whatever was to become of a directory. */
    void undo(Path directory) throws IOException, InterruptedException {
        Lines.create(directory.resolve(ContainerFiles.PROCESS), Lines.CANCELLED);
        remove(directory, null);
    }

    /** The record goes first: without it there is no container. A log to be deleted goes before it. */
    void remove(Path directory, @Nullable Path log) throws IOException, InterruptedException {
        Processes.killAll(directory);
        if (log != null) {
            LogRotation.delete(log);
        }
        Files.deleteIfExists(directory.resolve(Records.CONTAINER));
        PodFiles.deleteTree(directory);
        Cgroups.remove(directory);
    }

    void close() throws IOException {
        if (watchdog == null) {
            lock.close();
            return;
        }
        try {
            Processes.killAll(files.root);
            PodFiles.deleteTree(files.root);
            Cgroups.remove(files.root);
            lock.close();
            watchdog.getOutputStream().close();
            watchdog.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
