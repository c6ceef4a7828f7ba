package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A directory that lives as long as the pod; a restart in place keeps its contents.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"medium", "sizeLimit"})
public interface EmptyDirVolume {
    /** {@return {@code Memory}, or empty for the default of the node} */
    @Value.Default
    default String medium() {
        return "";
    }

    /** {@return the size limit as written, or null} */
    @Nullable
    String sizeLimit();

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static EmptyDirVolume fromJson(ImmutableEmptyDirVolume.Json json) {
        return ImmutableEmptyDirVolume.fromJson(json);
    }

    /** Builds {@link EmptyDirVolume} values. */
    final class Builder extends ImmutableEmptyDirVolume.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
