package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Hooks of one container ({@code lifecycle}). A restart of all containers skips {@code preStop} (KEP-5532).
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"postStart", "preStop", "stopSignal"})
public interface LifecycleHooks {
    /** {@return run right after the container started, or null} */
    @Nullable
    LifecycleHandler postStart();

    /** {@return run before the container is stopped, or null} */
    @Nullable
    LifecycleHandler preStop();

    /** {@return the signal sent to stop the container, such as {@code SIGTERM}, or null for that of the image} */
    @Nullable
    String stopSignal();

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static LifecycleHooks fromJson(ImmutableLifecycleHooks.Json json) {
        return ImmutableLifecycleHooks.fromJson(json);
    }

    /** Builds {@link LifecycleHooks} values. */
    final class Builder extends ImmutableLifecycleHooks.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
