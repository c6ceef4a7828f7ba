package dev.rekindle.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rekindle.core.FeatureGates;

/** One kind of vectors: how to compute, from an input, what Kubernetes computed. */
interface VectorCategory {
    /** Computes a result of the shape of {@code expected}; the gates carry the Kubernetes version. */
    JsonNode evaluate(FeatureGates gates, JsonNode input);
}
