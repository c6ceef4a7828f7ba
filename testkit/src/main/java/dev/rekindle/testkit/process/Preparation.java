package dev.rekindle.testkit.process;

import dev.rekindle.core.Container;
import dev.rekindle.core.EnvVar;
import dev.rekindle.core.HostPathVolume;
import dev.rekindle.core.LifecycleHooks;
import dev.rekindle.core.Pod;
import dev.rekindle.core.Volume;
import dev.rekindle.core.VolumeMount;
import dev.rekindle.lifecycle.driver.ContainerRuntimeException;
import dev.rekindle.testkit.process.Records.ContainerRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what a container is started from; creates the directories of its volumes. */
final class Preparation {
    private static final String SIGTERM = "TERM";

    private final Pod pod;
    private final Container container;
    private final Path podDirectory;

    Preparation(Pod pod, Container container, Path podDirectory) {
        this.pod = pod;
        this.container = container;
        this.podDirectory = podDirectory;
    }

    ContainerRecord prepare(int attempt, Path directory) throws ContainerRuntimeException, IOException {
        if (!PodFiles.isName(container.name())) {
            throw invalid("name: Invalid value: \"" + container.name() + "\": expected a DNS label");
        }
        if (container.command().isEmpty()) {
            throw invalid(LocalPods.COMMAND_REQUIRED);
        }
        Map<String, String> mounts = mounts();
        PathMapping mapping = new PathMapping(mounts);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", Tools.path());
        environment.put("HOME", System.getProperty("user.home"));
        environment.put("HOSTNAME", hostname());
        for (EnvVar variable : container.env()) {
            environment.put(variable.name(), Expansion.expand(variable.value(), environment));
        }
        List<String> command = new ArrayList<>();
        container.command().forEach(word -> command.add(mapping.map(Expansion.expand(word, environment))));
        container.args().forEach(word -> command.add(mapping.map(Expansion.expand(word, environment))));
        environment.replaceAll((name, value) -> mapping.map(value));
        String workingDir = workingDir(mapping, directory);
        return new ContainerRecord(
                pod.metadata().uid(),
                container.name(),
                attempt,
                container.image(),
                Instant.now().toString(),
                stopSignal(),
                command,
                environment,
                mounts,
                workingDir);
    }

    /** Its own new directory stands in for the root file system. */
    private String workingDir(PathMapping mapping, Path directory) throws ContainerRuntimeException, IOException {
        if (container.workingDir().isEmpty()) {
            return directory.resolve("root").toString();
        }
        String mapped = mapping.map(container.workingDir());
        if (!mapped.equals(container.workingDir())) {
            Files.createDirectories(Path.of(mapped));
        } else if (!Files.isDirectory(Path.of(mapped))) {
            throw invalid("workingDir: Invalid value: \"" + mapped
                    + "\": expected a directory of this machine or one below a volume mount");
        }
        return mapped;
    }

    private Map<String, String> mounts() throws ContainerRuntimeException, IOException {
        Map<String, String> mounts = new TreeMap<>();
        for (VolumeMount mount : container.volumeMounts()) {
            Volume volume = pod.spec().volumes().stream()
                    .filter(candidate -> candidate.name().equals(mount.name()))
                    .findFirst()
                    .orElseThrow(() -> invalid("volumeMounts: Not found: \"" + mount.name() + "\""));
            if (!mount.mountPath().matches("/.*[^/].*")) {
                throw invalid("volumeMounts: Invalid value: \"" + mount.mountPath()
                        + "\": expected a mount path below /, since no file system is mounted");
            }
            Path source = source(volume);
            Path directory = source.resolve(mount.subPath()).normalize();
            if (!directory.startsWith(source)) {
                throw invalid("volumeMounts: Invalid value: \"" + mount.subPath() + "\": expected no '..'");
            }
            if (!Files.exists(directory)) {
                Files.createDirectories(directory);
            }
            mounts.put(mount.mountPath(), directory.toString());
        }
        return mounts;
    }

    private Path source(Volume volume) throws ContainerRuntimeException, IOException {
        HostPathVolume hostPath = volume.hostPath();
        if (hostPath != null) {
            return hostPath(volume.name(), Path.of(hostPath.path()).normalize(), hostPath.type());
        }
        if (volume.emptyDir() == null || !PodFiles.isName(volume.name())) {
            throw invalid("volumeMounts: Invalid value: \"" + volume.name() + "\": " + LocalPods.VOLUME_KINDS);
        }
        return podDirectory.resolve("volumes").resolve(volume.name());
    }

    private Path hostPath(String volume, Path path, String type) throws ContainerRuntimeException, IOException {
        boolean fine = switch (type) {
            case "" -> true;
            case "DirectoryOrCreate" -> {
                Files.createDirectories(path);
                yield true;
            }
            case "FileOrCreate" -> {
                if (!Files.exists(path)) {
                    Files.createFile(path);
                }
                yield Files.isRegularFile(path);
            }
            case "Directory" -> Files.isDirectory(path);
            case "File" -> Files.isRegularFile(path);
            default -> Files.exists(path);
        };
        if (!fine) {
            throw invalid("volumeMounts: hostPath type check failed for volume \"" + volume + "\": " + path
                    + " is not a " + type);
        }
        return path;
    }

    private String hostname() {
        String hostname = pod.spec().hostname();
        return hostname.isEmpty() ? pod.metadata().name() : hostname;
    }

    private String stopSignal() {
        LifecycleHooks hooks = container.lifecycle();
        String signal = hooks == null ? null : hooks.stopSignal();
        return signal == null || signal.isEmpty() ? SIGTERM : signal.replaceFirst("^SIG", "");
    }

    private ContainerRuntimeException invalid(String problem) {
        return new ContainerRuntimeException(
                ContainerRuntimeException.CREATE_CONTAINER_CONFIG, "container " + container.name() + ": " + problem);
    }
}
