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
     * The action was executed.
     *
     * @param action the action
     * @param at when it ended, from which back-off counts
     * @return the result
     */
    public static ActionResult succeeded(PodAction action, Instant at) {
        return new ActionResult(action, null, at);
    }

    /**
     * The action failed.
     *
     * @param action the action
     * @param failure why
     * @param at when it ended
     * @return the result
     */
    public static ActionResult failed(PodAction action, Failure failure, Instant at) {
        return new ActionResult(action, failure, at);
    }
}
