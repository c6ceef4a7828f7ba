package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A volume of a pod. Only the sources that Rekindle can act on are modelled; a volume of another kind has none.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"name", "emptyDir", "hostPath"})
public interface Volume {
    /** {@return the name} */
    @Value.Default
    default String name() {
        return "";
    }

    /** {@return the empty directory, or null} */
    @Nullable
    EmptyDirVolume emptyDir();

    /** {@return the directory of the node, or null} */
    @Nullable
    HostPathVolume hostPath();

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static Volume fromJson(ImmutableVolume.Json json) {
        return ImmutableVolume.fromJson(json);
    }

    /** Builds {@link Volume} values. */
    final class Builder extends ImmutableVolume.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
