package dev.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceCommandTest {
    private static final Path RULES =
            Path.of("../conformance/src/main/resources/dev/rekindle/conformance/v1.36/rules.jsonl.gz");

    @TempDir
    Path dir;

    @Test
    void replaysTheVectorsThatComeAlong() {
        Cli cli = Cli.run("conformance");
        assertThat(cli.code()).isZero();
        List<String> lines = cli.out().lines().toList();
        assertThat(lines).hasSize(10).allMatch(line -> line.matches("([a-z_]+: )?[0-9]+ passed, 0 failed"));
        int sum = lines.stream()
                .limit(9)
                .mapToInt(line -> Integer.parseInt(line.replaceAll(".*: ([0-9]+) .*", "$1")))
                .sum();
        assertThat(lines.get(9)).isEqualTo(sum + " passed, 0 failed");
    }

    @Test
    void replaysFiles() {
        assertThat(Cli.run("conformance", RULES.toString(), RULES.toString()))
                .isEqualTo(new Cli(0, "rules: 860 passed, 0 failed\n860 passed, 0 failed\n", ""));
    }

    @Test
    void showsTheFirstDifferences() throws Exception {
        String vector = "{\"id\":\"v\",\"category\":\"backoff\",\"input\":{},\"expected\":{\"maxBackoffSeconds\":300,"
                + "\"initialBackoffSeconds\":20,\"results\":[]}}\n";
        Path file = Files.writeString(dir.resolve("v.jsonl"), vector.repeat(7));
        String failure = "  v\n    initialBackoffSeconds: expected 20, actual 10.0\n";
        assertThat(Cli.run("conformance", file.toString()))
                .isEqualTo(new Cli(
                        1,
                        "backoff: 0 passed, 7 failed\n" + failure.repeat(5) + "  and 2 more\n0 passed, 7 failed\n",
                        ""));
    }

    @Test
    void countsAVectorThatCannotBeEvaluatedAsFailed() throws Exception {
        Path file = Files.writeString(
                dir.resolve("v.jsonl"), "{\"id\":\"v\",\"category\":\"phase\",\"input\":{},\"expected\":{}}\n");
        Cli cli = Cli.run("conformance", file.toString(), RULES.toString());
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.out())
                .contains("    input: expected one of category phase, actual cannot be evaluated: ")
                .endsWith("430 passed, 1 failed\n");
    }
}
