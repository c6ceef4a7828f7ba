package dev.rekindle.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Programs of this machine. */
final class Tools {
    /** Where programs are when PATH does not say. */
    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Tools() {}

    /** The PATH of this JVM, or a usual one. */
    static String path() {
        String path = System.getenv("PATH");
        return path == null || path.isEmpty() ? PATH : path;
    }

    /** The program of util-linux, or null: also looked for where only root looks. */
    static @Nullable String find(String name) {
        return find(name, path() + ":" + PATH, Path.of("/"));
    }

    /** The program that {@code exec} would run, or null. */
    static @Nullable String find(String command, String path, Path workingDir) {
        if (command.contains("/")) {
            return executable(workingDir.resolve(command));
        }
        for (String directory : path.split(File.pathSeparator, -1)) {
            String found = executable(workingDir.resolve(directory).resolve(command));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable String executable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file) ? file.toString() : null;
    }
}
