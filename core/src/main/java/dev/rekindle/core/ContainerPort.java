package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;

/**
 * A port of a container; probes may name it.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"name", "containerPort", "protocol"})
public interface ContainerPort {
    /** {@return the name; may be empty} */
    @Value.Default
    default String name() {
        return "";
    }

    /** {@return the number} */
    @Value.Default
    default int containerPort() {
        return 0;
    }

    /** {@return {@code TCP} (also when empty), {@code UDP} or {@code SCTP}} */
    @Value.Default
    default String protocol() {
        return "";
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static ContainerPort fromJson(ImmutableContainerPort.Json json) {
        return ImmutableContainerPort.fromJson(json);
    }

    /** Builds {@link ContainerPort} values. */
    final class Builder extends ImmutableContainerPort.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
