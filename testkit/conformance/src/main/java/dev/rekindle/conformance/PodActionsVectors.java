package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.Container;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.KubeletFunctions;
import dev.rekindle.lifecycle.KubeletFunctions.PodActions;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.ProbeResults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Category {@code pod_actions}: what one look at the pod asks for. */
final class PodActionsVectors implements VectorCategory {
    @Override
    public JsonNode evaluate(Kubelet kubelet, JsonNode input) {
        Pod pod = VectorJson.pod(input.path("pod"));
        RuntimePod runtime = Objects.requireNonNullElse(VectorJson.runtime(input.path("runtime")), RuntimePod.EMPTY);
        ProbeResults probes = ProbeResults.NONE
                .withStartup(results(input.at("/probes/startup")))
                .withLiveness(results(input.at("/probes/liveness")));
        PodActions actions = KubeletFunctions.of(pod, kubelet)
                .computePodActions(
                        runtime, probes, input.path("restartAllContainers").asBoolean());
        ObjectNode result = VectorJson.object();
        result.put("killPod", actions.killPod());
        result.put("createSandbox", actions.createSandbox());
        result.put("sandboxID", actions.sandboxId());
        result.put("attempt", actions.attempt());
        starts(result, "initContainer", pod.spec().initContainers(), actions.initContainersToStart());
        starts(result, "container", pod.spec().containers(), actions.containersToStart());
        starts(result, "ephemeralContainer", pod.spec().ephemeralContainers(), actions.ephemeralContainersToStart());
        kills(result, actions.containersToKill());
        if (kubelet.version() != KubernetesVersion.V1_34) {
            resets(result, actions.containersToReset());
        }
        return result;
    }

    private static Map<String, ProbeResult> results(JsonNode node) {
        Map<String, ProbeResult> results = new HashMap<>();
        node.properties()
                .forEach(e -> results.put(
                        "containerd://" + e.getKey(),
                        ProbeResult.valueOf(e.getValue().asText().toUpperCase(Locale.ROOT))));
        return results;
    }

    private static void starts(ObjectNode result, String what, List<Container> containers, List<Container> starts) {
        ArrayNode numbers = result.putArray(what + "sToStart");
        starts.forEach(container -> numbers.add(containers.indexOf(container)));
        ArrayNode names = result.putArray(what + "NamesToStart");
        starts.forEach(container -> names.add(container.name()));
    }

    /** Sorted by id: the kubelet keeps them in a map. */
    private static void kills(ObjectNode result, List<StopContainer> kills) {
        List<StopContainer> sorted = new ArrayList<>(kills);
        sorted.sort(Comparator.comparing(StopContainer::id));
        ArrayNode list = result.putArray("containersToKill");
        for (StopContainer kill : sorted) {
            list.addObject()
                    .put("id", VectorJson.rawId(kill.id()))
                    .put("name", kill.name())
                    .put("reason", kill.reason().text())
                    .put("message", kill.message());
        }
    }

    private static void resets(ObjectNode result, List<RuntimeContainer> resets) {
        ArrayNode list = result.putArray("containersToReset");
        for (RuntimeContainer reset : resets) {
            list.addObject()
                    .put("id", VectorJson.rawId(reset.id()))
                    .put("name", reset.name())
                    .put("kill", !reset.exited());
        }
    }
}
