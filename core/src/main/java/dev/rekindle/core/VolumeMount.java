package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;

/**
 * Where a volume of the pod appears in a container.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"name", "mountPath", "subPath", "readOnly"})
public interface VolumeMount {
    /** {@return the name of a volume of the pod} */
    @Value.Default
    default String name() {
        return "";
    }

    /** {@return the path inside the container} */
    @Value.Default
    default String mountPath() {
        return "";
    }

    /** {@return a path inside the volume; empty means its root} */
    @Value.Default
    default String subPath() {
        return "";
    }

    /** {@return whether the container may not write} */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    @Value.Default
    default boolean readOnly() {
        return false;
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static VolumeMount fromJson(ImmutableVolumeMount.Json json) {
        return ImmutableVolumeMount.fromJson(json);
    }

    /** Builds {@link VolumeMount} values. */
    final class Builder extends ImmutableVolumeMount.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
