package dev.rekindle.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** Hostile texts: refused before they cost much, and what is just within the limits is read. */
class PodCodecLimitsTest {
    static final Arguments[] BOMBS = {
        Arguments.of("10 MB of YAML", "a: b\n".repeat(2_000_000), "longer than 3145728 bytes"),
        Arguments.of("deep JSON", "{\"a\":".repeat(500_000), "nested deeper than 100 levels"),
        Arguments.of("deep flow YAML", "[".repeat(3_000_000), "nested deeper than 100 levels"),
        Arguments.of("deep block YAML", "- ".repeat(1_000_000), "nested deeper than 100 levels"),
        Arguments.of("chained aliases", chain(1000), "nested deeper than 100 levels"),
        Arguments.of("billion laughs", laughs("*%s"), "more than 500000 values"),
        Arguments.of("billion laughs by merge keys", laughs("{<<: *%s}"), "more than 500000 values"),
        Arguments.of("many values", "{\"a\":[" + "0,".repeat(600_000) + "0]}", "more than 500000 values"),
        Arguments.of("many documents", "---\nkind: Pod\n".repeat(20_000), "more than 10000 objects"),
        Arguments.of(
                "many items",
                "kind: PodList\nitems:\n" + "- {}\n".repeat(20_000),
                "items[9999]: more than 10000 objects"),
        Arguments.of(
                "long key",
                "{\"kind\":\"Pod\",\"metadata\":{\"labels\":{\"" + "x".repeat(100_000) + "\":1}}}",
                "x...\"]: expected a string, got 1: put it in quotes"),
        Arguments.of("long text", "kind: " + "x".repeat(100_000), "x...\""),
        Arguments.of("long number", "kind: Pod\nspec: {hostNetwork: " + "1".repeat(900) + "}", "1..."),
        Arguments.of(
                "longer number", "kind: Pod\nspec: {hostNetwork: " + "1".repeat(1010) + "}", "a number is too long"),
        Arguments.of(
                "long tag handle",
                "kind: !" + "x".repeat(100_000) + "!y a",
                "not valid YAML: found undefined tag handle"),
        Arguments.of(
                "longest number",
                "kind: Pod\nspec: {hostNetwork: " + "1".repeat(100_000) + "}",
                "a number is too long"),
        Arguments.of("long fraction", "{\"kind\":\"Pod\",\t\"a\":1." + "1".repeat(9000) + "}", "a number is too long"),
        Arguments.of(
                "large exponent",
                "kind: Pod\nspec: {terminationGracePeriodSeconds: 1e999999999}",
                "got \"1e999999999\""),
    };

    @ParameterizedTest(name = "{0}")
    @FieldSource("BOMBS")
    void isRefused(String name, String text, String message) {
        assertThat(TestPods.error(text)).as(name).contains(message).hasSizeLessThan(400);
    }

    @Test
    void aStreamIsNotReadToItsEnd() {
        ByteArrayInputStream endless = new ByteArrayInputStream(new byte[10_000_000]);
        assertThatThrownBy(() -> PodCodec.read(endless))
                .hasMessage("longer than 3145728 bytes, which is as much as the Kubernetes API server takes");
        assertThat(endless.available()).isEqualTo(10_000_000 - PodCodec.MAX_BYTES - 1);
    }

    @Test
    void theLongestTextIsRead() throws Exception {
        String pod = "kind: Pod\n";
        String text = pod + ("#" + "x".repeat(98) + "\n").repeat((PodCodec.MAX_BYTES - pod.length()) / 100);
        text += "\n".repeat(PodCodec.MAX_BYTES - text.length());
        assertThat(PodCodec.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                .hasSize(1);
        assertThat(TestPods.error(text + "\n")).startsWith("longer than 3145728 bytes");
    }

    @Test
    void theDeepestTextIsRead() {
        String deepest = "[".repeat(PodCodec.MAX_DEPTH - 1) + "]".repeat(PodCodec.MAX_DEPTH - 1);
        assertThat(PodCodec.read("kind: Pod\na: " + deepest)).hasSize(1);
        assertThat(PodCodec.read("{\"kind\":\"Pod\",\"a\":" + deepest + "}")).hasSize(1);
        assertThat(TestPods.error("kind: Pod\na: [" + deepest + "]")).endsWith("nested deeper than 100 levels");
    }

    @Test
    void theMostValuesAreRead() {
        String zeros = "0,".repeat(PodCodec.MAX_VALUES - 4) + "0]}"; // beside the pod, its kind and the list
        assertThat(PodCodec.read("{\"kind\":\"Pod\",\"a\":[" + zeros)).hasSize(1);
        assertThat(TestPods.error("{\"kind\":\"Pod\",\"a\":[0," + zeros)).endsWith("more than 500000 values");
    }

    @Test
    void theMostObjectsAreRead() {
        assertThat(PodCodec.read("---\nkind: Pod\n".repeat(PodCodec.MAX_OBJECTS)))
                .hasSize(PodCodec.MAX_OBJECTS);
    }

    private static String laughs(String repeat) {
        StringBuilder text = new StringBuilder("kind: Pod\na0: &a0 {k: v}\n");
        for (int i = 1; i < 30; i++) {
            String one = repeat.formatted("a" + (i - 1));
            text.append("a%d: &a%d [%s, %s]\n".formatted(i, i, one, one));
        }
        return text.toString();
    }

    private static String chain(int length) {
        StringBuilder text = new StringBuilder("kind: Pod\na0: &a0 {k: v}\n");
        for (int i = 1; i < length; i++) {
            text.append("a%d: &a%d {b: *a%d}\n".formatted(i, i, i - 1));
        }
        return text.toString();
    }
}
