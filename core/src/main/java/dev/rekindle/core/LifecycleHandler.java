package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a lifecycle hook does: one of the four is set.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"exec", "httpGet", "tcpSocket", "sleep"})
public interface LifecycleHandler {
    /** {@return the command to run in the container, or null} */
    @Nullable
    ExecAction exec();

    /** {@return the HTTP request to send, or null} */
    @Nullable
    HttpGetAction httpGet();

    /** {@return the TCP port to connect to, or null} */
    @Nullable
    TcpSocketAction tcpSocket();

    /** {@return how long to sleep, or null} */
    @Nullable
    SleepAction sleep();

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static LifecycleHandler fromJson(ImmutableLifecycleHandler.Json json) {
        return ImmutableLifecycleHandler.fromJson(json);
    }

    /** Builds {@link LifecycleHandler} values. */
    final class Builder extends ImmutableLifecycleHandler.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
