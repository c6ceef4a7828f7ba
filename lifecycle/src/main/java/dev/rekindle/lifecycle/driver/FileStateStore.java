package dev.rekindle.lifecycle.driver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One JSON file for each pod. What is written goes to a file of another name, which is forced to the disk and then
 * renamed; so whoever reads, after whatever crash, finds the state before or the state after.
 */
class FileStateStore implements PodStateStore {
    private static final Pattern UID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path directory;
    private final DirectoryLock lock;

    FileStateStore(Path directory) throws IOException {
        this.lock = DirectoryLock.acquire(directory);
        this.directory = directory.toAbsolutePath();
    }

    @Override
    public Optional<WorkerState> load(String podUid) throws IOException {
        Path file = file(podUid);
        byte[] json;
        try {
            json = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            WorkerState state = MAPPER.readValue(json, WorkerState.class);
            if (state == null) {
                throw new IOException("state file " + file + " is unreadable: it says null");
            }
            return Optional.of(state);
        } catch (JsonProcessingException e) {
            throw new IOException("state file " + file + " is unreadable: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public void save(String podUid, WorkerState state) throws IOException {
        Path file = file(podUid);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        PrivateFiles.write(fresh, MAPPER.writeValueAsBytes(state));
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
        return directory.resolve(podUid + ".json");
    }
}
