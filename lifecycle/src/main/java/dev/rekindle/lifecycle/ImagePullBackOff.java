package dev.rekindle.lifecycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rekindle.core.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why an image of a pod is not pulled again yet: after a pull that failed, 10 s, doubled up to 300 s, counted from
 * that pull; forgotten when none failed for 600 s. Kept for each image of a pod, whatever the restart policy; a
 * successful pull does not reset it.
 *
 * <p>Sources: pkg/kubelet/images/image_manager.go, client-go/util/flowcontrol/backoff.go.
 *
 * @param delay how long the next pull waits
 * @param lastUpdate when the last pull failed
 * @param error why it failed: reason, a colon, and the message of the runtime
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImagePullBackOff(Duration delay, Instant lastUpdate, String error) {
    /** The reason of a container that waits for the next pull. */
    public static final String REASON = Reasons.IMAGE_PULL_BACK_OFF;

    /** The reason of a container whose image could not be pulled. */
    public static final String ERR_IMAGE_PULL = Reasons.ERR_IMAGE_PULL;

    /** The first delay. */
    public static final Duration INITIAL = Duration.ofSeconds(10);

    /** The longest delay. */
    public static final Duration MAX = Duration.ofMinutes(5);

    private static final Duration RESET_AFTER = MAX.multipliedBy(2);
    private static final Set<String> PULL_FAILED =
            Set.of(ERR_IMAGE_PULL, Reasons.REGISTRY_UNAVAILABLE, Reasons.SIGNATURE_VALIDATION_FAILED);

    /** A record may have been damaged: no delay is negative, or longer than the longest. */
    public ImagePullBackOff {
        Objects.requireNonNull(delay, "delay: Required value: expected a duration");
        Objects.requireNonNull(lastUpdate, "lastUpdate: Required value: expected a time");
        Objects.requireNonNull(error, "error: Required value: expected a text, may be empty");
        delay = Saturating.clamp(delay, Duration.ZERO, MAX);
    }

    /** {@return whether a start failed because of a pull: other errors of images are found without one} */
    static boolean isFailedPull(Failure failure) {
        return PULL_FAILED.contains(failure.reason());
    }

    /**
     * The entry after a failed pull.
     *
     * @param entry the entry before, or null
     * @param failure why the pull failed
     * @param at when it failed
     * @return the new entry
     */
    static ImagePullBackOff next(@Nullable ImagePullBackOff entry, Failure failure, Instant at) {
        Duration delay = INITIAL;
        if (entry != null && !entry.expired(at)) {
            delay = Saturating.clamp(Saturating.twice(entry.delay), INITIAL, MAX);
        }
        return new ImagePullBackOff(delay, at, failure.reason() + ": " + failure.message());
    }

    /**
     * Tells whether a pull must wait. A pull of the future holds back nothing: the clock was set back.
     *
     * @param now the time
     * @return whether it is too early
     */
    public boolean inBackOff(Instant now) {
        Objects.requireNonNull(now, "now: Required value: expected the time");
        return !now.isBefore(lastUpdate)
                && !expired(now)
                && Duration.between(lastUpdate, now).compareTo(delay) < 0;
    }

    private boolean expired(Instant at) {
        return Duration.between(lastUpdate, at).compareTo(RESET_AFTER) > 0;
    }

    /**
     * What the status of a container shows that waits for this.
     *
     * @param image the image, as in the spec
     * @return the reason and the message
     */
    public Failure waiting(String image) {
        return new Failure(REASON, eventMessage(image) + ": " + error);
    }

    /**
     * The text of the normal event {@code BackOff}.
     *
     * @param image the image, as in the spec
     * @return the text
     */
    public static String eventMessage(String image) {
        Objects.requireNonNull(image, "image: Required value: expected the image, as in the spec");
        return "Back-off pulling image \"" + image + "\"";
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
    static ImagePullBackOff parse(
            @JsonProperty("delay") @Nullable String delay,
            @JsonProperty("lastUpdate") @Nullable String lastUpdate,
            @JsonProperty("error") @Nullable String error) {
        return new ImagePullBackOff(
                StateText.duration("delay", delay),
                StateText.instant("lastUpdate", lastUpdate),
                error == null ? "" : error);
    }
}
