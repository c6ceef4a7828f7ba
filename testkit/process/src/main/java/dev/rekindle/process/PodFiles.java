package dev.rekindle.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where everything is. The id of a sandbox or container is its path below the root:
 *
 * <pre>
 * UID/volumes/VOLUME                      emptyDir
 * UID/logs/CONTAINER/ATTEMPT.log         and ATTEMPT.log.1 to .4, what was written before
 * UID/sandbox-ATTEMPT-RANDOM/             sandbox.json, process (the holder)
 *     CONTAINER-ATTEMPT-RANDOM/           container.json, supervisor, process, exit, root (a working directory)
 * </pre>
 */
final class PodFiles {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    private static final Pattern LOG = Pattern.compile("(\\d{1,9})\\.log");
    private static final String SANDBOX = "sandbox-";
    private static final int DELETE_TRIES = 10;

    final Path root;

    PodFiles(Path root) {
        this.root = root;
    }

    /** The directory of a pod; a UID that is no good name for one gets another. */
    Path pod(String uid) {
        String name = NAME.matcher(uid).matches()
                ? uid
                : UUID.nameUUIDFromBytes(uid.getBytes(StandardCharsets.UTF_8)).toString();
        return root.resolve(name);
    }

    /** What pods keep is nobody else's business. */
    void createPrivately(Path pod) throws IOException {
        if (!Files.exists(pod)) {
            Files.createDirectories(
                    pod, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    Path newSandbox(String uid, int attempt) {
        return pod(uid).resolve(SANDBOX + attempt + random());
    }

    Path newContainer(Path sandbox, String name, int attempt) {
        return sandbox.resolve(name + "-" + attempt + random());
    }

    Path log(Path pod, String container, int attempt) {
        return pod.resolve("logs").resolve(container).resolve(attempt + ".log");
    }

    /** The directory of a sandbox or container. */
    Path of(String id) {
        Path path = root.resolve(id).normalize();
        if (!path.startsWith(root) || path.getNameCount() < root.getNameCount() + 2) {
            throw new IllegalArgumentException("id: Invalid value: \"" + id + "\": expected one that was reported");
        }
        return path;
    }

    String id(Path directory) {
        return root.relativize(directory).toString();
    }

    /** The directory of the sandbox of a container, or of the pod of a sandbox. */
    static Path above(Path directory) {
        return directory.resolve("..").normalize();
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    List<Path> pods() throws IOException {
        return list(root, "*");
    }

    List<Path> sandboxes(Path pod) throws IOException {
        return list(pod, SANDBOX + "*");
    }

    List<Path> containers(Path sandbox) throws IOException {
        return list(sandbox, "*-*");
    }

    /** The logs of all attempts of all containers; those that were rotated are beside them. */
    List<Path> logs(Path pod) throws IOException {
        List<Path> logs = new ArrayList<>();
        for (Path container : list(pod.resolve("logs"), "*")) {
            for (Path log : list(container, "*.log")) {
                if (LOG.matcher(log.getFileName().toString()).matches()) {
                    logs.add(log);
                }
            }
        }
        return logs;
    }

    /** By container, the highest attempt number of which there is a log. */
    Map<String, Integer> newestLogs(Path pod) throws IOException {
        Map<String, Integer> newest = new TreeMap<>();
        for (Path log : logs(pod)) {
            String name = log.getFileName().toString();
            int attempt = Integer.parseInt(name.substring(0, name.indexOf('.')));
            newest.merge(above(log).getFileName().toString(), attempt, Math::max);
        }
        return newest;
    }

    /** Also deletes what appears meanwhile: whoever notices the end of a container writes it down. */
    static void deleteTree(Path directory) throws IOException {
        for (int i = 1; ; i++) {
            try {
                deleteWhatIsThere(directory);
                return;
            } catch (DirectoryNotEmptyException e) {
                if (i == DELETE_TRIES) {
                    throw e;
                }
            } catch (FileSystemException e) {
                deleteWhatResists(directory);
                return;
            }
        }
    }

    /** What not even its owner may write, or is too deep for paths. */
    private static void deleteWhatResists(Path directory) throws IOException {
        try {
            Process process = Processes.silent(
                            List.of("/bin/sh", "-c", Scripts.DELETE, "rekindle-delete", directory.toString()))
                    .start();
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("directory " + directory + " cannot be deleted");
        }
    }

    private static void deleteWhatIsThere(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            return; // gone already
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What is in a directory, by name; nothing when it is not there. */
    private static List<Path> list(Path directory, String glob) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
            stream.forEach(paths::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        paths.sort(null);
        return paths;
    }

    private static String random() {
        return "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
