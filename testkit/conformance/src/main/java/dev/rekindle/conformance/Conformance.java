package dev.rekindle.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rekindle.conformance.JsonDiff.Difference;
import dev.rekindle.core.Feature;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Replays conformance vectors against this library. A vector file has one JSON object a line, {@code {"id",
 * "category", "gates", "input", "expected"}}, and may be compressed with gzip. {@code expected} was computed by the
 * real Kubernetes code of one version.
 *
 * <pre>{@code
 * Report report = new Report();
 * Conformance.of(KubernetesVersion.V1_36).run("rules.jsonl", inputStream, report);
 * }</pre>
 */
public final class Conformance {
    /** The categories that come with this library, in the order of their documents. */
    public static final List<String> CATEGORIES = List.of(
            "rules",
            "restart_all_decision",
            "pod_actions",
            "phase",
            "conditions",
            "container_statuses",
            "backoff",
            "validation",
            "sync_trace");

    private static final Map<String, VectorCategory> EVALUATORS = Map.of(
            "rules", new RulesVectors(),
            "restart_all_decision", new RestartAllDecisionVectors(),
            "pod_actions", new PodActionsVectors(),
            "phase", new PhaseVectors(),
            "conditions", new ConditionsVectors(),
            "container_statuses", new ContainerStatusesVectors(),
            "backoff", new BackOffVectors(),
            "validation", new ValidationVectors(),
            "sync_trace", new SyncTraceVectors((pod, kubelet, before, observed, step, now) -> {}));

    /** A hundred times what the longest vector takes. */
    private static final int LINE_MAX = 16_000_000;

    private final KubernetesVersion version;

    private Conformance(KubernetesVersion version) {
        this.version = version;
    }

    /**
     * Conformance with one version.
     *
     * @param version the version that computed the vectors; their gates are differences from its defaults
     * @return the runner
     */
    public static Conformance of(KubernetesVersion version) {
        return new Conformance(version);
    }

    /**
     * Runs the vectors of a category that come with this library.
     *
     * @param category one of {@link #CATEGORIES}
     * @param report where results go
     * @return whether there are vectors of that category for this version
     * @throws IOException when they cannot be read
     */
    public boolean runBuiltIn(String category, Report report) throws IOException {
        String resource = "v" + version + "/" + category + ".jsonl.gz";
        try (InputStream in = Conformance.class.getResourceAsStream(resource)) {
            if (in == null) {
                return false;
            }
            run(resource, in, report);
            return true;
        }
    }

    /**
     * Runs the vectors of a file.
     *
     * @param name the name of the file, for messages
     * @param in its content, plain or compressed
     * @param report where results go
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when it is not a vector file; the message names the line
     */
    public void run(String name, InputStream in, Report report) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(plain(in), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = line(reader, name); line != null; line = line(reader, name)) {
                number++;
                if (!line.isBlank()) {
                    runLine(name + ":" + number, line, report);
                }
            }
            if (number == 0) {
                throw new IllegalArgumentException(name + ": empty, expected one vector a line");
            }
        }
    }

    /** {@return the next line, or null at the end; no longer than is reasonable, whatever the file is} */
    private static @Nullable String line(Reader reader, String name) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (line.length() == LINE_MAX) {
                throw new IllegalArgumentException(
                        name + ": a line is longer than " + LINE_MAX + " characters, expected one vector a line");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private static InputStream plain(InputStream in) throws IOException {
        PushbackInputStream peek = new PushbackInputStream(in, 2);
        byte[] head = peek.readNBytes(2);
        peek.unread(head);
        boolean gzip = head.length == 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
        return gzip ? new GZIPInputStream(peek) : peek;
    }

    private void runLine(String where, String line, Report report) {
        JsonNode vector = parse(where, line);
        String category = text(where, vector, "category");
        VectorCategory evaluator = EVALUATORS.get(category);
        if (evaluator == null) {
            throw new IllegalArgumentException(where + ": unknown category \"" + category + "\", expected one of "
                    + new TreeMap<>(EVALUATORS).keySet());
        }
        JsonNode actual;
        try {
            actual = evaluator.evaluate(kubelet(vector.path("gates")), vector.path("input"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // One vector that cannot be evaluated must not hide the results of all others.
            Difference difference = new Difference("input", "one of category " + category, "cannot be evaluated: " + e);
            report.add(category, text(where, vector, "id"), List.of(difference));
            return;
        }
        List<Difference> differences = JsonDiff.compare(evaluator.comparable(vector.path("expected")), actual);
        report.add(category, text(where, vector, "id"), differences);
    }

    private static JsonNode parse(String where, String line) {
        try {
            return VectorJson.MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(where + ": not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String text(String where, JsonNode vector, String field) {
        JsonNode value = vector.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(where + ": field \"" + field
                    + "\" is missing, expected a vector with id, " + "category, gates, input and expected");
        }
        return value.asText();
    }

    Kubelet kubelet(JsonNode node) {
        Map<Feature, Boolean> settings = new EnumMap<>(Feature.class);
        node.properties().forEach(e -> {
            Feature feature = Feature.find(e.getKey());
            if (feature == null) {
                throw new IllegalArgumentException("unrecognized feature gate: " + e.getKey());
            }
            settings.put(feature, e.getValue().asBoolean());
        });
        return Kubelet.of(FeatureGates.of(version, settings));
    }
}
