package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Objects;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * The published status of a pod.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
    "observedGeneration",
    "phase",
    "reason",
    "message",
    "hostIP",
    "hostIPs",
    "podIP",
    "podIPs",
    "startTime",
    "conditions",
    "initContainerStatuses",
    "containerStatuses",
    "qosClass",
    "ephemeralContainerStatuses"
})
public interface PodStatus {
    /** {@return the {@code metadata.generation} that this status tells of, or null when the pod has none} */
    @Nullable
    Long observedGeneration();

    /** {@return the phase} */
    @Value.Default
    default PodPhase phase() {
        return PodPhase.NONE;
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

    /** {@return the address of the node, may be empty} */
    @Value.Default
    default String hostIP() {
        return "";
    }

    /** {@return all addresses of the node, {@link #hostIP} first} */
    List<HostIP> hostIPs();

    /** {@return the address of the pod, may be empty} */
    @Value.Default
    default String podIP() {
        return "";
    }

    /** {@return all addresses of the pod, {@link #podIP} first} */
    List<PodIP> podIPs();

    /** {@return when the kubelet first saw the pod, or null} */
    @Nullable
    Timestamp startTime();

    /** {@return the conditions, in the order of the kubelet} */
    List<PodCondition> conditions();

    /** {@return init containers and sidecars, in spec order} */
    List<ContainerStatus> initContainerStatuses();

    /** {@return regular containers, by name} */
    List<ContainerStatus> containerStatuses();

    /** {@return ephemeral containers, by name} */
    List<ContainerStatus> ephemeralContainerStatuses();

    /** {@return {@code Guaranteed}, {@code Burstable} or {@code BestEffort}; empty when nobody has said} */
    @Value.Default
    default String qosClass() {
        return "";
    }

    /** A status with nothing in it, as of a pod that no kubelet has seen. */
    PodStatus EMPTY = builder().build();

    /**
     * Returns the status of the container of that name, of whatever kind. No two containers of a valid pod have the same.
     *
     * @param name the name
     * @return the first one among init containers and sidecars, regular and ephemeral containers, or null
     */
    default @Nullable ContainerStatus container(String name) {
        Objects.requireNonNull(name, "name: Required value: expected the name of a container");
        for (List<ContainerStatus> list :
                List.of(initContainerStatuses(), containerStatuses(), ephemeralContainerStatuses())) {
            for (ContainerStatus status : list) {
                if (status.name().equals(name)) {
                    return status;
                }
            }
        }
        return null;
    }

    /**
     * Returns the condition of that type.
     *
     * @param type the condition type, see {@link PodConditionType}
     * @return the first one, or null
     */
    default @Nullable PodCondition condition(String type) {
        Objects.requireNonNull(type, "type: Required value: expected a type of condition, such as Ready");
        for (PodCondition condition : conditions()) {
            if (condition.type().equals(type)) {
                return condition;
            }
        }
        return null;
    }

    /**
     * Tells whether the condition of that type is True.
     *
     * @param type the condition type, see {@link PodConditionType}
     * @return whether it is there and True
     */
    default boolean isTrue(String type) {
        Objects.requireNonNull(type, "type: Required value: expected a type of condition, such as Ready");
        PodCondition condition = condition(type);
        return condition != null && condition.status().equals(ConditionStatus.TRUE);
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static PodStatus fromJson(ImmutablePodStatus.Json json) {
        return ImmutablePodStatus.fromJson(json);
    }

    /** Builds {@link PodStatus} values. */
    final class Builder extends ImmutablePodStatus.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
