package dev.rekindle.driver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One JSON file for each pod. What is written goes to a file of another name, which is forced to the disk and then
 * renamed; so whoever reads, after whatever crash, finds the state before or the state after.
 */
class FileStateStore implements PodStateStore {
    private static final Pattern UID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    private static final String SUFFIX = ".json";

    /** Of the format. Grows when a release that does not know what is new would do wrong. */
    private static final int VERSION = 1;

    private static final long BYTES_MAX = 64 * 1024 * 1024;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path directory;
    private final DirectoryLock lock;

    FileStateStore(Path directory) throws IOException {
        this.lock = DirectoryLock.acquire(directory);
        this.directory = directory.toAbsolutePath();
    }

    @Override
    public Optional<WorkerState> load(String podUid) throws IOException {
        Path file = file(podUid);
        try {
            return Optional.of(read(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw unreadable(file, e.getOriginalMessage(), e);
        }
    }

    /** What cannot be understood whole is refused: a state that is guessed would lose or double restarts. */
    private static WorkerState read(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw unreadable(file, "it has more than " + BYTES_MAX + " bytes", null);
        }
        byte[] json = Files.readAllBytes(file);
        if (json.length == 0) {
            throw unreadable(file, "it is empty", null);
        }
        JsonNode tree = MAPPER.readTree(json);
        if (!tree.isObject()) {
            throw unreadable(file, "expected an object", null);
        }
        JsonNode version = tree.path("version");
        if (!version.isMissingNode() && !(version.isInt() && version.intValue() >= 1)) {
            throw unreadable(file, "version: Invalid value: " + version + ": expected a number from 1", null);
        }
        if (version.intValue() > VERSION) {
            throw unreadable(
                    file,
                    "it is of version " + version + ", from a newer release; this one knows versions up to " + VERSION,
                    null);
        }
        return MAPPER.treeToValue(tree, WorkerState.class);
    }

    private static IOException unreadable(Path file, String why, @Nullable Exception cause) {
        return new IOException("state file " + file + " is unreadable: " + why, cause);
    }

    @Override
    public void save(String podUid, WorkerState state) throws IOException {
        Path file = file(podUid);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        ObjectNode tree = MAPPER.createObjectNode().put("version", VERSION);
        tree.setAll(MAPPER.<ObjectNode>valueToTree(state));
        PrivateFiles.write(fresh, MAPPER.writeValueAsBytes(tree));
        rename(fresh, file);
        forceDirectory();
    }

    @Override
    public void delete(String podUid) throws IOException {
        if (Files.deleteIfExists(file(podUid))) {
            forceDirectory();
        }
    }

    /** Of its own so that a test can crash here. */
    void rename(Path from, Path to) throws IOException {
        PrivateFiles.rename(from, to);
    }

    /** A rename is on the disk when its directory is. Only POSIX systems can open one. */
    private void forceDirectory() throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public Set<String> podUids() throws IOException {
        Set<String> uids = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                String uid = name.substring(0, name.length() - SUFFIX.length());
                if (UID.matcher(uid).matches()) {
                    uids.add(uid);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return uids;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private Path file(String podUid) throws IOException {
        if (!lock.isHeld()) {
            throw new IOException("the store of directory " + directory + " is closed");
        }
        if (!UID.matcher(podUid).matches()) {
            throw new IllegalArgumentException("metadata.uid: Invalid value: \"" + podUid
                    + "\": expected letters, digits, '.', '_' and '-', at most 200, beginning with a letter or digit");
        }
        return directory.resolve(podUid + SUFFIX);
    }
}
