package dev.rekindle.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scalars, tabs, nulls and JSON, compared with kubectl 1.32. */
class KubectlScalarsTest {
    @ParameterizedTest
    @CsvSource({
        "08, 8",
        "010, 8",
        "0o52, 42",
        "0O17, 15",
        "0b101, 5",
        "0B11, 3",
        "0x2A, 42",
        "0X1f, 31",
        "+0x1F, 31",
        "-0b11, -3",
        "42.0, 42",
        "42., 42",
        "4.2e1, 42",
        ".5e1, 5",
        "1.2096e+06, 1209600",
        "1_0.0, 10",
        "-0, 0",
        "09, 9",
        "9_007_199_254_740_993, 9007199254740993",
        "!!int '3', 3",
        "!!float 3, 3",
        "null, ",
        "~, ",
        "'', '!'"
    })
    void integers(String written, String value) {
        String text = "kind: Pod\nspec: {activeDeadlineSeconds: " + written + "}";
        if ("!".equals(value)) {
            assertThat(PodCodec.readOne(text).spec().activeDeadlineSeconds()).isNull();
        } else {
            assertThat(PodCodec.readOne(text).spec().activeDeadlineSeconds())
                    .isEqualTo(value == null ? null : Long.valueOf(value));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e30", "'30'", "yes", "0o8", "1:30", "9223372036854775808", "_3", "12e34567", "0x"})
    void noIntegers(String written) {
        assertThat(TestPods.error("kind: Pod\nspec: {activeDeadlineSeconds: " + written + "}"))
                .contains("spec.activeDeadlineSeconds: expected an integer of 64 bits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12e34567",
                "2026-01-01",
                "2026-01-01T00:00:00Z",
                "=",
                "1:30",
                "0x1p3",
                "0x",
                "_3",
                "0o8",
                "1e400",
                "1.2.3",
                "-",
                "+",
                "yEs",
                "nULL",
                ".",
                "1__",
                "0b2",
                "! 08",
                "!!str 08",
                "!foo 08",
                "!!binary aGk="
            })
    void strings(String written) {
        String text = written.startsWith("!!binary") ? "hi" : written.replaceFirst("^!\\S* ", "");
        String value = written.equals("1__") || written.equals("-") ? "'" + written + "'" : written;
        assertThat(PodCodec.readOne("kind: Pod\nspec: {hostname: " + value + "}")
                        .spec()
                        .hostname())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08", "0o17", "03788745", "1e3", ".5", "1_000", "yes", "On", "n", "!!int '3'", "-1", "+.5"})
    void noStrings(String written) {
        assertThat(TestPods.error("kind: Pod\nspec: {hostname: " + written + "}"))
                .contains("spec.hostname: expected a string, got ")
                .contains(": put it in quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {".inf", "-.INF", "+.Inf", ".nan", "!!int abc", "!!bool 3", "!!binary '@@'"})
    void whatJsonHasNoWordForIsRefused(String written) {
        assertThat(TestPods.error("kind: Pod\nx: " + written)).startsWith("line 2, column 4: not ");
    }

    @Test
    void keysBecomeText() {
        assertThat(PodCodec.readOne("kind: Pod\nmetadata: {labels: {1: a, 0x10: b, on: c, 1.5: d, ! 08: e}}")
                        .metadata()
                        .labels())
                .isEqualTo(Map.of("1", "a", "16", "b", "true", "c", "1.5", "d", "08", "e"));
        assertThat(TestPods.error("kind: Pod\nmetadata: {labels: {~: a}}")).contains("not a key");
        assertThat(TestPods.error("kind: Pod\nmetadata: {labels: {on: a, yes: b}}"))
                .endsWith("metadata.labels[\"true\"]: duplicate key".replace("[\"true\"]", ".true"));
    }

    @Test
    void tabsMayStandBetweenTokens() {
        Pod pod = PodCodec.readOne("""
                kind:\tPod\t# c
                spec:\t
                  hostname:\t \ta\t
                  containers:
                  - name:\tx
                    args: [a,\tb,
                \tc]
                    command: ["a\tb"]
                """);
        assertThat(pod.spec().hostname()).isEqualTo("a");
        assertThat(pod.spec().containers().get(0).args()).containsExactly("a", "b", "c");
        assertThat(pod.spec().containers().get(0).command()).containsExactly("a\tb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind: Pod\nspec:\n\thostname: a", "kind: Pod\nspec:\n  containers:\n  -\tname: x"})
    void tabsDoNotIndent(String text) {
        assertThat(TestPods.error(text)).contains("a tab cannot start a token");
    }

    @Test
    void aNullInAListIsAZeroValue() {
        Pod pod = PodCodec.readOne("kind: Pod\nspec: {containers: [null, {args: [a, null]}]}");
        assertThat(pod.spec().containers()).hasSize(2);
        assertThat(pod.spec().containers().get(1).args()).containsExactly("a", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"Pod\",}", "{\"kind\":\"Pod\", // c\n\"a\":1}", "{/* c */\"kind\":\"Pod\"}",
                "{'kind':'Pod'}", "{\"kind\":\"Pod\",\"a\":NaN}", "{\"kind\":\"Pod\",\"kind\":\"Pod\"}",
                "{\"kind\":\"Pod\"} # c", "{kind: Pod, /* c */ spec: {}}", "{\"kind\": \"Pod\", a: 1}",
                "kind: Pod\n---\n{\"kind\":\"Pod\",}"
            })
    void jsonThatIsNoneIsRefused(String text) {
        assertThat(TestPods.error(text)).isNotEmpty();
    }

    @Test
    void jsonAndYamlMayFollowEachOther() {
        String text =
                "{\"kind\":\"Pod\"}\n{\"kind\":\"Pod\"}\n---\nkind: Pod\n...\n---\n# nothing\n---\n{\n\t\"kind\": \"Pod\"}";
        assertThat(PodCodec.read(text)).hasSize(4);
        assertThat(TestPods.error(text + "\n---\nkind: Pod\nspec: 3")).startsWith("line 13, column 1: spec: ");
    }

    @Test
    void largeTokensAreReadAndWritten() {
        List<String> large = List.of("a:".repeat(1_500_000), "a ".repeat(1_000_000), "x".repeat(2_900_000));
        for (String value : large) {
            Pod pod = Pod.builder()
                    .metadata(PodMetadata.builder().name(value).build())
                    .build();
            String yaml = PodCodec.toYaml(pod);
            if (yaml.length() <= PodCodec.MAX_BYTES) {
                assertThat(PodCodec.readOne(yaml).equals(pod)).isTrue();
            } else {
                assertThatThrownBy(() -> PodCodec.readOne(yaml)).isInstanceOf(PodFormatException.class);
            }
        }
    }
}
