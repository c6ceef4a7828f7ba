package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;

/**
 * A directory of the node.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"path", "type"})
public interface HostPathVolume {
    /** {@return the path on the node} */
    @Value.Default
    default String path() {
        return "";
    }

    /** {@return the type check, empty for none} */
    @Value.Default
    default String type() {
        return "";
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static HostPathVolume fromJson(ImmutableHostPathVolume.Json json) {
        return ImmutableHostPathVolume.fromJson(json);
    }

    /** Builds {@link HostPathVolume} values. */
    final class Builder extends ImmutableHostPathVolume.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
