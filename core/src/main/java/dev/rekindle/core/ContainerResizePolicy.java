package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;

/**
 * What an in-place resize of a resource does to the container.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"resourceName", "restartPolicy"})
public interface ContainerResizePolicy {
    /** {@return {@code cpu} or {@code memory}} */
    @Value.Default
    default String resourceName() {
        return "";
    }

    /** {@return {@code NotRequired} or {@code RestartContainer}} */
    @Value.Default
    default String restartPolicy() {
        return "";
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static ContainerResizePolicy fromJson(ImmutableContainerResizePolicy.Json json) {
        return ImmutableContainerResizePolicy.fromJson(json);
    }

    /** Builds {@link ContainerResizePolicy} values. */
    final class Builder extends ImmutableContainerResizePolicy.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
