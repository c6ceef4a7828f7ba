package dev.rekindle.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekindle.core.Sandbox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is written down before something is started, so that a new JVM knows it again. */
final class Records {
    static final String SANDBOX = "sandbox.json";
    static final String CONTAINER = "container.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Records() {}

    /** The intent to run a container. Paths are mapped, variables expanded. */
    record ContainerRecord(
            String podUid,
            String name,
            int attempt,
            String image,
            String createdAt,
            String stopSignal,
            List<String> command,
            Map<String, String> environment,
            Map<String, String> mounts,
            String workingDir) {
        /** Refuses what is not all there: a file may be damaged. */
        ContainerRecord {
            Stream.of(podUid, name, image, stopSignal, command, environment, mounts, workingDir)
                    .forEach(Objects::requireNonNull);
            Instant unused = Instant.parse(createdAt);
        }

        Instant created() {
            return Instant.parse(createdAt);
        }
    }

    /** The intent to hold a sandbox; the note says why it shares the network of the machine, empty otherwise. */
    record SandboxRecord(int attempt, String createdAt, boolean hostNetwork, Network network, String note) {
        /** Refuses what is not all there: a file may be damaged. */
        SandboxRecord {
            Stream.of(network, note).forEach(Objects::requireNonNull);
            Instant unused = Instant.parse(createdAt);
        }

        Sandbox sandbox(String id, boolean ready) {
            return Sandbox.builder()
                    .id(id)
                    .ready(ready)
                    .attempt(attempt)
                    .createdAt(Instant.parse(createdAt))
                    .ip(ready ? Network.ADDRESS : "")
                    .hostNetwork(hostNetwork)
                    .build();
        }
    }

    static void write(Path file, Object record) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(MAPPER.writeValueAsBytes(record));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static @Nullable ContainerRecord container(Path directory) throws IOException {
        return read(directory.resolve(CONTAINER), new TypeReference<>() {});
    }

    static @Nullable SandboxRecord sandbox(Path directory) throws IOException {
        return read(directory.resolve(SANDBOX), new TypeReference<>() {});
    }

    private static <T> @Nullable T read(Path file, TypeReference<T> type) throws IOException {
        byte[] json;
        try {
            json = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
        try {
            T record = MAPPER.readValue(json, type);
            if (record != null) {
                return record;
            }
        } catch (JsonProcessingException e) {
            throw new IOException("damaged record " + file + ": " + e.getOriginalMessage(), e);
        }
        throw new IOException("damaged record " + file + ": null");
    }
}
