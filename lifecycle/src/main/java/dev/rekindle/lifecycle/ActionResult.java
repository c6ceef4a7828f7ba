package dev.rekindle.lifecycle;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of an action that was executed since the last step. */
public final class ActionResult {
    private final PodAction action;
    private final @Nullable Failure failure;
    private final @Nullable Instant at;

    private ActionResult(PodAction action, @Nullable Failure failure, @Nullable Instant at) {
        this.action = Objects.requireNonNull(action, "action: Required value: expected the action that was executed");
        this.failure = failure;
        this.at = at;
    }

    /**
     * The action was executed.
     *
     * @param action the action
     * @param at when it ended, from which back-off counts; null for the time of the step that is told
     * @return the result
     */
    public static ActionResult succeeded(PodAction action, @Nullable Instant at) {
        return new ActionResult(action, null, at);
    }

    /**
     * The action failed.
     *
     * @param action the action
     * @param failure why
     * @param at when it ended, from which back-off counts; null for the time of the step that is told
     * @return the result
     */
    public static ActionResult failed(PodAction action, Failure failure, @Nullable Instant at) {
        Objects.requireNonNull(
                failure, "failure: Required value: expected why it failed; succeeded(…) is for what did not");
        return new ActionResult(action, failure, at);
    }

    /** {@return the action} */
    public PodAction action() {
        return action;
    }

    /** {@return why it failed, or null when it succeeded} */
    public @Nullable Failure failure() {
        return failure;
    }

    /** {@return when it ended; null for the time of the step that is told} */
    public @Nullable Instant at() {
        return at;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ActionResult that
                && action.equals(that.action)
                && Objects.equals(failure, that.failure)
                && Objects.equals(at, that.at);
    }

    @Override
    public int hashCode() {
        return Objects.hash(action, failure, at);
    }

    @Override
    public String toString() {
        return action + (failure == null ? " succeeded" : " failed: " + failure) + (at == null ? "" : " at " + at);
    }
}
