package dev.rekindle.process;

import dev.rekindle.core.Container;
import dev.rekindle.core.EnvVar;
import dev.rekindle.core.HostPathVolume;
import dev.rekindle.core.LifecycleHooks;
import dev.rekindle.core.Pod;
import dev.rekindle.core.Volume;
import dev.rekindle.core.VolumeMount;
import dev.rekindle.driver.ContainerRuntimeException;
import dev.rekindle.process.Records.ContainerRecord;
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

    /** The usual room of Linux for arguments and environment, a quarter of a stack. */
    private static final int ALL_MAX = 2 * 1024 * 1024;

    private final Pod pod;
    private final Container container;
    private final Path podDirectory;
    private long expandedLength;

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
        Map<String, String> mounts = mounts(directory);
        PathMapping mapping = new PathMapping(mounts);
        Map<String, String> variables = new LinkedHashMap<>(); // those of the image cannot be referred to
        for (int i = 0; i < container.env().size(); i++) {
            EnvVar variable = container.env().get(i);
            variables.put(variable.name(), expand("env[" + i + "].value", variable.value(), variables));
        }
        List<String> command = new ArrayList<>();
        for (int i = 0; i < container.command().size(); i++) {
            command.add(
                    mapping.map(expand("command[" + i + "]", container.command().get(i), variables)));
        }
        for (int i = 0; i < container.args().size(); i++) {
            command.add(mapping.map(expand("args[" + i + "]", container.args().get(i), variables)));
        }
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", Tools.path());
        environment.put("HOME", System.getProperty("user.home"));
        environment.put("HOSTNAME", hostname());
        variables.forEach((name, value) -> environment.put(name, mapping.map(value)));
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

    private String expand(String path, String text, Map<String, String> variables) throws ContainerRuntimeException {
        if (text.indexOf('\0') >= 0) {
            throw invalid(path + ": Invalid value: expected no NUL character, since Linux takes none");
        }
        try {
            String expanded = Expansion.expand(text, variables);
            expandedLength += expanded.length();
            if (expandedLength > ALL_MAX) {
                throw invalid(path + ": Invalid value: expected at most " + ALL_MAX
                        + " characters in all of env, command and args once $(VAR) are expanded");
            }
            return expanded;
        } catch (IllegalArgumentException e) {
            throw invalid(path + ": Invalid value: " + e.getMessage());
        }
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

    private Map<String, String> mounts(Path directory) throws ContainerRuntimeException, IOException {
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
            if (!Files.exists(source)) {
                Files.createDirectories(source);
            }
            Path mounted = subPath(source, mount.subPath());
            if (!StateDirectory.isPlain(mounted)) {
                mounted = plain(mounted, directory.resolve("mount-" + mounts.size()));
            }
            mounts.put(mount.mountPath(), mounted.toString());
        }
        return mounts;
    }

    private Path subPath(Path source, String subPath) throws ContainerRuntimeException, IOException {
        if (subPath.isEmpty()) {
            return source;
        }
        try {
            return SubPaths.resolve(source, subPath);
        } catch (IllegalArgumentException e) {
            throw invalid("volumeMounts.subPath: Invalid value: \"" + subPath + "\": " + e.getMessage());
        }
    }

    /** A name that means nothing to a shell, since it is put into its commands. */
    private static Path plain(Path path, Path link) throws IOException {
        return Files.createSymbolicLink(link, path);
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
