package dev.rekindle.core.codec;

import static dev.rekindle.core.codec.ValueArbitraries.booleans;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekindle.core.Pod;
import java.io.ByteArrayInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class PodCodecProperties {
    private static final ObjectMapper JACKSON_2 = new ObjectMapper();
    private static final JsonMapper JACKSON_3 = new JsonMapper();
    private static final YAMLMapper YAML_3 = new YAMLMapper();

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void jsonReadsBackAsItWasWritten(@ForAll("pods") Pod pod) throws IOException {
        String json = PodCodec.toJson(pod);
        assertThat(PodCodec.readOne(json)).isEqualTo(pod);
        assertThat(PodCodec.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
                .containsExactly(pod);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void yamlReadsBackAsItWasWritten(@ForAll("pods") Pod pod) {
        assertThat(PodCodec.readOne(PodCodec.toYaml(pod))).isEqualTo(pod);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void yamlMeansTheSameToYaml12(@ForAll("pods") Pod pod) {
        String yaml = PodCodec.toYaml(pod);
        // The escapes of U+2028 and U+2029, which snakeyaml-engine 3.0.1 does not know.
        Assume.that(!yaml.contains("\\L") && !yaml.contains("\\P"));
        assertThat(YAML_3.readValue(inSmallPieces(yaml), Pod.class)).isEqualTo(pod);
    }

    /** snakeyaml-engine 3.0.1 fails where its full buffer of 1025 characters ends amidst a surrogate pair. */
    private static Reader inSmallPieces(String text) {
        return new FilterReader(new StringReader(text)) {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 512));
            }
        };
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void bothJacksonsWriteAndReadTheSame(@ForAll("pods") Pod pod) throws JsonProcessingException {
        String json = JACKSON_2.writeValueAsString(pod);
        assertThat(JACKSON_3.writeValueAsString(pod)).isEqualTo(json);
        assertThat(JACKSON_2.readValue(json, Pod.class)).isEqualTo(pod);
        assertThat(JACKSON_3.readValue(json, Pod.class)).isEqualTo(pod);
        assertThat(PodCodec.readOne(json)).isEqualTo(pod);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void anyTextIsReadOrRefusedInOneLine(@ForAll("damaged") String text) {
        try {
            assertThat(PodCodec.read(text)).doesNotContainNull();
        } catch (PodFormatException e) {
            assertThat(e)
                    .message()
                    .isNotBlank()
                    .hasSizeLessThan(1000)
                    .doesNotContain("\n", "jackson", "snakeyaml", "reference chain", "dev.rekindle");
        }
    }

    @Provide
    Arbitrary<Pod> pods() {
        return PodArbitraries.pods();
    }

    /** What YAML and JSON are made of, alone and pasted into a pod. */
    @Provide
    Arbitrary<String> damaged() {
        Arbitrary<String> pieces = Arbitraries.of(
                        "a",
                        "1",
                        "kind",
                        "Pod",
                        "List",
                        "items",
                        "spec",
                        "containers",
                        "name",
                        ":",
                        ": ",
                        " ",
                        "  ",
                        "\n",
                        "- ",
                        "---",
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        "\"",
                        "'",
                        "&a ",
                        "*a",
                        "<<",
                        "!!int ",
                        "!!str ",
                        "!!binary ",
                        "|",
                        ">",
                        "#",
                        "%",
                        "\t",
                        "\\",
                        "\\u00",
                        "null",
                        "~",
                        "yes",
                        "1.5",
                        ".inf",
                        "0x",
                        "\u0000",
                        "\uD800",
                        "\uFEFF",
                        "? ",
                        "...")
                .list()
                .ofMaxSize(30)
                .map(list -> String.join("", list));
        return Combinators.combine(
                        pods().injectNull(0.5), pieces, Arbitraries.integers().between(0, 400), booleans())
                .as((pod, piece, at, yaml) -> {
                    if (pod == null) {
                        return piece;
                    }
                    String text = yaml ? PodCodec.toYaml(pod) : PodCodec.toJson(pod);
                    int cut = Math.min(at, text.length());
                    return text.substring(0, cut) + piece + text.substring(cut);
                });
    }
}
