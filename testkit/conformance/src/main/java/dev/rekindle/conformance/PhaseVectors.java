package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.PodPhase;
import dev.rekindle.lifecycle.KubeletFunctions;

/** Category {@code phase}. */
final class PhaseVectors implements VectorCategory {
    @Override
    public JsonNode evaluate(Kubelet kubelet, JsonNode input) {
        PodPhase phase = KubeletFunctions.of(VectorJson.pod(input.path("pod")), kubelet)
                .getPhase(
                        VectorJson.containerStatuses(input.path("containerStatuses")),
                        input.path("podIsTerminal").asBoolean(),
                        input.path("podHasInitialized").asBoolean());
        return VectorJson.object().put("phase", phase.value());
    }
}
