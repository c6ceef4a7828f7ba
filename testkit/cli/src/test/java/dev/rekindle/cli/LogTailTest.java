package dev.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir
    Path directory;

    @Test
    void handsOverABigLogInPieces() throws Exception {
        Path file = Files.writeString(directory.resolve("0.log"), "abc\n".repeat(50_000) + "end");
        List<Integer> pieces = new ArrayList<>();

        new LogTail("app", 0, file).finish(lines -> pieces.add(lines.size()));

        assertThat(pieces.stream().mapToInt(Integer::intValue).sum()).isEqualTo(50_001);
        assertThat(pieces).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(64 * 1024 / 4));
    }

    @Test
    void leavesOutWhatCouldSteerATerminal() throws Exception {
        Path file = Files.writeString(
                directory.resolve("0.log"), "\u001b[31mred\u001b[0m\ta\u009b2Jb\u2028c\u202ed\u200e\u061c\u0007\r\n");

        assertThat(new LogTail("app", 0, file).poll()).containsExactly("red\ta2Jbcd");
    }

    @Test
    void goesOnInALogThatWasRotated() throws Exception {
        Path file = Files.writeString(directory.resolve("0.log"), "one\ntwo\nthr");
        LogTail tail = new LogTail("app", 0, file);
        assertThat(tail.poll()).containsExactly("one", "two");

        Files.writeString(directory.resolve("0.log.1"), "one\ntwo\nthree\nfour\n");
        Files.writeString(file, "five\n");
        List<String> lines = new ArrayList<>();
        tail.finish(lines::addAll);

        assertThat(lines).containsExactly("three", "four", "five");
    }
}
