package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;

/**
 * A gRPC health check.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"port", "service"})
public interface GrpcAction {
    /** {@return the port number} */
    @Value.Default
    default int port() {
        return 0;
    }

    /** {@return the service to ask for; empty means the server as a whole} */
    @Value.Default
    default String service() {
        return "";
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static GrpcAction fromJson(ImmutableGrpcAction.Json json) {
        return ImmutableGrpcAction.fromJson(json);
    }

    /** Builds {@link GrpcAction} values. */
    final class Builder extends ImmutableGrpcAction.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
