package dev.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The command line as a process of its own: colours, encoding, exit codes. */
class ProcessTest {
    private static final String[] EXPLAIN = {"explain", Cli.EXAMPLES + "ml-worker.yaml"};

    private static ProcessBuilder builder(Map<String, String> environment, String... args) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path"), "dev.rekindle.cli.Main"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        return builder;
    }

    private static Cli process(Map<String, String> environment, String... args) throws Exception {
        Process process = builder(environment, args).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Cli(process.waitFor(), out, "");
    }

    @Test
    void hasNoColoursInAPipeAndWritesUtf8InAnyLocale() throws Exception {
        assertThat(process(Map.of(), EXPLAIN)).isEqualTo(Cli.run(EXPLAIN));
    }

    @Test
    void hasColoursWhenForcedAndNoneWithNoColor() throws Exception {
        assertThat(process(Map.of("CLICOLOR_FORCE", "1"), EXPLAIN).out()).contains("\u001b[1mml-worker\u001b[0m");
        assertThat(process(Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1"), EXPLAIN))
                .isEqualTo(Cli.run(EXPLAIN));
    }

    @Test
    void fitsTheColumnsAndTellsTheExitCode() throws Exception {
        assertThat(process(Map.of("COLUMNS", "120"), EXPLAIN))
                .isEqualTo(Cli.run(new Terminal(false, 120, false), EXPLAIN));
        assertThat(process(Map.of(), "explain", "missing.yaml"))
                .isEqualTo(new Cli(2, "missing.yaml: no such file\n", ""));
    }

    @Test
    void takesAnEmptyNoColorForUnsetAndADumbTerminalForColourless() throws Exception {
        assertThat(process(Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", ""), EXPLAIN)
                        .out())
                .contains("\u001b[1mml-worker\u001b[0m");
        assertThat(process(Map.of("CLICOLOR_FORCE", "1", "TERM", "dumb"), EXPLAIN))
                .isEqualTo(Cli.run(EXPLAIN));
    }

    @Test
    void endsQuietlyWhenItsReaderLeaves() throws Exception {
        ProcessBuilder builder = builder(Map.of(), "simulate", Cli.EXAMPLES + "ml-worker.yaml", "--runs", "trainer=1s")
                .redirectErrorStream(false);
        Process process = builder.start();
        process.getInputStream().close();

        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isEqualTo(141);
    }

    @Test
    void saysWhenTheDiskIsFull() throws Exception {
        File full = new File("/dev/full");
        assumeTrue(full.canWrite(), "Linux only");
        Process process = builder(Map.of(), EXPLAIN)
                .redirectErrorStream(false)
                .redirectOutput(full)
                .start();

        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("rekindle: cannot write to standard output: No space left on device\n");
        assertThat(process.waitFor()).isEqualTo(1);
    }
}
