package dev.rekindle.process;

import dev.rekindle.core.Pod;
import dev.rekindle.process.Records.ContainerRecord;
import dev.rekindle.process.Records.SandboxRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Starts processes in sessions and networks of their own. */
final class Launcher {
    private static final String SHELL = "/bin/sh";
    private static final String ERRORS = "errors";

    private final @Nullable String setsid = Tools.find("setsid");
    private final @Nullable String unshare = Tools.find("unshare");
    private final @Nullable String nsenter = Tools.find("nsenter");

    /** Starts the holder of a sandbox in a network of its own if that can be. */
    SandboxRecord hold(Pod pod, int attempt, Path directory) throws IOException, InterruptedException {
        String note = Network.reasonToShare(pod);
        for (Network network : Network.values()) {
            if (network != Network.HOST && (note != null || unshare == null || nsenter == null)) {
                continue;
            }
            String why = note != null ? note : "this machine does not permit one of its own";
            SandboxRecord record = new SandboxRecord(
                    attempt,
                    Instant.now().toString(),
                    pod.spec().hostNetwork(),
                    network,
                    network == Network.HOST ? why : "");
            Records.write(directory.resolve(Records.SANDBOX), record);
            if (hold(network, directory)) {
                return record;
            }
        }
        throw new IOException("the holder process of the sandbox did not start: " + errors(directory));
    }

    private boolean hold(Network network, Path directory) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(session());
        if (network != Network.HOST) {
            command.add(Objects.requireNonNull(unshare));
            command.addAll(network.unshareOptions());
        }
        String own = network == Network.HOST ? "shared" : "own";
        command.addAll(List.of(SHELL, "-c", Scripts.HOLDER, "rekindle-sandbox", directory.toString(), own));
        return start(command, directory, directory);
    }

    /** Starts the first process of a container and its supervisor. */
    void start(ContainerRecord record, Path directory, Path log) throws IOException, InterruptedException {
        Files.createDirectories(PodFiles.above(log));
        EnvironmentFile.write(directory, record.environment(), record.command().get(0));
        List<String> command = new ArrayList<>(session());
        String cgroup = Cgroups.of(directory);
        command.addAll(List.of(SHELL, "-c", Scripts.SUPERVISOR, "rekindle-supervisor", directory.toString(), cgroup));
        command.addAll(namespace(PodFiles.above(directory)));
        command.addAll(session());
        command.addAll(List.of(SHELL, "-c", Scripts.FIRST_PROCESS, "rekindle-start"));
        command.addAll(List.of(directory.toString(), cgroup, log.toString()));
        command.addAll(record.command());
        if (!start(command, directory, Path.of(record.workingDir()))) {
            throw new IOException("its first process did not start: " + errors(directory));
        }
    }

    /** Starts a command in a running container; both its outputs are one stream. */
    Process exec(ContainerRecord record, Path directory, List<String> command) throws IOException {
        List<String> whole = new ArrayList<>(namespace(PodFiles.above(directory)));
        whole.addAll(session());
        whole.addAll(List.of(SHELL, "-c", Scripts.EXEC, "rekindle-exec", directory.toString(), Cgroups.of(directory)));
        whole.addAll(new PathMapping(record.mounts()).map(command));
        ProcessBuilder builder = Processes.silent(whole)
                .directory(Path.of(record.workingDir()).toFile())
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .redirectError(ProcessBuilder.Redirect.PIPE);
        setEnvironment(builder, directory);
        return builder.start();
    }

    /** The process that holds a sandbox, or null when it has ended. */
    static @Nullable ProcessId holder(Path sandbox) throws IOException {
        ProcessId holder = ProcessId.read(sandbox.resolve(ContainerFiles.PROCESS));
        return holder != null && holder.alive() ? holder : null;
    }

    /** The prefix that brings a command into the network of a sandbox. */
    private List<String> namespace(Path directory) throws IOException {
        SandboxRecord sandbox = Records.sandbox(directory);
        ProcessId holder = holder(directory);
        if (sandbox == null || holder == null) {
            throw new IOException("its sandbox " + directory.getFileName() + " is gone");
        }
        if (sandbox.network() == Network.HOST) {
            return List.of();
        }
        List<String> command = new ArrayList<>();
        command.add(Objects.requireNonNullElse(nsenter, "nsenter"));
        command.add("--target");
        command.add(String.valueOf(holder.pid()));
        command.addAll(sandbox.network().enterOptions());
        command.add("--");
        return command;
    }

    /** Starts and waits until its process is written down; {@return whether it was}. */
    private static boolean start(List<String> command, Path directory, Path workingDir)
            throws IOException, InterruptedException {
        ProcessBuilder builder = Processes.silent(command)
                .directory(workingDir.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(ERRORS).toFile()));
        setEnvironment(builder, directory);
        Process process = builder.start();
        Path started = directory.resolve(ContainerFiles.PROCESS);
        Processes.await(() -> isWhole(started) || !process.isAlive(), Processes.PATIENCE);
        return isWhole(started);
    }

    private static boolean isWhole(Path file) {
        try {
            return Lines.read(file) != null;
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> session() {
        return setsid == null ? List.of() : List.of(setsid);
    }

    /** What the shell needs and every process is found by; the container has its own besides. */
    private static void setEnvironment(ProcessBuilder builder, Path directory) {
        builder.environment().clear();
        builder.environment().put("PATH", Tools.path() + ":" + Tools.PATH);
        builder.environment().put(Scripts.DIRECTORY_VARIABLE, directory.toString());
    }

    private static String errors(Path directory) throws IOException {
        Path errors = directory.resolve(ERRORS);
        String text = Files.exists(errors) ? Files.readString(errors).strip() : "";
        return text.isEmpty() ? "no reason given" : text.substring(text.lastIndexOf('\n') + 1);
    }
}
