package dev.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that makes no sense gets exit code 2 and one sentence that says what to do. */
class BadInputTest {
    private static final String WORKER = Cli.EXAMPLES + "ml-worker.yaml";
    private static final String DURATION = "\" is no duration, expected something like 90s, 5m, 1h30m or 250ms\n";

    @TempDir
    Path dir;

    private String file(String name, String content) throws Exception {
        return Files.writeString(dir.resolve(name), content).toString();
    }

    private static void complains(Cli cli, String message) {
        assertThat(cli.err()).isEqualTo(message);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.code()).isEqualTo(2);
    }

    static Stream<Arguments> options() {
        return Stream.of(
                Arguments.of(
                        "--exit trainr=88@60s",
                        "--exit trainr=88@60s: no container \"trainr\" in the pod, it has fetch-checkpoint, watcher,"
                                + " trainer, logger\n"),
                Arguments.of(
                        "--exit trainer=88",
                        "--exit trainer=88: expected NAME=CODE@TIME, for example trainer=88@60s\n"),
                Arguments.of(
                        "--exit trainer=x@1s",
                        "--exit trainer=x@1s: expected NAME=CODE@TIME, for example trainer=88@60s\n"),
                Arguments.of(
                        "--exit trainer=9999999999@1s",
                        "--exit trainer=9999999999@1s: exit code 9999999999 is out of range, expected a 32-bit number\n"),
                Arguments.of("--exit trainer=88@60", "--exit trainer=88@60: \"60" + DURATION),
                Arguments.of("--exit trainer=88@-5s", "--exit trainer=88@-5s: \"-5s" + DURATION),
                Arguments.of(
                        "--exit trainer=88@9000h",
                        "--exit trainer=88@9000h: \"9000h\" is too long, expected at most a year\n"),
                Arguments.of("--runs trainer", "--runs trainer: expected NAME=DURATION, for example init=5s\n"),
                Arguments.of(
                        "--runs x=1s",
                        "--runs x=1s: no container \"x\" in the pod, it has fetch-checkpoint, watcher, trainer, logger\n"),
                Arguments.of("--until soon", "--until: \"soon" + DURATION),
                Arguments.of("--format xml", "--format xml: expected text or json\n"),
                Arguments.of(
                        "--kubernetes 1.33",
                        "--kubernetes: unknown Kubernetes version \"1.33\": expected one of 1.34, 1.35, 1.36, 1.37\n"),
                Arguments.of(
                        "--feature-gates Nope=true", "--feature-gates: unrecognized feature gate: Nope (in 1.36)\n"),
                Arguments.of(
                        "--kep --kubernetes 1.35",
                        "--kep: builds on Kubernetes 1.36, it does not go with --kubernetes 1.35\n"),
                Arguments.of("--pod other", WORKER + ": no pod other there, only ml-worker\n"),
                Arguments.of(
                        "--frmat",
                        "rekindle: Unknown option: '--frmat'; did you mean --format? (rekindle simulate --help tells more)\n"),
                Arguments.of(
                        "--exit",
                        "rekindle: Missing required parameter for option '--exit' (NAME=CODE@TIME)"
                                + " (rekindle simulate --help tells more)\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void refusesOptions(String options, String message) {
        complains(Cli.run(("simulate " + WORKER + " " + options).split(" ")), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulate", "explain", "validate"})
    void refusesFiles(String command) throws Exception {
        String missing = dir.resolve("missing.yaml").toString();
        complains(Cli.run(command, missing), missing + ": no such file\n");
        if (!command.equals("validate")) {
            complains(Cli.run(command, dir.toString()), dir + ": a directory, expected a file\n");
        }
        String inFile = file("x", "") + "/y.yaml";
        complains(Cli.run(command, inFile), inFile + ": cannot be read: Not a directory\n");
        complains(Cli.run(command, "a\0b"), "\"a\\u0000b\": not the name of a file\n");
        complains(
                Cli.run(command),
                "rekindle: Missing required parameter: 'POD.yaml' (rekindle " + command + " --help tells more)\n");
        String big = file("big.yaml", "a".repeat(10_000_000));
        complains(
                Cli.run(command, big),
                big + ": longer than 3145728 bytes, which is as much as the Kubernetes API server takes\n");
    }

    @Test
    void refusesWhatItMayNotRead() throws Exception {
        Path secret = Files.writeString(dir.resolve("secret.yaml"), "");
        Assumptions.assumeTrue(secret.toFile().setReadable(false) && !Files.isReadable(secret), "not for root");
        complains(Cli.run("validate", secret.toString()), secret + ": permission denied\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulate", "explain", "validate"})
    void refusesContents(String command) throws Exception {
        String service = file("s.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n");
        complains(
                Cli.run(command, service),
                service + ": Service/web, expected a Pod or a workload with a pod template\n");
        String tab = file("tab.yaml", "kind: Pod\nmetadata:\n\tname: x\n");
        complains(
                Cli.run(command, tab),
                tab + ": line 3, column 1: not valid YAML: a tab cannot start a token, indent with spaces\n");
        String empty = file("empty.yaml", "");
        complains(
                Cli.run(command, empty), empty + ": nothing in it: expected a Pod, PodList or List in YAML or JSON\n");
        String list = file("list.yaml", "kind: List\nitems: []\n");
        complains(Cli.run(command, list), list + ": an empty list, expected a Pod or a workload with a pod template\n");
        Path binary = Files.write(dir.resolve("b.yaml"), new byte[] {(byte) 0xff, 0});
        complains(
                Cli.run(command, binary.toString()),
                binary + ": not UTF-8 text: the byte at offset 0 fits no character\n");
    }

    @Test
    void printsValidationErrorsAsKubectlDoes() throws Exception {
        String manifest = file("p.yaml", """
                metadata: {name: p}
                spec:
                  containers:
                    - name: c
                      image: i
                      restartPolicyRules:
                        - action: Restart
                          exitCodes: {operator: In, values: [1]}
                """);
        String message = "The Pod \"p\" is invalid: spec.containers[0].restartPolicy: Required value: must specify"
                + " restartPolicy when restart rules are used\n";
        complains(Cli.run("simulate", manifest), message);
        complains(Cli.run("explain", manifest), message);
        assertThat(Cli.run("validate", manifest)).isEqualTo(new Cli(1, message, ""));
        assertThat(Cli.run("validate", WORKER))
                .isEqualTo(new Cli(0, "pod/ml-worker is valid for Kubernetes 1.36\n", ""));
    }

    @Test
    void asksWhichPodOfSeveral() throws Exception {
        String two = file(
                "two.yaml",
                Files.readString(Path.of(WORKER)) + "\n---\n"
                        + Files.readString(Path.of(Cli.EXAMPLES + "restart-only.yaml"), StandardCharsets.UTF_8));
        complains(
                Cli.run("simulate", two),
                two + ": 2 pods (ml-worker, restart-only), expected one: choose with --pod\n");
        assertThat(Cli.run("simulate", two, "--pod", "restart-only"))
                .isEqualTo(Cli.run("simulate", Cli.EXAMPLES + "restart-only.yaml"));
        assertThat(Cli.run("validate", two).out())
                .isEqualTo(
                        "pod/ml-worker is valid for Kubernetes 1.36\npod/restart-only is valid for Kubernetes 1.36\n");
        assertThat(Cli.run("explain", two).out())
                .isEqualTo(Cli.run("explain", WORKER).out() + "\n"
                        + Cli.run("explain", Cli.EXAMPLES + "restart-only.yaml").out());
    }

    @Test
    void refusesUnknownCommands() {
        complains(
                Cli.run("simulat"),
                "rekindle: Unmatched argument at index 0: 'simulat'; did you mean simulate?"
                        + " (rekindle --help tells more)\n");
    }

    @Test
    void refusesVectorFiles() throws Exception {
        complains(Cli.run("conformance", dir.toString()), dir + ": a directory, expected a file\n");
        String missing = dir.resolve("v.jsonl").toString();
        complains(Cli.run("conformance", missing), missing + ": no such file\n");
        complains(
                Cli.run("conformance", "--kubernetes", "1.37"),
                "--kubernetes 1.37: no vectors come with Rekindle for it, name a file\n");
        String empty = file("empty.jsonl", "");
        complains(Cli.run("conformance", empty), empty + ": empty, expected one vector a line\n");
        String unknown = file("unknown.jsonl", "\n{\"id\": \"a\", \"category\": \"x\"}\n");
        complains(
                Cli.run("conformance", unknown),
                unknown + ":2: unknown category \"x\", expected one of [backoff, conditions, container_statuses, phase,"
                        + " pod_actions, restart_all_decision, rules, sync_trace, validation]\n");
        String endless = file("endless.jsonl", "x".repeat(16_000_001));
        complains(
                Cli.run("conformance", endless),
                endless + ": a line is longer than 16000000 characters, expected one vector a line\n");
        Path cut = Files.write(dir.resolve("cut.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
        assertThat(Cli.run("conformance", cut.toString()).err()).startsWith(cut + ": cannot be read: ");
        assertThat(Cli.run("conformance", cut.toString()).code()).isEqualTo(2);
    }

    @Test
    void whatAManifestSaysCannotSteerATerminal() throws Exception {
        String manifest = file("odd.yaml", """
                metadata: {name: p}
                spec:
                  restartPolicy: "\\e[2JAlways"
                  "\\e[31mred": x
                  containers: [{name: c, image: i}]
                """);
        Cli validated = Cli.run("validate", manifest);
        assertThat(validated.code()).isEqualTo(1);
        assertThat(validated.out()).doesNotContain("\u001b").contains("[2JAlways", "[31mred");
        Cli explained = Cli.run("explain", manifest);
        assertThat(explained.code()).isEqualTo(2);
        assertThat(explained.err()).doesNotContain("\u001b").contains("[2JAlways");
        assertThat(Cli.run("explain", "no\u009b2J.yaml").err()).isEqualTo("no\\u009b2J.yaml: no such file\n");
    }

    @Test
    void skipsFilesWithoutPodsAmongSeveral() throws Exception {
        String service = file("service.yaml", "{apiVersion: v1, kind: Service, metadata: {name: web}}");
        String skipped = service + ": skipped, no pod in it (Service/web)\n";
        assertThat(Cli.run("validate", WORKER, service)).isEqualTo(new Cli(0, WORKER + ": ok\n" + skipped, ""));
        String other = file("twice.yaml", Files.readString(Path.of(service)));
        skipped += other + ": skipped, no pod in it (Service/web)\n";
        assertThat(Cli.run("validate", dir.toString()))
                .isEqualTo(new Cli(
                        2, skipped, dir + ": no pod there, expected a Pod or a workload with a pod template\n"));
        complains(
                Cli.run("validate", service),
                service + ": Service/web, expected a Pod or a workload with a pod template\n");
    }
}
