package dev.rekindle.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekindle.core.Feature;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.KubernetesVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every validation vector of the three recorded versions. */
class ValidationVectorsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> kubernetes134() throws IOException {
        return cases(KubernetesVersion.V1_34, 174);
    }

    @TestFactory
    Stream<DynamicTest> kubernetes135() throws IOException {
        return cases(KubernetesVersion.V1_35, 130);
    }

    @TestFactory
    Stream<DynamicTest> kubernetes136() throws IOException {
        return cases(KubernetesVersion.V1_36, 580);
    }

    private static Stream<DynamicTest> cases(KubernetesVersion version, int count) throws IOException {
        List<String> lines = read("v" + version + "/validation.jsonl.gz");
        assertThat(lines).hasSize(count);
        return lines.stream().map(line -> {
            JsonNode vector = parse(line);
            return dynamicTest(
                    vector.get("id").asText() + ": " + vector.get("description").asText(),
                    () -> assertThat(ValidationVectors.result(gates(version, vector), vector.get("input")))
                            .isEqualTo(vector.get("expected")));
        });
    }

    private static FeatureGates gates(KubernetesVersion version, JsonNode vector) {
        Map<Feature, Boolean> settings = new EnumMap<>(Feature.class);
        vector.get("gates")
                .properties()
                .forEach(gate -> settings.put(
                        Objects.requireNonNull(Feature.find(gate.getKey()), gate::getKey),
                        gate.getValue().booleanValue()));
        return FeatureGates.of(version, settings);
    }

    private static List<String> read(String resource) throws IOException {
        try (var in = Objects.requireNonNull(ValidationVectors.class.getResourceAsStream(resource), resource);
                var reader =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static JsonNode parse(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + line, e);
        }
    }
}
