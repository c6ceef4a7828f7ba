package dev.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests that users once got wrong answers for; where they come from is said beside them. */
class CasesTest {
    private static final String CASES = "src/test/resources/dev/rekindle/cli/cases/";

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "01-empty-keys/helm-empty.yaml | 0 | pod/rel-app-test-connection is valid for Kubernetes 1.36",
                "01-empty-keys/values-empty.yaml | 0 | pod/a is valid for Kubernetes 1.36",
                "02-scalar-anchors/alias1.yaml | 0 | pod/web is valid for Kubernetes 1.36",
                "04-no-containers/nospec.yaml | 1 | The Pod \"d\" is invalid: spec.containers: Required value",
                "04-no-containers/indent.yaml | 1 | The Pod \"indent\" is invalid: spec.containers: Required value",
                "05-misspelt/typo-field.yaml | 1 | unknown field \"spec.containers[0].restartPolicyRule\": did you mean"
                        + " restartPolicyRules?",
                "05-misspelt/podlevel.yaml | 1 | unknown field \"spec.restartPolicyRules\": restartPolicyRules belongs"
                        + " into a container",
                "05-misspelt/onexit.yaml | 1 | unknown field \"spec.containers[0].restartPolicyRules[0].onExit\": onExit"
                        + " was the shape of an early draft: use exitCodes beside action",
                "07-scalars/v_08_.yaml | 0 | pod/w is valid",
                "07-scalars/v_4_2e1_.yaml | 0 | pod/w is valid",
                "07-scalars/envnum.yaml | 2 | expected a string, got 3788745: put it in quotes, \"03788745\"",
                "08-workloads/cron.yaml | 0 | CronJob/nightly is valid",
                "08-workloads/jobset.yaml | 0 | JobSet/train is valid",
                "08-workloads/deploy.yaml | 1 | The Deployment \"web\" is invalid: spec.template.spec.restartPolicy:"
                        + " Unsupported value: \"OnFailure\": supported values: \"Always\"",
                "08-workloads/helmtpl.yaml | 2 | spec.template.spec.containers[0].restartPolicyRules[0].exitCodes.values[0]:"
                        + " expected an integer",
                "10-same-names/twons.yaml | 0 | pod/prod/a is valid",
                "10-same-names/gen.yaml | 0 | pod/ci/taskrun-pod-* is valid",
                "11-duplicate-containers/dup.yaml | 1 | spec.containers[1].name: Duplicate value: \"app\"",
                "14-utf16/utf16le.yaml | 0 | pod/w is valid",
                "18-probe-fields/nohandler.yaml | 1 | spec.containers[0].livenessProbe: Required value: must specify a"
                        + " handler type",
                "20-json-comment/yamls.yml | 2 | not valid JSON"
            })
    void validate(String file, int code, String says) {
        Cli cli = Cli.run("validate", CASES + file);
        assertThat(cli.code()).isEqualTo(code);
        assertThat(cli.out() + cli.err()).contains(says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"explain", "simulate", "run"})
    void aPodWithoutContainersIsRefusedInOneSentence(String command) {
        assertThat(Cli.run(command, CASES + "04-no-containers/nospec.yaml"))
                .isEqualTo(new Cli(2, "", "The Pod \"d\" is invalid: spec.containers: Required value\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"explain", "simulate"})
    void othersThanValidateWarnOfUnknownFields(String command) {
        String file = CASES + "05-misspelt/typo-field.yaml";
        Cli cli = Cli.run(command, file);
        assertThat(cli.code()).isZero();
        assertThat(cli.err())
                .isEqualTo("warning: " + file + ": unknown field \"spec.containers[0].restartPolicyRule\": did you mean"
                        + " restartPolicyRules?\n");
    }

    @Test
    void unknownFieldsMayBeWarnedOfOrIgnored() {
        String file = CASES + "05-misspelt/typo-field.yaml";
        Cli warn = Cli.run("validate", "--validate=warn", file);
        assertThat(warn.code()).isZero();
        assertThat(warn.err()).startsWith("warning: " + file + ": unknown field");
        assertThat(Cli.run("validate", "--validate=ignore", file))
                .isEqualTo(new Cli(0, "pod/w is valid for Kubernetes 1.36\n", ""));
    }

    @Test
    void templatesAreExplainedAndSimulatedAndTheRestIsNamed() throws IOException {
        String cron = CASES + "08-workloads/cron.yaml";
        assertThat(Cli.run("explain", cron).out()).startsWith("CronJob/nightly on Kubernetes 1.36\n");
        assertThat(Cli.run("simulate", cron, "--exit", "job=3@5s").out()).startsWith("nightly on Kubernetes 1.36\n");
        Path mixed = dir.resolve("mixed.yaml");
        Files.writeString(
                mixed, "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n---\n" + Files.readString(Path.of(cron)));
        Cli cli = Cli.run("explain", mixed.toString());
        assertThat(cli.code()).isZero();
        assertThat(cli.err()).isEqualTo("warning: " + mixed + ": skipped Service/web\n");
    }

    @Test
    void severalFilesGetALineEachAndTheWorstCode() {
        String fine = CASES + "02-scalar-anchors/alias1.yaml";
        String wrong = CASES + "08-workloads/deploy.yaml";
        String unreadable = CASES + "20-json-comment/yamls.yml";
        Cli cli = Cli.run("validate", fine, CASES + "10-same-names/twons.yaml", wrong);
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.out().lines())
                .containsExactly(
                        fine + ": ok",
                        CASES + "10-same-names/twons.yaml: ok, 2 pods",
                        wrong + ": 1 error",
                        "  The Deployment \"web\" is invalid: spec.template.spec.restartPolicy: Unsupported value:"
                                + " \"OnFailure\": supported values: \"Always\"");
        Cli worse = Cli.run("validate", unreadable, wrong, fine);
        assertThat(worse.code()).isEqualTo(2);
        assertThat(worse.err()).startsWith(unreadable + ": ");
        assertThat(worse.out()).contains(wrong + ": 1 error", fine + ": ok");
        assertThat(Cli.run("validate", CASES + "02-scalar-anchors").out())
                .isEqualTo("pod/web is valid for Kubernetes 1.36\n");
    }

    @Test
    void severalFilesAreReadAtOnceAndTheirPodsToldApart() throws IOException {
        String twins = CASES + "10-same-names/twons.yaml";
        String cron = CASES + "08-workloads/cron.yaml";
        assertThat(Cli.run("explain", twins, cron).out().lines().filter(line -> line.endsWith(" on Kubernetes 1.36")))
                .containsExactly(
                        "dev/a on Kubernetes 1.36", "prod/a on Kubernetes 1.36", "CronJob/nightly on Kubernetes 1.36");
        assertThat(Cli.run("simulate", twins, cron, "--pod", "prod/a").out()).startsWith("a on Kubernetes 1.36\n");
        for (String command : new String[] {"simulate", "run"}) {
            assertThat(Cli.run(command, twins, cron))
                    .isEqualTo(new Cli(
                            2,
                            "",
                            twins + ", " + cron
                                    + ": 3 pods (dev/a, prod/a, CronJob/nightly), expected one: choose with --pod\n"));
        }
        String copy = Files.writeString(dir.resolve("copy.yaml"), Files.readString(Path.of(cron)))
                .toString();
        assertThat(Cli.run("explain", cron, copy).out())
                .startsWith("CronJob/nightly (" + cron + ") on Kubernetes 1.36\n")
                .contains("\nCronJob/nightly (" + copy + ") on Kubernetes 1.36\n");
        assertThat(Cli.run("explain", cron, copy, "--pod", "CronJob/nightly (" + copy + ")")
                        .out())
                .startsWith("CronJob/nightly (" + copy + ") on");
    }

    @Test
    void validateCountsEveryErrorAndSaysWhatItSkips() throws IOException {
        String service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n---\n";
        String wrong = CASES + "18-probe-fields/nohandler.yaml";
        Path mixed = dir.resolve("mixed.yaml");
        Files.writeString(mixed, service + Files.readString(Path.of(CASES + "02-scalar-anchors/alias1.yaml")));
        Cli cli = Cli.run("validate", mixed.toString(), wrong);
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err()).isEqualTo("warning: " + mixed + ": skipped Service/web\n");
        assertThat(cli.out().lines().filter(line -> !line.startsWith("  ")))
                .containsExactly(mixed + ": ok", wrong + ": 3 errors");
        assertThat(cli.out().lines().filter(line -> line.startsWith("  * "))).hasSize(3);
    }

    @Test
    void directoriesAreSearchedAndOneThatHasNothingStopsNoOther() throws IOException {
        Path below = Files.createDirectories(dir.resolve("charts/sub"));
        String fine = Files.readString(Path.of(CASES + "02-scalar-anchors/alias1.yaml"));
        Files.writeString(dir.resolve("charts/b.yml"), fine);
        Files.writeString(below.resolve("a.yaml"), fine);
        Files.writeString(below.resolve("notes.txt"), "not a manifest");
        Path link = Files.createSymbolicLink(dir.resolve("link"), dir.resolve("charts"));
        Path empty = Files.createDirectories(dir.resolve("empty"));
        Cli cli = Cli.run("validate", empty.toString(), "no\0name", link.toString());
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.err())
                .isEqualTo(empty + ": no .yaml, .yml or .json file there\n\"no\\u0000name\": not the name of a file\n");
        assertThat(cli.out()).isEqualTo(link + "/b.yml: ok\n" + link + "/sub/a.yaml: ok\n");
        Files.createSymbolicLink(below.resolve("gone.json"), dir.resolve("nowhere"));
        Cli gone = Cli.run("validate", link.toString());
        assertThat(gone.code()).isEqualTo(2);
        assertThat(gone.err()).isEqualTo(link + "/sub/gone.json: no such file\n");
        assertThat(gone.out().lines()).hasSize(2);
    }

    @Test
    void whatCannotBeProvenOrHasNoEffectIsSaid() {
        String file = CASES + "02-scalar-anchors/alias1.yaml";
        assertThat(Cli.run("validate", "--kubernetes", "1.37", file).err())
                .isEqualTo("note: no recorded case proves what is said of Kubernetes 1.37\n");
        assertThat(Cli.run("validate", "--feature-gates", "GracefulNodeShutdown=true", file)
                        .err())
                .isEqualTo("note: without effect here: GracefulNodeShutdown\n");
    }

    @Test
    void codesBelowZeroAreExplainedWhereARuleNamesThem() throws IOException {
        Path file = dir.resolve("negative.yaml");
        Files.writeString(file, """
                apiVersion: v1
                kind: Pod
                metadata: {name: neg}
                spec:
                  restartPolicy: Never
                  containers:
                    - name: c
                      image: i
                      restartPolicy: Never
                      restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [-1]}}]
                """);
        assertThat(Cli.run("explain", file.toString()).out().lines().map(String::stripLeading))
                .anyMatch(line -> line.startsWith("c           up to -2"))
                .anyMatch(line -> line.startsWith("-1          it restarts"));
    }

    @Test
    void aFailedInitContainerLeavesWaitingWhatNeverStarted() {
        Cli cli = Cli.run("simulate", CASES + "03-init-failed/once.yaml", "--exit", "init-once=1@1s");
        assertThat(cli.out().lines())
                .contains(
                        "init-once   Error (1)                  False   0",
                        "app         Waiting: PodInitializing   False   0")
                .anyMatch(line -> line.matches("Phase +Failed"));
    }

    @Test
    void aPodPastItsDeadlineFailsWithAllItsContainersStopped() {
        Cli cli = Cli.run("simulate", CASES + "06-active-deadline/sim.yaml");
        assertThat(cli.out().lines().map(String::strip))
                .anyMatch(line ->
                        line.startsWith("20.0s  phase Failed         DeadlineExceeded: Pod was active on the node"))
                .anyMatch(line -> line.startsWith("stop the pod") && line.contains("stop app (30s) · stop mesh (30s)"));
    }
}
