package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a pod that restarts touch.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
    "name",
    "generateName",
    "namespace",
    "uid",
    "generation",
    "labels",
    "annotations",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds"
})
public interface PodMetadata {
    /** {@return the name} */
    @Value.Default
    default String name() {
        return "";
    }

    /** {@return what the API server makes a name of when there is none, or empty} */
    @Value.Default
    default String generateName() {
        return "";
    }

    /** {@return the namespace} */
    @Value.Default
    default String namespace() {
        return "";
    }

    /** {@return the UID; a restart in place keeps it} */
    @Value.Default
    default String uid() {
        return "";
    }

    /** {@return how often the spec was changed, from 1; null for a manifest that no API server has seen} */
    @Nullable
    Long generation();

    /** {@return the labels} */
    @JsonFormat(with = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES)
    Map<String, String> labels();

    /** {@return the annotations} */
    @JsonFormat(with = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES)
    Map<String, String> annotations();

    /** {@return when it was created, or null} */
    @Nullable
    Timestamp creationTimestamp();

    /** {@return when deletion was asked for, plus the grace period, or null} */
    @Nullable
    Timestamp deletionTimestamp();

    /** {@return the grace of the deletion in seconds, or null} */
    @Nullable
    Long deletionGracePeriodSeconds();

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static PodMetadata fromJson(ImmutablePodMetadata.Json json) {
        return ImmutablePodMetadata.fromJson(json);
    }

    /** Builds {@link PodMetadata} values. */
    final class Builder extends ImmutablePodMetadata.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
