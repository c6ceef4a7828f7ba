package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.Container;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodSpec;
import dev.rekindle.rules.FieldError;
import dev.rekindle.rules.PodValidation;
import java.util.List;

/**
 * The vector category {@code validation}: one request to the pod registry of an API server, recorded from the code of
 * Kubernetes 1.34.9, 1.35.6 and 1.36.2.
 *
 * <p>Input: {@code operation}, {@code pod} and, but for {@code create}, {@code oldPod}. Result: {@code allowed}, {@code
 * errors} and, when preparing the pod changed its restart fields, {@code prepared} with those that remain; the recorded
 * results never have that for {@code ephemeralContainersUpdate}, also where fields must have been dropped.
 */
final class ValidationVectors implements VectorCategory {
    @Override
    public JsonNode evaluate(Kubelet kubelet, JsonNode input) {
        Pod pod = withImages(VectorJson.bind(input.get("pod"), Pod.class));
        String operation = input.get("operation").asText();
        PodValidation.Result result = validate(PodValidation.of(kubelet), operation, pod, input.get("oldPod"));
        ObjectNode out = VectorJson.MAPPER.createObjectNode();
        out.put("allowed", result.allowed());
        ArrayNode errors = out.putArray("errors");
        result.errors().forEach(error -> errors.add(error(error)));
        JsonNode prepared = restartFields(result.pod().spec());
        if (!prepared.equals(restartFields(pod.spec())) && !operation.equals("ephemeralContainersUpdate")) {
            out.set("prepared", prepared);
        }
        return out;
    }

    private static PodValidation.Result validate(PodValidation validation, String operation, Pod pod, JsonNode oldPod) {
        if (operation.equals("create")) {
            return validation.create(pod);
        }
        Pod old = withImages(VectorJson.bind(oldPod, Pod.class));
        return switch (operation) {
            case "update" -> validation.update(pod, old);
            case "statusUpdate" -> validation.updateStatus(pod, old);
            case "ephemeralContainersUpdate" -> validation.updateEphemeralContainers(pod, old);
            default ->
                throw new IllegalArgumentException("unknown operation \"" + operation + "\": expected create,"
                        + " update, statusUpdate or ephemeralContainersUpdate");
        };
    }

    /** The recorder gave every container without an image the image {@code img}. */
    private static Pod withImages(Pod pod) {
        PodSpec spec = pod.spec();
        return Pod.builder()
                .from(pod)
                .spec(PodSpec.builder()
                        .from(spec)
                        .initContainers(withImages(spec.initContainers()))
                        .containers(withImages(spec.containers()))
                        .ephemeralContainers(withImages(spec.ephemeralContainers()))
                        .build())
                .build();
    }

    private static List<Container> withImages(List<Container> containers) {
        return containers.stream()
                .map(container -> container.image().isEmpty()
                        ? Container.builder().from(container).image("img").build()
                        : container)
                .toList();
    }

    private static JsonNode error(FieldError error) {
        ObjectNode out = VectorJson.MAPPER
                .createObjectNode()
                .put("type", error.type().toString())
                .put("field", error.field())
                .put("detail", error.detail())
                .put("message", error.message());
        Object badValue = error.badValue();
        if (badValue != null) {
            out.put("badValue", badValue.toString());
        }
        return out;
    }

    private static JsonNode restartFields(PodSpec spec) {
        ObjectNode out = VectorJson.MAPPER
                .createObjectNode()
                .put("restartPolicy", spec.restartPolicy().value());
        out.set("initContainers", restartFields(spec.initContainers()));
        out.set("containers", restartFields(spec.containers()));
        out.set("ephemeralContainers", restartFields(spec.ephemeralContainers()));
        return out;
    }

    private static JsonNode restartFields(List<Container> containers) {
        ArrayNode out = VectorJson.MAPPER.createArrayNode();
        for (Container container : containers) {
            out.add(VectorJson.MAPPER.<JsonNode>valueToTree(Container.builder()
                    .name(container.name())
                    .restartPolicy(container.restartPolicy())
                    .restartPolicyRules(container.restartPolicyRules())
                    .build()));
        }
        return out;
    }
}
