package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.Failure;
import dev.rekindle.lifecycle.KubeletFunctions;
import dev.rekindle.lifecycle.Observation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Category {@code container_statuses}: the whole published status. */
final class ContainerStatusesVectors implements VectorCategory {
    @Override
    public JsonNode evaluate(Kubelet kubelet, JsonNode input) {
        Map<String, Failure> startErrors = new HashMap<>();
        for (JsonNode error : input.path("startFailures")) {
            startErrors.put(
                    error.path("name").asText(),
                    new Failure(
                            error.path("error").asText(), error.path("message").asText()));
        }
        RuntimePod runtime = Objects.requireNonNullElse(VectorJson.runtime(input.path("runtime")), RuntimePod.EMPTY);
        PodStatus status = KubeletFunctions.of(VectorJson.pod(input.path("pod")), kubelet)
                .generateApiPodStatus(
                        Observation.of(runtime),
                        VectorJson.status(input.path("oldStatus")),
                        startErrors,
                        input.path("podIsTerminal").asBoolean());
        return tree(status);
    }

    /** A status as vectors have it: without images, times of conditions and what the sandbox gives. */
    static ObjectNode tree(PodStatus status) {
        ObjectNode result = VectorJson.object();
        result.put("phase", status.phase().value());
        result.put("reason", status.reason());
        ArrayNode conditions = result.putArray("conditions");
        for (PodCondition condition : status.conditions()) {
            conditions.add(VectorJson.tree(PodCondition.builder()
                    .from(condition)
                    .lastTransitionTime(null)
                    .build()));
        }
        statuses(result.putArray("initContainerStatuses"), status.initContainerStatuses());
        statuses(result.putArray("containerStatuses"), status.containerStatuses());
        statuses(result.putArray("ephemeralContainerStatuses"), status.ephemeralContainerStatuses());
        return result;
    }

    private static void statuses(ArrayNode list, List<ContainerStatus> statuses) {
        for (ContainerStatus status : statuses) {
            list.add(VectorJson.tree(
                    ContainerStatus.builder().from(status).image("").imageID("").build()));
        }
    }
}
