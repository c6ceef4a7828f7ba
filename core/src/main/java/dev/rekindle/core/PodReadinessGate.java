package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;

/**
 * A condition that must be True before the pod is Ready.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"conditionType"})
public interface PodReadinessGate {
    /** {@return the type of a condition of the pod} */
    @Value.Default
    default String conditionType() {
        return "";
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static PodReadinessGate fromJson(ImmutablePodReadinessGate.Json json) {
        return ImmutablePodReadinessGate.fromJson(json);
    }

    /** Builds {@link PodReadinessGate} values. */
    final class Builder extends ImmutablePodReadinessGate.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
