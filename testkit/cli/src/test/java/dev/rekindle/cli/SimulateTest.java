package dev.rekindle.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateTest {
    private static final String WORKER = Cli.EXAMPLES + "ml-worker.yaml";
    private static final String ONLY = Cli.EXAMPLES + "restart-only.yaml";

    @TempDir
    Path dir;

    private static JsonNode lastLine(Cli cli) throws Exception {
        List<String> lines = cli.out().lines().toList();
        return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }

    @Test
    void writesOneJsonObjectALine() throws Exception {
        Cli cli = Cli.run("simulate", WORKER, "--exit", "trainer=88@60s", "--format", "json");
        for (String line : cli.out().lines().toList()) {
            JsonNode fact = new ObjectMapper().readTree(line);
            assertThat(fact.path("atSeconds").isNumber()).isTrue();
            assertThat(fact.path("fact").asText()).isNotEmpty();
        }
        JsonNode end = lastLine(cli);
        assertThat(end.path("fact").asText()).isEqualTo("end");
        assertThat(end.path("status").path("phase").asText()).isEqualTo("Running");
        assertThat(end.path("sandbox").path("before"))
                .isEqualTo(end.path("sandbox").path("after"));
        assertThat(end.path("podIP").path("before")).isEqualTo(end.path("podIP").path("after"));
        assertThat(end.path("preStopHooksSkipped").toString()).isEqualTo("{\"logger\":1}");
        assertThat(end.path("initContainersRunAgain").toString()).isEqualTo("{\"fetch-checkpoint\":1}");
        List<Integer> counts = end.path("status").findValues("restartCount").stream()
                .map(JsonNode::asInt)
                .toList();
        assertThat(counts).containsExactly(1, 1, 1, 1);
    }

    @Test
    void hitsTheRunsOneAfterAnother() {
        Cli cli = Cli.run("simulate", WORKER, "--exit", "trainer=0@2m", "--exit", "trainer=88@60s");
        assertThat(cli.out()).containsSubsequence("60.0s  trainer exited 88", "120.0s  trainer exited 0");
    }

    @Test
    void saysWhichExitsDidNotHappen() {
        Cli missed = Cli.run("simulate", ONLY, "--exit", "fetcher=1@5s", "--exit", "fetcher=2@6s");
        assertThat(missed.out())
                .endsWith("\nnote: --exit fetcher=2@6s did not happen: fetcher was not running then, nor later\n");
        Cli early = Cli.run("simulate", ONLY, "--exit", "fetcher=1@10s", "--until", "9s");
        assertThat(early.out())
                .endsWith("\nnote: --exit fetcher=1@10s was still to come\n")
                .contains("AGE\n", " 9s\n");
    }

    @Test
    void goesOnAsLongAsAsked() throws Exception {
        Cli until = Cli.run("simulate", ONLY, "--until", "1h30m", "--format", "json");
        assertThat(lastLine(until).path("atSeconds").asDouble()).isEqualTo(5400);
        Path always = Files.writeString(
                dir.resolve("p.yaml"), "metadata: {name: p}\nspec: {containers: [{name: app, image: i}]}\n");
        Cli endless = Cli.run("simulate", always.toString(), "--runs", "app=1s", "--exit", "app=5@10s");
        assertThat(endless.code()).isZero();
        assertThat(endless.out())
                .contains("app waits", "CrashLoopBackOff 5m, until", "app exited 5")
                .contains("note: stopped 1h after the last exit, the pod has not come to rest: --until says how long");
        Cli steps = Cli.run("simulate", always.toString(), "--runs", "app=5m", "--until", "8760h");
        assertThat(steps.out()).contains("note: stopped after 2000 steps, the pod has not come to rest");
    }

    private String recurring() throws Exception {
        return Files.writeString(dir.resolve("all.yaml"), """
                metadata: {name: all}
                spec:
                  restartPolicy: Never
                  containers:
                    - name: c
                      image: i
                      restartPolicy: Never
                      restartPolicyRules: [{action: RestartAllContainers, exitCodes: {operator: In, values: [0, 88]}}]
                """).toString();
    }

    private static String notes(Cli cli) {
        assertThat(cli.code()).isZero();
        return cli.out()
                .lines()
                .dropWhile(line -> !line.startsWith("note: "))
                .map(String::strip)
                .collect(joining(" "));
    }

    @Test
    void restartsThatOnlyRecurEndWithOneSentence() throws Exception {
        Cli still = Cli.run("simulate", recurring(), "--runs", "c=0s");
        assertThat(notes(still))
                .isEqualTo("note: stopped after all containers restarted 20 times in a row, the last time at 20.0s (c"
                        + " exited 0): it goes on like that, --until says how long to go on");
        Cli moves = Cli.run("simulate", recurring(), "--runs", "c=1s");
        assertThat(notes(moves))
                .isEqualTo("note: stopped after all containers restarted 20 times in a row, the last time at 20.0s (c"
                        + " exited 0): it goes on like that, --until says how long to go on");
    }

    @Test
    void restartsThatWereAskedForAreAllShown() throws Exception {
        List<String> args = new ArrayList<>(List.of("simulate", recurring()));
        for (int i = 0; i < 30; i++) {
            args.addAll(List.of("--exit", "c=88@60s"));
        }
        Cli asked = Cli.run(args.toArray(String[]::new));
        assertThat(asked.out())
                .contains("All containers restarted    30 times, at 60.0s")
                .doesNotContain("note: ");
        Cli until = Cli.run("simulate", recurring(), "--runs", "c=1s", "--until", "30s");
        assertThat(until.out())
                .contains("All containers restarted    30 times, at 1.0s")
                .doesNotContain("note: ");
    }

    @Test
    void saysWhichReadinessGatesNobodySets() throws Exception {
        Path gated = Files.writeString(
                dir.resolve("gate.yaml"),
                "metadata: {name: g}\nspec: {readinessGates: [{conditionType: x/y}], containers: [{name: c, image: i}]}\n");
        assertThat(notes(Cli.run("simulate", gated.toString())))
                .isEqualTo(
                        "note: the pod does not become Ready: readinessGates x/y wait for conditions that others than"
                                + " the kubelet set, and here nobody does");
    }

    @Test
    void wrapsToTheWidthOfTheTerminal() {
        for (int width : new int[] {80, 110, 140}) {
            Cli cli = Cli.run(new Terminal(false, width, false), "simulate", WORKER, "--exit", "trainer=88@60s");
            List<String> timeline = cli.out()
                    .lines()
                    .takeWhile(line -> !line.startsWith("NAME"))
                    .toList();
            assertThat(timeline).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
            assertThat(timeline).anySatisfy(line -> assertThat(line).contains("(trigger, last)"));
        }
    }

    @Test
    void explainsOnANarrowTerminal() {
        Cli cli = Cli.run(new Terminal(false, 40, false), "explain", WORKER);
        assertThat(cli.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40));
        assertThat(cli.out()).contains("CONTAINER    trainer\nEXIT CODE    0–87\n");
    }

    @Test
    void paintsOnlyWhenAsked() {
        String[] args = {"simulate", WORKER, "--exit", "trainer=88@60s"};
        Cli plain = Cli.run(args);
        Cli painted = Cli.run(new Terminal(true, Terminal.DEFAULT_WIDTH, false), args);
        assertThat(plain.out()).doesNotContain("\u001b");
        assertThat(painted.out()).contains("\u001b[31mtrainer exited 88\u001b[0m");
        assertThat(Pattern.compile("\u001b\\[[0-9;]*m").matcher(painted.out()).replaceAll(""))
                .isEqualTo(plain.out());
    }
}
