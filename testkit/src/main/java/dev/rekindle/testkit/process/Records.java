package dev.rekindle.testkit.process;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekindle.core.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
        Instant created() {
            return Instant.parse(createdAt);
        }
    }

    /** The intent to hold a sandbox; the note says why it shares the network of the machine, empty otherwise. */
    record SandboxRecord(int attempt, String createdAt, boolean hostNetwork, Network network, String note) {
        Sandbox sandbox(String id, boolean ready) {
            return new Sandbox(id, ready, attempt, Instant.parse(createdAt), ready ? Network.ADDRESS : "", hostNetwork);
        }
    }

    static void write(Path file, Object record) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, MAPPER.writeValueAsBytes(record));
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
        return MAPPER.readValue(json, type);
    }
}
