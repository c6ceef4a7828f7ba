package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.Feature;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.lifecycle.KubeletFunctions;
import dev.rekindle.rules.RestartRules;
import java.util.EnumMap;
import java.util.Map;

/** Category {@code rules}: matching and the restart decision. */
final class RulesVectors implements VectorCategory {
    @Override
    public JsonNode evaluate(Kubelet kubelet, JsonNode input) {
        if (input.path("kind").asText().equals("podCouldRestartAll")) {
            boolean could =
                    VectorJson.pod(input.path("pod")).spec().hasRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS);
            return VectorJson.object().put("allContainersCouldRestart", could);
        }
        Container container = VectorJson.bind(input.path("container"), Container.class);
        RestartPolicy podPolicy =
                RestartPolicy.of(input.path("podRestartPolicy").asText());
        RestartRules rules = RestartRules.compile(container, podPolicy, withRules(kubelet));
        int exitCode = input.path("exitCode").asInt();
        int match = rules.firstMatch(exitCode);
        ObjectNode result = VectorJson.object();
        result.put("matchedRuleIndex", match);
        result.put(
                "matchedAction",
                match == RestartRules.NO_MATCH
                        ? ""
                        : container.restartPolicyRules().get(match).action().value());
        result.put("shouldRestart", rules.decide(exitCode).restarts());
        result.put("containerRestartable", KubeletFunctions.isContainerRestartable(container, podPolicy));
        result.put("restartableInitContainer", ContainerKind.ofInit(container) == ContainerKind.SIDECAR);
        return result;
    }

    /** {@code ContainerShouldRestart} asks for the gate of RestartAllContainers only; its callers ask for the other. */
    private static Kubelet withRules(Kubelet kubelet) {
        Map<Feature, Boolean> settings = new EnumMap<>(Feature.class);
        settings.put(Feature.CONTAINER_RESTART_RULES, true);
        if (kubelet.version() != KubernetesVersion.V1_34) {
            settings.put(Feature.NODE_DECLARED_FEATURES, true);
            settings.put(Feature.RESTART_ALL_CONTAINERS, kubelet.enabled(Feature.RESTART_ALL_CONTAINERS));
        }
        return Kubelet.of(FeatureGates.of(kubelet.version(), settings));
    }
}
