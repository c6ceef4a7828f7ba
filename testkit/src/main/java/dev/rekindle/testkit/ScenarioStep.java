package dev.rekindle.testkit;

import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

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
    /** Checks and copies. */
    public ScenarioStep {
        Objects.requireNonNull(at, "at must not be null");
        Objects.requireNonNull(before, "before must not be null");
        Objects.requireNonNull(observed, "observed must not be null");
        Objects.requireNonNull(step, "step must not be null");
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

    /** {@return what changed and what was done, for people} */
    @Override
    public String toString() {
        List<String> lines = new StepText(at).lines(this);
        return "step at " + at + String.join("\n", lines).substring(lines.get(0).length());
    }
}
