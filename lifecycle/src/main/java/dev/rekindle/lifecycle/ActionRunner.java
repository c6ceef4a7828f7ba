package dev.rekindle.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Executes actions one by one. What goes wrong is a {@linkplain ActionResult#failed result}; an exception ends the
 * execution, and nobody is told what was done before.
 */
@FunctionalInterface
public interface ActionRunner {
    /**
     * Executes an action, and returns when it is done or has failed.
     *
     * @param action the action
     * @return what became of it
     */
    ActionResult run(PodAction action);

    /**
     * Executes actions as their contract says: in order, leaving out the rest after a failure that others wait for
     * ({@link PodAction#endsSyncOnFailure}).
     *
     * @param actions the actions of one step
     * @return what became of those that were executed
     */
    default List<ActionResult> runAll(List<PodAction> actions) {
        Objects.requireNonNull(actions, "actions: Required value: expected a list, may be empty");
        List<ActionResult> results = new ArrayList<>(actions.size());
        for (PodAction action : actions) {
            ActionResult result = run(action);
            Objects.requireNonNull(
                    result, () -> "result of " + action + ": Required value: expected what became of it");
            results.add(result);
            if (result.failure() != null && action.endsSyncOnFailure()) {
                break;
            }
        }
        return results;
    }
}
