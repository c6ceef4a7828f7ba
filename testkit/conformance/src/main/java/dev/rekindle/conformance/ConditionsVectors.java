package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.KubeletFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Category {@code conditions}: every condition that the kubelet generates. */
final class ConditionsVectors implements VectorCategory {
    @Override
    public JsonNode evaluate(Kubelet kubelet, JsonNode input) {
        KubeletFunctions functions = KubeletFunctions.of(VectorJson.pod(input.path("pod")), kubelet);
        PodStatus old = VectorJson.status(input.path("oldStatus"));
        List<ContainerStatus> statuses =
                input.has("containerStatuses") ? VectorJson.containerStatuses(input.path("containerStatuses")) : null;
        PodPhase phase = PodPhase.of(input.path("phase").asText());
        RuntimePod runtime = Objects.requireNonNullElse(VectorJson.runtime(input.path("runtime")), RuntimePod.EMPTY);
        List<String> types = new ArrayList<>(List.of(
                PodConditionType.CONTAINERS_READY,
                PodConditionType.READY,
                PodConditionType.INITIALIZED,
                PodConditionType.POD_READY_TO_START_CONTAINERS));
        if (kubelet.version() != KubernetesVersion.V1_34) {
            types.add(PodConditionType.ALL_CONTAINERS_RESTARTING);
        }
        ObjectNode result = VectorJson.object();
        for (String type : types) {
            result.set(type, VectorJson.tree(functions.generateCondition(type, old, statuses, phase, runtime)));
        }
        return result;
    }
}
