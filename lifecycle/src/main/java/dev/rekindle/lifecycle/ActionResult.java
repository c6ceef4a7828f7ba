package dev.rekindle.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of an action that was executed since the last step.
 *
 * @param action the action
 * @param failure why it failed, or null when it succeeded
 * @param at when it ended, from which back-off counts; null for the time of the step that is told
 */
public record ActionResult(
        PodAction action,
        @Nullable Failure failure,
        @Nullable Instant at) {
    /**
     * A result without a time.
     *
     * @param action the action
     * @param failure why it failed, or null when it succeeded
     */
    public ActionResult(PodAction action, @Nullable Failure failure) {
        this(action, failure, null);
    }
}
