package dev.rekindle.lifecycle;

import dev.rekindle.core.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to do now. Persist {@link #next}, {@link #publish}, {@link #execute}, then observe and step again. */
public final class Step {
    private final PodState next;
    private final List<PodAction> actions;
    private final @Nullable Instant wakeAt;
    private final List<DelayedStart> delayedStarts;

    Step(PodState next, List<PodAction> actions, @Nullable Instant wakeAt, List<DelayedStart> delayedStarts) {
        this.next = next;
        this.actions = List.copyOf(actions);
        this.wakeAt = wakeAt;
        this.delayedStarts = List.copyOf(delayedStarts);
    }

    /**
     * A step that somebody else decided: a driver that waits, a test that plants a fault. No start is held back in it.
     *
     * @param next the state to persist first
     * @param actions the orders, in order of execution
     * @param wakeAt when to step again at the latest, or null for when something changes
     * @return the step
     */
    public static Step of(PodState next, List<PodAction> actions, @Nullable Instant wakeAt) {
        return new Step(
                Objects.requireNonNull(next, "next: Required value: expected the state to go on with"),
                Objects.requireNonNull(actions, "actions: Required value: expected a list, may be empty"),
                wakeAt,
                List.of());
    }

    /** {@return the state to persist first; when nothing changed, the same object that was handed in} */
    public PodState next() {
        return next;
    }

    /** {@return the orders, in order of execution} */
    public List<PodAction> actions() {
        return actions;
    }

    /**
     * {@return when to step again at the latest: when the first start that is held back may go on, 10 s from now when
     * one is held back without such a time; empty means when something changes}
     */
    public Optional<Instant> wakeAt() {
        return Optional.ofNullable(wakeAt);
    }

    /** {@return the starts that wait for CrashLoopBackOff or for the next pull of an image, in order of start} */
    public List<DelayedStart> delayedStarts() {
        return delayedStarts;
    }

    /**
     * Returns the status that the API server may see now. It is that of {@code next}, but a final phase waits until
     * nothing of the pod can run any more: see {@link PodState#publish}.
     *
     * @param lastPublished what this returned the last time; the status of the API object at first
     * @return the status to publish; equal to {@code lastPublished} when there is nothing to tell
     */
    public PodStatus publish(PodStatus lastPublished) {
        return next.publish(lastPublished);
    }

    /**
     * Executes the actions as their contract says: in order, leaving out the rest after a failure that others wait for.
     *
     * @param runner what executes one
     * @return what became of those that were executed, for the next {@link Observation#results observation}
     */
    public List<ActionResult> execute(ActionRunner runner) {
        Objects.requireNonNull(runner, "runner: Required value: expected what executes an action");
        return runner.runAll(actions);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Step that
                && next.equals(that.next)
                && actions.equals(that.actions)
                && Objects.equals(wakeAt, that.wakeAt)
                && delayedStarts.equals(that.delayedStarts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(next, actions, wakeAt, delayedStarts);
    }

    @Override
    public String toString() {
        return "Step[actions=" + actions + ", wakeAt=" + wakeAt + ", delayedStarts=" + delayedStarts + ", next=" + next
                + "]";
    }
}
