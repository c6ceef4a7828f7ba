package dev.rekindle.testkit;

import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import java.time.Instant;
import java.util.List;

/**
 * One step of a {@link PodScenario} or {@link PodWorld}: all that went into {@link dev.rekindle.lifecycle.PodLifecycle#step}, what came
 * out, and what became of its actions.
 *
 * @param at the time
 * @param before the state before
 * @param observed what was observed
 * @param step the state after, the actions, and when to wake up
 * @param results what became of those actions that were executed
 */
public record ScenarioStep(Instant at, PodState before, Observation observed, Step step, List<ActionResult> results) {
    /** Copies. */
    public ScenarioStep {
        results = List.copyOf(results);
    }

    /** {@return whether nothing was done and nothing learnt} */
    public boolean isQuiet() {
        return step.actions().isEmpty() && step.next().equals(before);
    }

    /** {@return whether an action failed} */
    public boolean failed() {
        return results.stream().anyMatch(result -> result.failure() != null);
    }
}
