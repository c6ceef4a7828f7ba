package dev.rekindle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.rules.FieldError;
import dev.rekindle.rules.PodValidation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a kube-apiserver of Kubernetes 1.36.2 answered when pods named {@code v} were posted to it. Answers of 400 come
 * from its decoder, before validation; two requests were updates and were not kept.
 */
class ApiServerTraceTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final PodValidation VALIDATION = PodValidation.of(Kubelet.of(KubernetesVersion.V1_36));

    @TestFactory
    Stream<DynamicTest> creations() throws IOException {
        return trace().stream()
                .filter(line -> line.has("spec") && line.get("http").asInt() != 400)
                .map(line -> dynamicTest(line.get("case").asText(), () -> assertAnswer(line)));
    }

    @Test
    void theTraceHasThirtyThreeAnswersOfWhichTwentyNineAreValidations() throws IOException {
        assertThat(trace()).hasSize(33);
        assertThat(creations()).hasSize(29);
    }

    private static void assertAnswer(JsonNode line) throws IOException {
        ObjectNode pod = MAPPER.createObjectNode();
        pod.putObject("metadata").put("name", "v");
        pod.set("spec", line.get("spec"));
        PodValidation.Result result = VALIDATION.create(MAPPER.treeToValue(pod, Pod.class));
        assertThat(result.allowed()).isEqualTo(line.get("http").asInt() == 201);
        assertThat(causes(result.errors()))
                .isEqualTo(line.has("causes") ? line.get("causes") : MAPPER.createArrayNode());
        assertThat(result.statusMessage()).isEqualTo(line.path("message").asText());
    }

    private static JsonNode causes(List<FieldError> errors) {
        ArrayNode causes = MAPPER.createArrayNode();
        for (FieldError error : errors) {
            causes.addObject()
                    .put("reason", error.type().toString())
                    .put("message", error.body())
                    .put("field", error.field());
        }
        return causes;
    }

    private static List<JsonNode> trace() throws IOException {
        String name = "api-server-validation.jsonl";
        List<JsonNode> lines = new ArrayList<>();
        try (var in = Objects.requireNonNull(ApiServerTraceTest.class.getResourceAsStream(name), name);
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(MAPPER.readTree(line));
            }
        }
        return lines;
    }
}
