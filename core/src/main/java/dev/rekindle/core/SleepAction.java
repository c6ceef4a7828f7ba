package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.immutables.value.Value;

/**
 * A hook that only waits.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"seconds"})
public interface SleepAction {
    /** {@return how long, in seconds} */
    @Value.Default
    default long seconds() {
        return 0;
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static SleepAction fromJson(ImmutableSleepAction.Json json) {
        return ImmutableSleepAction.fromJson(json);
    }

    /** Builds {@link SleepAction} values. */
    final class Builder extends ImmutableSleepAction.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
