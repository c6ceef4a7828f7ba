package dev.rekindle.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cgroups (version 2) for containers, below that of this JVM where it may create some: no process leaves its cgroup
 * by clearing its environment and changing its session. The name of a cgroup tells whose it is.
 */
final class Cgroups {
    private static final String TOP = "/rekindle";
    private static final @Nullable Path BASE = base();

    private Cgroups() {}

    /** {@return the cgroup for a directory of a pod, which may not be there; empty when there cannot be one} */
    static String of(Path directory) {
        return BASE == null ? "" : BASE + TOP + directory;
    }

    /** Whether a process is in the cgroup of that directory or of one below it. */
    static boolean contains(Path process, Path directory) {
        if (BASE == null) {
            return false;
        }
        try {
            String line = Files.readString(process.resolve("cgroup"));
            boolean in = line.contains(TOP + directory + "/") || line.contains(TOP + directory + "\n");
            return in && ProcessId.parse(ProcessId.stat(process)).alive(); // a zombie stays until somebody waits for it
        } catch (IOException e) {
            return false; // gone, or somebody else's
        }
    }

    /** Removes the cgroups of a directory and above it that are empty; what is not stays. */
    static void remove(Path directory) {
        if (BASE == null) {
            return;
        }
        Path top = Path.of(BASE + TOP);
        try {
            Path cgroup = Path.of(of(directory));
            try (Stream<Path> tree = Files.walk(cgroup)) {
                List<Path> deepestFirst = tree.filter(Files::isDirectory)
                        .sorted((a, b) -> b.compareTo(a))
                        .toList();
                for (Path path : deepestFirst) {
                    Files.delete(path);
                }
            }
            for (Path path = cgroup.resolve("..").normalize();
                    path.startsWith(top);
                    path = path.resolve("..").normalize()) {
                Files.delete(path);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            return; // never there, or still in use
        }
    }

    /** The cgroup of this JVM, or null when none can be created below it. */
    private static @Nullable Path base() {
        try {
            String mount = null;
            for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
                String[] words = line.split(" ", -1);
                mount = line.contains(" - cgroup2 ") && words[3].equals("/") ? words[4] : mount;
            }
            for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
                if (mount != null && line.startsWith("0::/")) {
                    Path base = Path.of(mount + line.substring("0::".length()));
                    return Files.isWritable(base) && Files.isWritable(base.resolve("cgroup.procs")) ? base : null;
                }
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }
}
