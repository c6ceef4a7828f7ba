package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import org.immutables.value.Value;

/**
 * Compute resources. Quantities are kept as written; they only take part in the back-off key.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"limits", "requests"})
public interface ResourceRequirements {
    /** {@return limits by resource name} */
    @JsonFormat(with = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES)
    Map<String, String> limits();

    /** {@return requests by resource name} */
    @JsonFormat(with = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES)
    Map<String, String> requests();

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static ResourceRequirements fromJson(ImmutableResourceRequirements.Json json) {
        return ImmutableResourceRequirements.fromJson(json);
    }

    /** Builds {@link ResourceRequirements} values. */
    final class Builder extends ImmutableResourceRequirements.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
