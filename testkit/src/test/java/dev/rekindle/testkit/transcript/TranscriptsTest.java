package dev.rekindle.testkit.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tells every transcript that comes with the library again. */
class TranscriptsTest {
    private static final Path ROOT = Path.of("src/main/resources/dev/rekindle/testkit/transcripts");

    @TestFactory
    Stream<DynamicTest> transcripts() throws IOException {
        return files().stream()
                .map(file -> dynamicTest(ROOT.relativize(file).toString(), () -> Transcript.check(file)));
    }

    @Test
    void everyTranscriptBeginsWithAComment() throws IOException {
        for (Path file : files()) {
            assertThat(Files.readString(file)).as("%s", file).startsWith("# ");
        }
    }

    @Test
    void allFourteenScenariosOfKubernetesAreThere() throws IOException {
        assertThat(files().stream().filter(file -> file.startsWith(ROOT.resolve("e2e"))))
                .hasSize(14);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> found =
                    files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }
}
