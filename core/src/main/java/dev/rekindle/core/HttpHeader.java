package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;

/**
 * One header of an HTTP probe or hook.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"name", "value"})
public interface HttpHeader {
    /** {@return the header name} */
    @Value.Default
    default String name() {
        return "";
    }

    /** {@return the header value} */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Value.Default
    default String value() {
        return "";
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static HttpHeader fromJson(ImmutableHttpHeader.Json json) {
        return ImmutableHttpHeader.fromJson(json);
    }

    /** Builds {@link HttpHeader} values. */
    final class Builder extends ImmutableHttpHeader.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
