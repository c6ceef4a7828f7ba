package dev.rekindle.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to do now. Persist {@code next}, publish {@code next.upload(published)}, execute {@code actions} in order stopping at
 * the first failure that others wait for, then observe and step again.
 *
 * @param next the state to persist first
 * @param actions the orders, in order of execution
 * @param wakeAt when to step again at the latest; empty means when something changes
 * @param delayedStarts the starts that wait for CrashLoopBackOff or for the next pull of an image, in order of start
 */
public record Step(PodState next, List<PodAction> actions, Optional<Instant> wakeAt, List<DelayedStart> delayedStarts) {
    /** Copies. */
    public Step {
        actions = List.copyOf(actions);
        delayedStarts = List.copyOf(delayedStarts);
    }
}
