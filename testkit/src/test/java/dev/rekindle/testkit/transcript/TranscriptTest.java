package dev.rekindle.testkit.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptTest {
    private static final String POD = """
            pod
            metadata: {name: p}
            spec:
              containers: [{name: c, image: i}]
            ----
            ok

            """;

    @TempDir
    Path directory;

    private static String run(String text) {
        return Transcript.parse("story", text, Path.of("")).run();
    }

    @Test
    void commentsAndCommandsStayAndOutcomesAreFilledIn() {
        String text = "# Why.\n\n" + POD + "sync\n\n\n# Then.\n# More.\n\nexit c 1\n----\nwhatever\n";
        assertThat(run(text))
                .startsWith("# Why.\n\n" + POD + "sync\n----\nat 0s\n")
                .endsWith("\n\n# Then.\n# More.\n\nexit c 1\n----\nok\n");
    }

    @Test
    void aFileThatAgreesPassesAndOneThatDoesNotNamesTheLine() throws Exception {
        String text = POD.strip() + "\n";
        Path file = Files.writeString(directory.resolve("a.txt"), text);
        Transcript.check(file);
        Files.writeString(file, text.replace("ok", "no"));
        assertThatThrownBy(() -> Transcript.check(file))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a.txt:6: expected \"no\", but was \"ok\"");
    }

    @Test
    void whatDifferedFirstIsSaidWhenALaterCommandCannotBeCarriedOut() throws Exception {
        String text = POD + "exit c 1\n----\nok\n";
        Path file = Files.writeString(directory.resolve("a.txt"), text.replaceFirst("ok", "running"));
        assertThatThrownBy(() -> Transcript.check(file))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a.txt:6: expected \"running\", but was \"ok\"")
                .hasMessageMatching("(?s).*\\nand then .*a.txt:8: container c is not running");
        Files.writeString(file, text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Transcript.check(file))
                .withMessageEndingWith("a.txt:8: container c is not running");
    }

    @Test
    void aPodMayStandInAFileOfItsOwn() throws Exception {
        Files.writeString(
                directory.resolve("pod.yaml"), "metadata: {name: p}\n\nspec: {containers: [{name: c, image: i}]}\n");
        Path file = Files.writeString(directory.resolve("a.txt"), "pod pod.yaml\n----\nok\n");
        Transcript.check(file);
    }

    @Test
    void timeIsSharedByThePodsOfOneTranscript() {
        assertThat(run(POD + "after 5s\n\n" + POD + "sync\n")).contains("at 5s\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fly|story:8: unknown command \"fly\"",
                "exit c|story:8: exit: expected an exit code",
                "exit c x|story:8: invalid exit code \"x\": expected a number",
                "exit c 1|story:8: container c is not running",
                "after soon|story:8: invalid time \"soon\": expected one such as 30s or 5m",
                "behavior odd|story:8: unknown behavior \"odd\": expected kubelet, kep5532 or +ID of a divergence",
                "behavior +odd|story:8: unknown divergence \"odd\"",
                "kubernetes 1.2|story:8: unknown Kubernetes version \"1.2\": expected one of 1.34, 1.35, 1.36, 1.37",
            })
    void mistakesNameTheirLine(String command, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(POD + command))
                .withMessage(message);
    }

    @Test
    void thereMustBeAPod() {
        assertThatIllegalArgumentException().isThrownBy(() -> run("sync")).withMessage("story:1: there is no pod yet");
    }

    @Test
    void onlyKnownInvariantsCanBeDropped() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run("# drops no-such: because\n\n" + POD + "sync"))
                .withMessageContaining("story:10: unknown invariant \"no-such\": expected one of start-time-stays, ");
    }
}
