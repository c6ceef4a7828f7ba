package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;

/**
 * One environment variable. Sources other than a literal value are not modelled.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"name", "value"})
public interface EnvVar {
    /** {@return the name} */
    @Value.Default
    default String name() {
        return "";
    }

    /** {@return the literal value} */
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
    private static EnvVar fromJson(ImmutableEnvVar.Json json) {
        return ImmutableEnvVar.fromJson(json);
    }

    /** Builds {@link EnvVar} values. */
    final class Builder extends ImmutableEnvVar.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
