package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.immutables.value.Value;

/**
 * An HTTP GET request of a probe or hook.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"path", "port", "host", "scheme", "httpHeaders"})
public interface HttpGetAction {
    /** {@return the path; empty means {@code /}} */
    @Value.Default
    default String path() {
        return "";
    }

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

    /** {@return {@code HTTP} (also when empty) or {@code HTTPS}} */
    @Value.Default
    default String scheme() {
        return "";
    }

    /** {@return extra headers} */
    List<HttpHeader> httpHeaders();

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static HttpGetAction fromJson(ImmutableHttpGetAction.Json json) {
        return ImmutableHttpGetAction.fromJson(json);
    }

    /** Builds {@link HttpGetAction} values. */
    final class Builder extends ImmutableHttpGetAction.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
