package dev.rekindle.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what vectors have in common. Absent fields mean the zero value of Go. */
final class VectorJson {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private VectorJson() {}

    static <T> T bind(JsonNode node, Class<T> type) {
        try {
            return MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot read a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static Pod pod(JsonNode node) {
        Pod pod = bind(node, Pod.class);
        if (node.at("/spec/restartPolicy").isMissingNode()) {
            PodSpec spec = PodSpec.builder()
                    .from(pod.spec())
                    .restartPolicy(RestartPolicy.of(""))
                    .build();
            return Pod.builder().from(pod).spec(spec).build();
        }
        return pod;
    }

    static PodStatus status(JsonNode node) {
        return bind(node, PodStatus.class);
    }

    static List<ContainerStatus> containerStatuses(JsonNode node) {
        return List.of(bind(node, ContainerStatus[].class));
    }

    static @Nullable RuntimePod runtime(JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        List<Sandbox> sandboxes = new ArrayList<>();
        for (JsonNode s : node.path("sandboxes")) {
            sandboxes.add(Sandbox.builder()
                    .id(s.path("id").asText())
                    .ready(s.path("state").asText().equals("READY"))
                    .attempt(s.path("attempt").asInt())
                    .createdAt(Instant.parse(s.path("createdAt").asText()))
                    .ip(s.path("ip").asText())
                    .hostNetwork(s.path("hostNetwork").asBoolean())
                    .build());
        }
        List<RuntimeContainer> containers = new ArrayList<>();
        for (JsonNode c : node.path("containers")) {
            containers.add(container(c));
        }
        return RuntimePod.builder().sandboxes(sandboxes).containers(containers).build();
    }

    private static RuntimeContainer container(JsonNode c) {
        boolean changed = c.has("hashMatches") && !c.path("hashMatches").asBoolean();
        return RuntimeContainer.builder()
                .id("containerd://" + c.path("id").asText())
                .name(c.path("name").asText())
                .sandboxId(c.path("sandboxID").asText())
                .state(RuntimeContainer.State.valueOf(c.path("state").asText().toUpperCase(Locale.ROOT)))
                .attempt(c.path("restartCount").asInt())
                .image(changed ? "another image" : "")
                .createdAt(Instant.parse(c.path("createdAt").asText()))
                .startedAt(time(c.path("startedAt")))
                .finishedAt(time(c.path("finishedAt")))
                .exitCode(c.path("exitCode").asInt())
                .reason(c.path("reason").asText())
                .message(c.path("message").asText())
                .build();
    }

    private static @Nullable Instant time(JsonNode node) {
        return node.isTextual() ? Instant.parse(node.asText()) : null;
    }

    /** The id as vectors have it, without the name of the runtime. */
    static String rawId(String id) {
        return id.substring(id.indexOf("://") < 0 ? 0 : id.indexOf("://") + 3);
    }
}
