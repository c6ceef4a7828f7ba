package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rekindle.core.Kubelet;

/** One kind of vectors: how to compute, from an input, what Kubernetes computed. */
interface VectorCategory {
    /** Computes a result of the shape of {@code expected}; the gates carry the Kubernetes version. */
    JsonNode evaluate(Kubelet kubelet, JsonNode input);

    /** What of {@code expected} Kubernetes computed; the rest comes from the recorder and is not compared. */
    default JsonNode comparable(JsonNode expected) {
        return expected;
    }
}
