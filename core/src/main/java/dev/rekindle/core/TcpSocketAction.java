package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;

/**
 * A TCP connection of a probe or hook.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"port", "host"})
public interface TcpSocketAction {
    /** {@return the port number or the name of a container port; 0 when not given} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Value.Default
    default IntOrString port() {
        return IntOrString.of(0);
    }

    /** {@return the host; empty means the pod IP} */
    @Value.Default
    default String host() {
        return "";
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static TcpSocketAction fromJson(ImmutableTcpSocketAction.Json json) {
        return ImmutableTcpSocketAction.fromJson(json);
    }

    /** Builds {@link TcpSocketAction} values. */
    final class Builder extends ImmutableTcpSocketAction.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
