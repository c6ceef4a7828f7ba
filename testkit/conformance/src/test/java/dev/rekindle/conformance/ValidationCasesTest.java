package dev.rekindle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.codec.Manifests;
import dev.rekindle.core.codec.PodManifest;
import dev.rekindle.rules.FieldError;
import dev.rekindle.rules.PodValidation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Manifests as they are read, with the errors of the API server. */
class ValidationCasesTest {
    private static final PodValidation VALIDATION = PodValidation.of(Kubelet.of(KubernetesVersion.V1_36));

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        return read().stream().map(line -> dynamicTest(line.get("name").asText(), () -> assertErrors(line)));
    }

    private static void assertErrors(JsonNode line) {
        List<String> errors = new ArrayList<>();
        for (PodManifest manifest :
                Manifests.read(line.get("object").toString()).pods()) {
            PodValidation.Result result = manifest.templatePath().isEmpty()
                    ? VALIDATION.create(manifest.pod())
                    : VALIDATION.template(manifest.kind(), manifest.templatePath(), manifest.pod());
            result.errors().stream().map(FieldError::message).forEach(errors::add);
        }
        List<String> expected = new ArrayList<>();
        line.get("errors").forEach(error -> expected.add(error.asText()));
        assertThat(errors).containsExactlyElementsOf(expected);
    }

    private static List<JsonNode> read() throws IOException {
        String name = "validation-cases.yaml";
        List<JsonNode> lines = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(ValidationCasesTest.class.getResourceAsStream(name), name)) {
            new YAMLMapper().readTree(in).forEach(lines::add);
        }
        return lines;
    }
}
