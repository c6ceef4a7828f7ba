package dev.rekindle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.testkit.invariants.Invariants;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The invariants hold of every step of every recorded life of a pod. */
class InvariantsOnVectorsTest {
    private static final int SHOWN_MAX = 50;
    private static final int LENGTH_MAX = 500;

    @ParameterizedTest
    @EnumSource(
            value = KubernetesVersion.class,
            names = {"V1_34", "V1_35", "V1_36"})
    void holdOfEveryStep(KubernetesVersion version) throws Exception {
        List<String> broken = new ArrayList<>();
        int[] steps = {0};
        for (JsonNode vector : vectors(version)) {
            SyncTraceVectors category = new SyncTraceVectors((pod, kubelet, before, observed, step, now) -> {
                steps[0]++;
                Invariants invariants = Invariants.of(pod, kubelet);
                invariants
                        .check(before, observed, step, now)
                        .forEach(violation -> broken.add(vector.path("id").asText() + ": " + violation));
            });
            category.evaluate(Conformance.of(version).kubelet(vector.path("gates")), vector.path("input"));
        }
        assertThat(broken.size()).as(() -> shortened(broken)).isZero();
        assertThat(steps[0]).isGreaterThan(500);
    }

    /** Details hold whole statuses, and one mistake breaks hundreds of steps. */
    private static String shortened(List<String> broken) {
        return broken.stream()
                .limit(SHOWN_MAX)
                .map(line -> line.substring(0, Math.min(line.length(), LENGTH_MAX)))
                .collect(Collectors.joining("\n", "the first violations:\n", "\n"));
    }

    private static List<JsonNode> vectors(KubernetesVersion version) throws Exception {
        String name = "v" + version + "/sync_trace.jsonl.gz";
        List<JsonNode> vectors = new ArrayList<>();
        try (var in = Objects.requireNonNull(Conformance.class.getResourceAsStream(name), name);
                var reader =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                vectors.add(VectorJson.MAPPER.readTree(line));
            }
        }
        return vectors;
    }
}
