package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.KubeletFunctions;

/** Category {@code restart_all_decision}: is the pod restarting all containers, is it done removing them? */
final class RestartAllDecisionVectors implements VectorCategory {
    @Override
    public JsonNode evaluate(Kubelet kubelet, JsonNode input) {
        KubeletFunctions functions = KubeletFunctions.of(VectorJson.pod(input.path("pod")), kubelet);
        RuntimePod runtime = VectorJson.runtime(input.path("runtime"));
        JsonNode api = input.path("apiStatus");
        PodStatus status = api.isObject() ? VectorJson.status(api) : null;
        ObjectNode result = VectorJson.object();
        result.put("shouldAllContainersRestart", functions.shouldAllContainersRestart(runtime, status));
        if (runtime != null) {
            result.put("cleanedUp", functions.allContainersRestartCleanedUp(runtime));
        }
        return result;
    }
}
