package dev.rekindle.process;

import dev.rekindle.process.Records.ContainerRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Refuses programs that cannot be executed, in the words of runc, which are those of Go's exec.LookPath. */
final class Programs {
    private Programs() {}

    /** Looks where {@code exec} would. */
    static void require(String program, ContainerRecord record) throws IOException {
        Path workingDir = Path.of(record.workingDir());
        String path = record.environment().getOrDefault("PATH", Tools.PATH);
        if (Tools.find(program, path, workingDir) == null) {
            throw new IOException("exec: \"" + program + "\": "
                    + (program.contains("/")
                            ? problem(program, workingDir.resolve(program))
                            : "executable file not found in $PATH"));
        }
    }

    private static String problem(String program, Path file) {
        if (!Files.exists(file)) {
            return "stat " + program + ": no such file or directory";
        }
        return Files.isDirectory(file) ? "is a directory" : "permission denied";
    }
}
