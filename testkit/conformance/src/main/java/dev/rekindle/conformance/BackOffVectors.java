package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.Container;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.lifecycle.BackOffEntry;
import dev.rekindle.lifecycle.CrashLoopBackOff;
import dev.rekindle.lifecycle.KubeletFunctions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Category {@code backoff}: CrashLoopBackOff on a virtual clock. */
final class BackOffVectors implements VectorCategory {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public JsonNode evaluate(Kubelet kubelet, JsonNode input) {
        JsonNode period = input.path("maxContainerRestartPeriodSeconds");
        Kubelet node = period.isNumber()
                ? kubelet.withMaxContainerRestartPeriod(Duration.ofSeconds(period.asLong()))
                : kubelet;
        CrashLoopBackOff backOff = CrashLoopBackOff.of(node);
        ObjectNode result = VectorJson.object();
        result.set("initialBackoffSeconds", seconds(backOff.initial()));
        result.set("maxBackoffSeconds", seconds(backOff.max()));
        ArrayNode results = result.putArray("results");
        Map<String, BackOffEntry> entries = new TreeMap<>();
        boolean retryKnown = kubelet.version() != KubernetesVersion.V1_34;
        for (JsonNode step : input.path("steps")) {
            Instant now = at(step.path("at").asDouble());
            ObjectNode row = results.addObject().put("op", step.path("op").asText());
            if (step.path("op").asText().equals("gc")) {
                entries = KubeletFunctions.gc(entries, now);
            } else {
                start(backOff, entries, step, now, row, retryKnown);
            }
        }
        return result;
    }

    private static void start(
            CrashLoopBackOff backOff,
            Map<String, BackOffEntry> entries,
            JsonNode step,
            Instant now,
            ObjectNode row,
            boolean retryKnown) {
        PodMetadata pod = PodMetadata.builder()
                .name("p")
                .namespace("ns")
                .uid(step.path("podUID").asText("u1"))
                .build();
        Container container = Container.builder()
                .name(step.path("container").asText())
                .image(step.path("image").asText("img"))
                .build();
        String key = CrashLoopBackOff.key(pod, container);
        BackOffEntry entry = entries.get(key);
        Instant finishedAt = lastEnd(step.path("statuses"));
        boolean held = finishedAt != null && backOff.inBackOff(entry, finishedAt, now);
        row.put("inBackOff", held);
        row.put("message", "");
        if (held && entry != null && finishedAt != null) {
            row.put("message", CrashLoopBackOff.message(entry.delay(), container.name(), pod));
            row.put("error", CrashLoopBackOff.REASON);
            if (retryKnown) {
                row.set("retryAt", seconds(Duration.between(T0, finishedAt.plus(entry.delay()))));
            }
        } else if (finishedAt != null) {
            entry = backOff.next(entry, finishedAt, now);
            entries.put(key, entry);
        }
        row.set("backoffSeconds", seconds(entry == null ? Duration.ZERO : entry.delay()));
    }

    private static @Nullable Instant lastEnd(JsonNode statuses) {
        for (JsonNode status : statuses) {
            if (status.path("state").asText().equals("exited")) {
                return at(status.path("finishedAt").asDouble());
            }
        }
        return null;
    }

    private static Instant at(double seconds) {
        return T0.plusMillis(Math.round(seconds * 1000));
    }

    private static JsonNode seconds(Duration duration) {
        return VectorJson.tree(duration.toMillis() / 1000.0);
    }
}
