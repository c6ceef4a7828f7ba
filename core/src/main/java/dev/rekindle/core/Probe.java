package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A periodic check of one container ({@code livenessProbe}, {@code readinessProbe}, {@code startupProbe}).
 * The defaults are those of the Kubernetes API (pkg/apis/core/v1/defaults.go).
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
    "exec",
    "httpGet",
    "tcpSocket",
    "grpc",
    "initialDelaySeconds",
    "timeoutSeconds",
    "periodSeconds",
    "successThreshold",
    "failureThreshold",
    "terminationGracePeriodSeconds"
})
public interface Probe {
    /** {@return the command to run in the container, or null} */
    @Nullable
    ExecAction exec();

    /** {@return the HTTP request to send, or null} */
    @Nullable
    HttpGetAction httpGet();

    /** {@return the TCP port to connect to, or null} */
    @Nullable
    TcpSocketAction tcpSocket();

    /** {@return the gRPC health check, or null} */
    @Nullable
    GrpcAction grpc();

    /** {@return seconds after the start before the first probe} */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    @Value.Default
    default int initialDelaySeconds() {
        return 0;
    }

    /** {@return seconds until a probe times out} */
    @Value.Default
    default int timeoutSeconds() {
        return 1;
    }

    /** {@return seconds between probes} */
    @Value.Default
    default int periodSeconds() {
        return 10;
    }

    /** {@return successes in a row to count as success} */
    @Value.Default
    default int successThreshold() {
        return 1;
    }

    /** {@return failures in a row to count as failure} */
    @Value.Default
    default int failureThreshold() {
        return 3;
    }

    /** {@return grace for a kill by this probe, in seconds, or null for that of the pod} */
    @Nullable
    Long terminationGracePeriodSeconds();

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static Probe fromJson(ImmutableProbe.Json json) {
        return ImmutableProbe.fromJson(json);
    }

    /** Builds {@link Probe} values. */
    final class Builder extends ImmutableProbe.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
