package dev.rekindle.lifecycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The back-off of one container.
 *
 * @param delay how long the next start waits after the end of the last attempt
 * @param lastUpdate when the delay was last set: the start that followed the attempt before
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackOffEntry(Duration delay, Instant lastUpdate) {
    /** A record may have been damaged: no delay is negative. */
    public BackOffEntry {
        Objects.requireNonNull(delay, "delay: Required value: expected a duration");
        Objects.requireNonNull(lastUpdate, "lastUpdate: Required value: expected a time");
        delay = Saturating.notNegative(delay);
    }

    /** {@return the delay in ISO 8601, for JSON without a module for java.time} */
    @JsonProperty("delay")
    String delayText() {
        return delay.toString();
    }

    /** {@return the time in ISO 8601, for JSON without a module for java.time} */
    @JsonProperty("lastUpdate")
    String lastUpdateText() {
        return lastUpdate.toString();
    }

    @JsonCreator
    static BackOffEntry parse(
            @JsonProperty("delay") @Nullable String delay, @JsonProperty("lastUpdate") @Nullable String lastUpdate) {
        return new BackOffEntry(StateText.duration("delay", delay), StateText.instant("lastUpdate", lastUpdate));
    }
}
