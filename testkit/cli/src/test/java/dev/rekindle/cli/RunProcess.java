package dev.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code rekindle run} in a JVM of its own. Closing it kills the JVM if need be, not its pod: see {@link #kill}. */
final class RunProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path output;

    private RunProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static RunProcess start(Path state, String crash, String pod, String... options) throws IOException {
        Path output = Files.createTempFile(state.getParent(), "run", ".out");
        Process process = new ProcessBuilder(command(state, crash, pod, options))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new RunProcess(process, output);
    }

    static List<String> command(Path state, String crash, String pod, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(crash.isEmpty() ? List.of(Main.class.getName()) : List.of(CrashingMain.class.getName(), crash));
        command.addAll(List.of("run", "--state", state.toString(), "--format", "json", pod));
        command.addAll(List.of(options));
        return command;
    }

    /** Waits for the end. */
    int exitCode() throws Exception {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("still running: " + output())
                .isTrue();
        return process.exitValue();
    }

    Process process() {
        return process;
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    static boolean isLinux() {
        return Files.isReadable(Path.of("/proc/self/stat"));
    }

    /** How many processes belong to the pods of a directory. */
    static long processes(Path state) throws IOException {
        return find(state).size();
    }

    static void kill(Path state) throws IOException {
        for (List<Long> left = find(state); !left.isEmpty(); left = find(state)) {
            left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    private static List<Long> find(Path state) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .filter(path -> environment(path).contains("REKINDLE_DIR=" + state + "/"))
                    .map(path -> Long.parseLong(path.getFileName().toString()))
                    .toList();
        }
    }

    private static String environment(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    static void writeResource(String name, Path file) throws IOException {
        try (InputStream in = RunProcess.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(in, name), file);
        }
    }
}
