package dev.rekindle.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Finds processes, signals them, and waits. */
final class Processes {
    /** How long anything may take that should take milliseconds. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long POLL_MILLIS = 5;

    private Processes() {}

    /** Every process that was started for that directory of a pod or for one below it, and still runs. */
    static List<ProcessHandle> in(Path directory) throws IOException {
        String entry = "\0" + Scripts.DIRECTORY_VARIABLE + "=" + directory;
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> numbers = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path number : numbers) {
                String environment = "\0" + environment(number) + "\0";
                if (environment.contains(entry + "/")
                        || environment.contains(entry + "\0")
                        || Cgroups.contains(number, directory)) {
                    ProcessHandle.of(Long.parseLong(number.getFileName().toString()))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /** Kills every process of a directory, also those that appear meanwhile. */
    static void killAll(Path directory) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<ProcessHandle> left = in(directory);
        while (!left.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "processes " + left.stream().map(ProcessHandle::pid).toList() + " did not end after SIGKILL");
            }
            left.forEach(ProcessHandle::destroyForcibly);
            Thread.sleep(POLL_MILLIS);
            left = in(directory);
        }
    }

    /** Signals a process with its group; without a group of its own, with its descendants. */
    static void signal(ProcessId process, String signal) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", Scripts.KILL, signal));
        if (process.leadsGroup()) {
            command.add("-" + process.pid());
        } else {
            ProcessHandle.of(process.pid()).stream()
                    .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                    .forEach(handle -> command.add(String.valueOf(handle.pid())));
        }
        silent(command).start().waitFor();
    }

    static ProcessBuilder silent(List<String> command) {
        return new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    /** {@return whether the condition came true in time} */
    static boolean await(BooleanSupplier condition, Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }

    private static String environment(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // gone, or somebody else's
        }
    }
}
