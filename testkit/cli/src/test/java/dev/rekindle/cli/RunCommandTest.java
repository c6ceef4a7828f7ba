package dev.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekindle.process.ProcessRuntime;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code rekindle run}, as people and as machines see it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES) // what never comes is waited for no longer
class RunCommandTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path directory;

    @BeforeEach
    void requireLinux() {
        assumeTrue(RunProcess.isLinux(), "pods run as processes on Linux only");
    }

    private String pod(String containers) throws Exception {
        return Files.writeString(directory.resolve("pod.yaml"), """
                metadata: {name: p, uid: u1}
                spec:
                  restartPolicy: Never
                  volumes: [{name: data, emptyDir: {}}]
                %s""".formatted(containers.indent(2)))
                .toString();
    }

    private static String app(String script) {
        return "containers: [{name: app, image: none, command: [sh, -c, '" + script + "'],"
                + " volumeMounts: [{name: data, mountPath: /data}]}]";
    }

    @Test
    void showsWhatTheDocumentShows() throws Exception {
        Matcher shown = Pattern.compile("```text\n\\$ java -jar \\S+ run (\\S+)\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../../docs/run.md")));
        assertThat(shown.find()).isTrue();

        Cli cli = Cli.run("run", "../../" + shown.group(1));

        assertThat(cli.err()).isEmpty();
        assertThat(timeless(cli.out())).isEqualTo(timeless(shown.group(2)));
        assertThat(cli.code()).isZero();
    }

    /** Without times and the directory, and without what a fast machine may not get to see. */
    private static List<String> timeless(String output) {
        return output.lines()
                .map(line ->
                        line.replaceFirst("^\\d[0-9.ms]* +", "").replaceFirst(" in /\\S+, removed", " in DIR, removed"))
                .filter(line -> !line.startsWith("phase ") && !line.contains("network"))
                .toList();
    }

    @Test
    void tellsMachinesEverythingAsJson() throws Exception {
        Cli cli = Cli.run("run", "../../docs/examples/queue-worker.yaml", "--format", "json");

        List<JsonNode> facts = new ArrayList<>();
        for (String line : cli.out().lines().toList()) {
            facts.add(MAPPER.readTree(line));
        }
        assertThat(facts)
                .allSatisfy(fact -> assertThat(fact.path("at").asText()).endsWith("Z"));
        assertThat(kinds(facts)).startsWith("begin").endsWith("end").doesNotContain("failed");
        assertThat(facts.stream().filter(fact -> kind(fact).equals("restarting")))
                .hasSize(3)
                .allSatisfy(fact -> assertThat(fact.path("causes").toString())
                        .isEqualTo("[{\"container\":\"process\",\"exitCode\":88,\"rule\":0}]"));
        assertThat(facts.stream()
                        .filter(fact -> kind(fact).equals("log"))
                        .map(fact -> fact.path("line").asText()))
                .contains("process: cedar is done");
        JsonNode last = facts.stream()
                .filter(fact -> kind(fact).equals("status"))
                .reduce((a, b) -> b)
                .orElseThrow()
                .path("status");
        assertThat(last.path("phase").asText()).isEqualTo("Succeeded");
        assertThat(last.path("containerStatuses").path(0).path("restartCount").asInt())
                .isEqualTo(3);
        assertThat(facts.get(facts.size() - 1).path("exitCode").asInt()).isZero();
    }

    private static String kind(JsonNode fact) {
        return fact.path("kind").asText();
    }

    private static Stream<String> kinds(List<JsonNode> facts) {
        return facts.stream().map(RunCommandTest::kind);
    }

    @Test
    void saysOnceWhyNothingHappensAnyMore() {
        Cli cli = Cli.run(
                "run", "src/test/resources/dev/rekindle/cli/cases/13-stuck-without-a-word/live.yaml", "--until", "15s");

        assertThat(timeless(cli.out()))
                .filteredOn(line -> line.contains("nothing will until it is deleted: its sandbox was stopped,"
                        + " and a pod of restartPolicy Never gets no second one"))
                .hasSize(1);
        assertThat(cli.code()).isZero();
    }

    @Test
    void failsWithThePod() throws Exception {
        Cli cli = Cli.run("run", pod(app("echo no luck; exit 3")));

        assertThat(cli.code()).isEqualTo(1);
        assertThat(timeless(cli.out()))
                .containsSubsequence("app | no luck", "app #0 exits with 3", "p  Failed")
                .endsWith("  app           Error (3)                   restarts 0");
    }

    @Test
    void anExitThatRecursAtOnceIsRestartedAtIntervalsAndNoRestartIsLeftOut() throws Exception {
        String pod = pod("containers: [{name: app, image: none, command: [sh, -c,"
                + " 'echo run >> /data/runs; [ $(wc -l < /data/runs) -gt 2 ] || exit 88'],"
                + " volumeMounts: [{name: data, mountPath: /data}], restartPolicy: Never, restartPolicyRules:"
                + " [{action: RestartAllContainers, exitCodes: {operator: In, values: [88]}}]}]");

        Cli held = Cli.run("run", pod, "--restart-interval", "3s");
        assertThat(timeless(held.out()))
                .containsSubsequence(
                        "app #1 exits with 88",
                        "removed app",
                        "the next start waits  for --restart-interval",
                        "all containers are removed  sandbox, address and volumes stay",
                        "app #2 starts")
                .endsWith("  app           Completed (0)               restarts 2");
        Cli atOnce = Cli.run("run", pod, "--restart-interval", "0s");
        assertThat(timeless(atOnce.out()))
                .doesNotContain("the next start waits  for --restart-interval")
                .endsWith("  app           Completed (0)               restarts 2");
    }

    @Test
    void endsThePodWhenItsTimeIsUp() throws Exception {
        Cli cli = Cli.run("run", pod(app("trap \"exit 0\" TERM; while :; do sleep 0.05; done")), "--until", "1s");

        assertThat(cli.code()).isZero();
        assertThat(timeless(cli.out())).containsSubsequence("app #0 starts", "stops app", "app #0 exits with 0");
    }

    @Test
    void goesOnWhereItWasLeft() throws Exception {
        String pod = pod(app("echo once >> /data/journal"));
        String state = directory.resolve("state").toString();

        assertThat(Cli.run("run", pod, "--state", state).code()).isZero();
        Cli again = Cli.run("run", pod, "--state", state);

        assertThat(timeless(again.out()))
                .contains("app #0 ended with 0")
                .endsWith("  app           Completed (0)               restarts 0");
        assertThat(Files.readAllLines(Path.of(state, "pods/u1/volumes/data/journal")))
                .containsExactly("once");
    }

    @Test
    void aSignalEndsThePodWithItsHooks() throws Exception {
        String pod = pod(app("trap \"echo term >> /data/journal; exit 0\" TERM; echo up >> /data/journal;"
                        + " while :; do sleep 0.05; done")
                .replace(
                        ", volumeMounts",
                        ", lifecycle: {preStop: {exec: {command: [sh, -c, \"echo hook >> /data/journal\"]}}},"
                                + " volumeMounts"));
        Path state = directory.resolve("state");
        try (RunProcess run = RunProcess.start(state, "", pod)) {
            Path journal = state.resolve("pods/u1/volumes/data/journal");
            while (!Files.exists(journal)) {
                assertThat(run.process().waitFor(20, TimeUnit.MILLISECONDS))
                        .as(run.output())
                        .isFalse();
            }
            run.process().destroy();

            assertThat(run.exitCode()).isEqualTo(128 + 15);
            assertThat(Files.readAllLines(journal)).containsExactly("up", "hook", "term");
            assertThat(run.output()).contains("\"kind\":\"end\"").contains("\"exitCode\":130");
            assertThat(RunProcess.processes(state)).isZero();
        } finally {
            RunProcess.kill(state);
        }
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        String fine = pod(app("exit 0"));
        complains("--format: \"xml\", expected text or json\n", "run", fine, "--format", "xml");
        complains(
                "--until: \"soon\" is no duration, expected something like 90s, 5m, 1h30m or 250ms\n",
                "run",
                fine,
                "--until",
                "soon");
        String noCommand = pod("containers: [{name: app, image: busybox}]");
        complains(
                noCommand + ": spec.containers[0].command: Required value: images are not pulled, so the command of the"
                        + " image is not known; set command to a program of this machine\n",
                "run",
                noCommand);
        String file = pod(app("exit 0"));
        Path state = directory.resolve("busy");
        try (ProcessRuntime busy = ProcessRuntime.open(state.resolve("pods"))) {
            Cli second = Cli.run("run", file, "--state", state.toString());
            assertThat(second.code()).isEqualTo(2);
            assertThat(second.err())
                    .startsWith("--state: directory " + busy.directory() + " is in use by this process already: pid "
                            + ProcessHandle.current().pid())
                    .hasLineCount(1);
        }
    }

    @Test
    void twoRunsOnOneStateDoNotBothDriveIt() throws Exception {
        Path state = directory.resolve("state");
        String pod = pod(app("while :; do sleep 0.1; done"));
        try (RunProcess first = RunProcess.start(state, "", pod)) {
            while (!first.output().contains("\"started\"")) {
                assertThat(first.process().waitFor(20, TimeUnit.MILLISECONDS))
                        .as(first.output())
                        .isFalse();
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                    .isEqualTo("rwx------");

            try (RunProcess second = RunProcess.start(state, "", pod)) {
                assertThat(second.exitCode()).isEqualTo(2);
                assertThat(second.output())
                        .startsWith(
                                "--state: directory " + state.resolve("pods").toRealPath()
                                        + " is in use by another process: pid "
                                        + first.process().pid() + ", started ")
                        .hasLineCount(1);
            }
        } finally {
            RunProcess.kill(state);
        }
    }

    private static void complains(String message, String... args) {
        assertThat(Cli.run(args)).isEqualTo(new Cli(2, "", message));
    }

    @Test
    void saysWhyWhenThePodCannotBeEnded() throws Exception {
        String pod = pod("terminationGracePeriodSeconds: 1\n" + app("exec sleep 1000"));
        Path state = directory.resolve("state");
        try (RunProcess first = RunProcess.start(state, "", pod)) {
            while (!first.output().contains("\"kind\":\"started\"")) {
                assertThat(first.process().waitFor(20, TimeUnit.MILLISECONDS))
                        .as(first.output())
                        .isFalse();
            }
        }
        try (Stream<Path> files = Files.walk(state.resolve("state"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                Files.writeString(file, "{\"ver");
            }
        }
        StringWriter err = new StringWriter();
        RunCommand command = new RunCommand(Terminal.PLAIN);
        command.beyondGrace = Duration.ofMillis(100);
        CommandLine line = new CommandLine(command)
                .setOut(new PrintWriter(new StringWriter()))
                .setExecutionExceptionHandler((e, any, parsed) -> {
                    err.write(String.valueOf(e.getMessage()));
                    return e instanceof BadInput ? 2 : 3;
                });
        try {
            assertThat(line.execute("--state", state.toString(), "--until", "0s", pod))
                    .isEqualTo(2);
            assertThat(err.toString())
                    .startsWith(
                            "run: the pod could not be ended within 1.1s, its processes may go on; its files are in "
                                    + state.resolve("pods") + "; the last failure: ")
                    .contains("u1.json");
        } finally {
            RunProcess.kill(state);
        }
    }

    @Test
    void endsThePodWhenItsReaderLeaves() throws Exception {
        String pod =
                pod(app("trap \"echo term >> /data/journal; exit 0\" TERM; while :; do echo up; sleep 0.05; done"));
        Path state = directory.resolve("state");
        Process process = new ProcessBuilder(RunProcess.command(state, "", pod)).start();
        try {
            BufferedReader reader = process.inputReader();
            for (String line = reader.readLine(); !line.contains("\"kind\":\"log\""); line = reader.readLine()) {
                assertThat(line).startsWith("{");
            }
            reader.close();

            assertThat(process.waitFor()).isEqualTo(141);
            assertThat(state.resolve("pods/u1/volumes/data/journal")).hasContent("term");
            assertThat(RunProcess.processes(state)).isZero();
        } finally {
            process.destroyForcibly();
            RunProcess.kill(state);
        }
    }
}
