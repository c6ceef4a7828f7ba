package dev.rekindle.lifecycle;

import dev.rekindle.core.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to do now. Persist {@code next}, {@link #publish}, {@link #execute}, then observe and step again.
 *
 * @param next the state to persist first; when nothing changed, the same object that was handed in, with the same status
 * @param actions the orders, in order of execution
 * @param wakeAt when to step again at the latest: when the first start that is held back may go on, 10 s from now when
 *     one is held back without such a time; empty means when something changes
 * @param delayedStarts the starts that wait for CrashLoopBackOff or for the next pull of an image, in order of start
 */
public record Step(PodState next, List<PodAction> actions, Optional<Instant> wakeAt, List<DelayedStart> delayedStarts) {
    /** Copies. */
    public Step {
        actions = List.copyOf(actions);
        delayedStarts = List.copyOf(delayedStarts);
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
        return runner.runAll(actions);
    }
}
