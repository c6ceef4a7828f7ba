package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.PodPhase;
import dev.rekindle.lifecycle.PodLifecycle;

/** Category {@code phase}. */
final class PhaseVectors implements VectorCategory {
    @Override
    public JsonNode evaluate(FeatureGates gates, JsonNode input) {
        PodPhase phase = PodLifecycle.compile(VectorJson.pod(input.path("pod")), gates)
                .statuses()
                .phase(
                        VectorJson.containerStatuses(input.path("containerStatuses")),
                        input.path("podIsTerminal").asBoolean(),
                        input.path("podHasInitialized").asBoolean());
        return VectorJson.object().put("phase", phase.value());
    }
}
