package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.PodPhase;
import dev.rekindle.lifecycle.PodLifecycle;

/** Category {@code phase}. */
final class PhaseVectors implements VectorCategory {
    @Override
    public JsonNode evaluate(Kubelet kubelet, JsonNode input) {
        PodPhase phase = PodLifecycle.compile(VectorJson.pod(input.path("pod")), kubelet)
                .statuses()
                .phase(
                        VectorJson.containerStatuses(input.path("containerStatuses")),
                        input.path("podIsTerminal").asBoolean(),
                        input.path("podHasInitialized").asBoolean());
        return VectorJson.object().put("phase", phase.value());
    }
}
