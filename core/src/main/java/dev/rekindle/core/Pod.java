package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Objects;
import org.immutables.value.Value;

/**
 * A pod: what {@code kubectl get pod -o yaml} prints, as far as restarts touch it.
 *
 * <p>{@code PodCodec} reads it from YAML and JSON; any Jackson 2 or Jackson 3 mapper binds it too.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"apiVersion", "kind", "metadata", "spec", "status"})
public interface Pod {
    /** {@return the API version, {@code v1}} */
    @Value.Default
    default String apiVersion() {
        return "v1";
    }

    /** {@return the kind, {@code Pod}} */
    @Value.Default
    default String kind() {
        return "Pod";
    }

    /** {@return the metadata} */
    @Value.Default
    default PodMetadata metadata() {
        return PodMetadata.builder().build();
    }

    /** {@return the desired pod} */
    @Value.Default
    default PodSpec spec() {
        return PodSpec.builder().build();
    }

    /** {@return the published status} */
    @Value.Default
    default PodStatus status() {
        return PodStatus.EMPTY;
    }

    /** The grace period of a pod that does not set one, in seconds (pkg/apis/core/v1/defaults.go). */
    long DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS = 30;

    /**
     * Returns this pod with another UID, as the API server gives it one.
     *
     * @param uid the UID; empty for a manifest that no API server has seen
     * @return the pod
     */
    default Pod withUid(String uid) {
        Objects.requireNonNull(uid, "uid: Required value: expected the UID, or an empty text");
        PodMetadata metadata = PodMetadata.builder().from(metadata()).uid(uid).build();
        return builder().from(this).metadata(metadata).build();
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static Pod fromJson(ImmutablePod.Json json) {
        return ImmutablePod.fromJson(json);
    }

    /** Builds {@link Pod} values. */
    final class Builder extends ImmutablePod.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
