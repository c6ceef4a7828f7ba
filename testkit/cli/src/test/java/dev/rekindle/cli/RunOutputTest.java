package dev.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Facts scroll by, and the view stays below them. */
class RunOutputTest {
    private static final Pattern CODE = Pattern.compile("\u001b\\[(\\d+F|J|\\?7[lh])|[^\u001b]+");

    private final StringWriter written = new StringWriter();
    private final PrintWriter out = new PrintWriter(written);

    private static Fact fact(int seconds, String what, String... why) {
        return new Fact(Duration.ofSeconds(seconds), 0, "kind", Tone.PLAIN, what, List.of(why), Map.of());
    }

    /** What a terminal shows that understands: up, erase below, and wrapping off and on. */
    private List<String> screen() {
        List<String> lines = new ArrayList<>();
        Matcher token = CODE.matcher(written.toString());
        int end = 0;
        while (token.find()) {
            assertThat(token.start()).as("unknown code in " + written).isEqualTo(end);
            end = token.end();
            String code = token.group(1);
            if (code == null) {
                assertThat(token.group()).endsWith("\n");
                lines.addAll(token.group().lines().toList());
            } else if (code.endsWith("F")) {
                int up = Integer.parseInt(code.substring(0, code.length() - 1));
                lines = new ArrayList<>(lines.subList(0, lines.size() - up));
            }
        }
        return lines;
    }

    @Test
    void aTerminalShowsTheViewOnceAndBelowTheFacts() {
        RunOutput output = RunOutput.text(out, new Terminal(false, 80, true));
        output.show(List.of(fact(0, "begins")), List.of());
        output.show(List.of(fact(1, "starts", "a reason")), List.of("pod", "  a  Running"));
        output.show(List.of(), List.of("pod", "  a  Running 1s"));
        output.show(List.of(fact(2, "exits"), fact(2, "")), List.of("pod", "  a  Error", "  b  Waiting"));
        output.end(fact(3, "for machines"), List.of("pod", "  a  Completed"));

        assertThat(screen())
                .containsExactly(
                        "0.0s     begins", "1.0s     starts  a reason", "2.0s     exits", "pod", "  a  Completed");
    }

    @Test
    void aPipeGetsTheViewAtTheEndAndNoCodes() {
        RunOutput output = RunOutput.text(out, Terminal.PLAIN);
        output.show(List.of(fact(1, "starts")), List.of("pod", "  a  Running"));
        output.end(fact(2, "for machines"), List.of("pod", "  a  Completed"));

        assertThat(written.toString()).isEqualTo("1.0s     starts\npod\n  a  Completed\n");
    }

    @Test
    void machinesGetEveryFactAndNoView() {
        RunOutput output = RunOutput.json(out, Instant.parse("2026-01-01T00:00:00Z"));
        output.show(List.of(fact(1, "", "one.", "two.")), List.of("pod"));
        output.end(fact(2, "ends"), List.of("pod"));

        assertThat(written.toString()).isEqualTo("""
                {"at":"2026-01-01T00:00:01Z","kind":"kind","message":"one. two."}
                {"at":"2026-01-01T00:00:02Z","kind":"kind"}
                """);
    }

    @Test
    void aViewThatIsHigherThanTheTerminalIsCut() {
        RunOutput output = RunOutput.text(out, new Terminal(false, 80, 5, true));
        List<String> view = List.of("p", "  a", "  b", "  c", "  d");
        output.show(List.of(), view);
        output.show(List.of(fact(1, "one")), view);

        assertThat(screen()).endsWith("p", "  a", "  b", "  … and 2 more").hasSize(5);
    }
}
