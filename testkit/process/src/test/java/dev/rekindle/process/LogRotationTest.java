package dev.rekindle.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRotationTest {
    @TempDir
    Path root;

    private PodFiles files;
    private Path log;
    private LogRotation rotation;

    @BeforeEach
    void aLog() throws IOException {
        files = new PodFiles(root);
        log = files.log(files.pod("uid"), "app", 3);
        Files.createDirectories(PodFiles.above(log));
        rotation = LogRotation.of(files, 10);
    }

    @Test
    void aLogOfTheSizeThatIsAllowedStays() throws IOException {
        Files.writeString(log, "0123456789");
        rotation.rotateAll();
        assertThat(names()).containsExactly("3.log");
    }

    @Test
    void aWriterGoesOnInTheLogThatWasCut() throws IOException {
        try (OutputStream writer = Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            writer.write("first, too long\n".getBytes(StandardCharsets.UTF_8));
            rotation.rotateAll();
            writer.write("second\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(log).hasContent("second\n");
        assertThat(LogRotation.before(log, 1)).hasContent("first, too long\n");
    }

    @Test
    void fiveFilesAreKept() throws IOException {
        for (int i = 1; i <= 7; i++) {
            Files.writeString(log, "number " + i + ", too long");
            rotation.rotateAll();
        }
        Files.writeString(log, "now");
        assertThat(names()).containsExactly("3.log", "3.log.1", "3.log.2", "3.log.3", "3.log.4");
        assertThat(LogRotation.before(log, 1)).hasContent("number 7, too long");
        assertThat(LogRotation.before(log, 4)).hasContent("number 4, too long");
    }

    @Test
    void rotatedLogsAreNoAttempts() throws IOException {
        Files.writeString(log, "number 1, too long");
        rotation.rotateAll();
        assertThat(files.newestLogs(files.pod("uid"))).containsOnlyKeys("app").containsEntry("app", 3);
    }

    @Test
    void aLogThatIsDeletedTakesThoseBeforeWithIt() throws IOException {
        Files.writeString(log, "number 1, too long");
        rotation.rotateAll();
        LogRotation.delete(log);
        assertThat(names()).isEmpty();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(PodFiles.above(log))) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
