package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * One condition of a pod.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "status", "reason", "message", "lastProbeTime", "lastTransitionTime", "observedGeneration"})
public interface PodCondition {
    /** {@return the type, one of {@link PodConditionType} or another string} */
    @Value.Default
    default String type() {
        return "";
    }

    /** {@return the status} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Value.Default
    default ConditionStatus status() {
        return ConditionStatus.UNKNOWN;
    }

    /** {@return a CamelCase reason, may be empty} */
    @Value.Default
    default String reason() {
        return "";
    }

    /** {@return a text for people, may be empty} */
    @Value.Default
    default String message() {
        return "";
    }

    /** {@return when it was last probed, or null} */
    @Nullable
    Timestamp lastProbeTime();

    /** {@return when the status last changed, or null} */
    @Nullable
    Timestamp lastTransitionTime();

    /** {@return the generation of the pod it was computed from, or null} */
    @Nullable
    Long observedGeneration();

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static PodCondition fromJson(ImmutablePodCondition.Json json) {
        return ImmutablePodCondition.fromJson(json);
    }

    /** Builds {@link PodCondition} values. */
    final class Builder extends ImmutablePodCondition.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
