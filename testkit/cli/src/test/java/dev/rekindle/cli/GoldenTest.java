package dev.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole outputs, compared with files; {@code -Drewrite=true} writes the files anew. */
class GoldenTest {
    private static final Path FILES = Path.of("src/test/resources/dev/rekindle/cli");
    private static final String ALPHA = " --kubernetes 1.35"
            + " --feature-gates RestartAllContainersOnContainerExits=true,NodeDeclaredFeatures=true";

    static Stream<Arguments> runs() {
        String worker = "simulate ml-worker.yaml --exit trainer=88@60s";
        String queue = "simulate queue-worker.yaml --exit process=88@10s --exit process=88@20s";
        return Stream.of(
                Arguments.of("ml-worker.simulate.txt", worker),
                Arguments.of("ml-worker.simulate.jsonl", worker + " --format json"),
                Arguments.of("ml-worker.simulate-kep.txt", worker + " --kep"),
                Arguments.of("ml-worker.simulate-1.35.txt", worker + ALPHA),
                Arguments.of("ml-worker.simulate-1.34.txt", worker + " --kubernetes 1.34"),
                Arguments.of("queue-worker.simulate.txt", queue + " --exit process=0@30s"),
                Arguments.of("queue-worker.simulate-1.35.txt", queue + ALPHA),
                Arguments.of("init-trigger.simulate.txt", "simulate init-trigger.yaml --exit check-peer=88@5s"),
                Arguments.of(
                        "sidecar-trigger.simulate.txt",
                        "simulate sidecar-trigger.yaml --exit agent=88@30s --exit app=0@1m"),
                Arguments.of(
                        "restart-only.simulate.txt",
                        "simulate restart-only.yaml --exit fetcher=75@10s --exit fetcher=75@20s --exit fetcher=75@35s"
                                + " --exit fetcher=0@1m30s --exit reporter=1@2m"),
                Arguments.of("ml-worker.explain.txt", "explain ml-worker.yaml"),
                Arguments.of("queue-worker.explain.txt", "explain queue-worker.yaml"),
                Arguments.of("init-trigger.explain.txt", "explain init-trigger.yaml"),
                Arguments.of("sidecar-trigger.explain.txt", "explain sidecar-trigger.yaml"),
                Arguments.of("restart-only.explain.txt", "explain restart-only.yaml"),
                Arguments.of("restart-only.explain-1.34.txt", "explain restart-only.yaml --kubernetes 1.34"),
                Arguments.of("help.txt", "--help"),
                Arguments.of("simulate.help.txt", "simulate --help"),
                Arguments.of("simulate.help.txt", "help simulate"),
                Arguments.of("run.help.txt", "run --help"),
                Arguments.of("explain.help.txt", "explain --help"),
                Arguments.of("conformance.help.txt", "conformance --help"),
                Arguments.of("validate.help.txt", "validate --help"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void printsWhatTheFileSays(String file, String command) throws Exception {
        Cli cli = Cli.run(args(command));
        assertThat(cli.err()).isEmpty();
        assertThat(cli.code()).isZero();
        Path path = FILES.resolve(file);
        if (Boolean.getBoolean("rewrite")) {
            Files.createDirectories(FILES);
            Files.writeString(path, cli.out());
        }
        assertThat(cli.out()).isEqualTo(Files.readString(path));
        if (!file.endsWith(".jsonl")) {
            assertThat(cli.out().lines()).allSatisfy(line -> {
                assertThat(line).hasSizeLessThanOrEqualTo(Terminal.DEFAULT_WIDTH);
                assertThat(line).doesNotEndWith(" ");
            });
        }
    }

    private static String[] args(String command) {
        return Stream.of(command.split(" "))
                .map(word -> word.endsWith(".yaml") ? Cli.EXAMPLES + word : word)
                .toArray(String[]::new);
    }

    @Test
    void coversEveryManifestAmongTheExamples() throws Exception {
        try (Stream<Path> examples = Files.list(Path.of(Cli.EXAMPLES))) {
            assertThat(examples.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(example -> {
                String name = example.getFileName().toString();
                assertThat(runs().map(run -> (String) run.get()[1]))
                        .anyMatch(command -> command.startsWith("simulate " + name))
                        .anyMatch(command -> command.startsWith("explain " + name));
            });
        }
    }
}
