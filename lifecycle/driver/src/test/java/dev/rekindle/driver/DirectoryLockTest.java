package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    @TempDir
    Path directory = Path.of("");

    /** Another JVM that takes the directory, says how that went, and waits for the end of its input. */
    public static final class Other {
        private Other() {}

        public static void main(String[] args) throws IOException {
            try (DirectoryLock lock = DirectoryLock.acquire(Path.of(args[0]))) {
                System.out.println("has it " + lock.isHeld());
                while (System.in.read() >= 0) {}
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static Process other(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String says(Process process) throws IOException {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        return String.valueOf(reader.readLine());
    }

    @Test
    void anotherProcessIsToldWhoHasTheDirectory() throws Exception {
        try (DirectoryLock lock = DirectoryLock.acquire(directory)) {
            listEverything(directory);
            assertThatThrownBy(() -> DirectoryLock.acquire(directory.resolve("../" + directory.getFileName())))
                    .hasMessageContaining(" is in use by this process already: pid ");

            Process other = other(directory);
            assertThat(says(other))
                    .as("after listings, and after a second try in this JVM")
                    .startsWith("directory " + directory.toRealPath() + " is in use by another process: pid "
                            + ProcessHandle.current().pid() + ", started ")
                    .contains(", on host ");
            assertThat(other.waitFor()).isZero();
            assertThat(lock.isHeld()).isTrue();
        }
    }

    /** As a user might, who looks for files of the pods. */
    private static void listEverything(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path path : files.toList()) {
                try (DirectoryStream<Path> stream = Files.newDirectoryStream(path, "sandbox-*")) {
                    assertThat(stream).isEmpty();
                } catch (NotDirectoryException e) {
                    assertThat(path).isRegularFile();
                }
            }
        }
    }

    @Test
    void aProcessThatIsKilledLeavesTheDirectory() throws Exception {
        Process other = other(directory);
        assertThat(says(other)).isEqualTo("has it true");
        assertThatThrownBy(() -> DirectoryLock.acquire(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(" is in use by another process: pid " + other.pid() + ", started ");

        other.destroyForcibly().waitFor();
        try (DirectoryLock lock = DirectoryLock.acquire(directory)) {
            assertThat(lock.isHeld()).isTrue();
        }
    }

    @Test
    void whatIsClosedCanBeTakenAgain() throws IOException {
        for (int i = 0; i < 2; i++) {
            DirectoryLock lock = DirectoryLock.acquire(directory);
            assertThat(lock.isHeld()).isTrue();
            lock.close();
            assertThat(lock.isHeld()).isFalse();
        }
        try (DirectoryLock one = DirectoryLock.acquire(directory.resolve("one"));
                DirectoryLock two = DirectoryLock.acquire(directory.resolve("two"))) {
            assertThat(List.of(one.isHeld(), two.isHeld())).containsOnly(true);
        }
    }
}
