package dev.rekindle.lifecycle;

import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimeContainer.State;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.PodAction.RemoveReason;
import dev.rekindle.lifecycle.PodAction.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which dead containers of a pod are garbage: of each name all but the newest that does not run ({@code evictContainers},
 * pkg/kubelet/kuberuntime/kuberuntime_gc.go, with the policy of pkg/kubelet/kubelet.go: MaxPerPodContainer 1,
 * MaxContainers without a bound, MinAge 0).
 */
final class GarbagePlanner {
    /** The kubelet's minimum, for what nobody knows to be running. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final String UNKNOWN = "Container is in unknown state, try killing it before removal";

    private static final Comparator<RuntimeContainer> OLDEST_FIRST =
            Comparator.comparingInt(RuntimeContainer::attempt).thenComparing(RuntimeContainer::createdAt);

    private GarbagePlanner() {}

    static List<PodAction> plan(RuntimePod runtime) {
        Map<String, List<RuntimeContainer>> dead = new TreeMap<>();
        for (RuntimeContainer container : runtime.containers()) {
            if (!container.running()) {
                dead.computeIfAbsent(container.name(), name -> new ArrayList<>())
                        .add(container);
            }
        }
        List<PodAction> actions = new ArrayList<>();
        for (List<RuntimeContainer> attempts : dead.values()) {
            attempts.sort(OLDEST_FIRST);
            for (RuntimeContainer attempt : attempts.subList(0, attempts.size() - 1)) {
                remove(attempt, actions);
            }
        }
        return actions;
    }

    private static void remove(RuntimeContainer attempt, List<PodAction> actions) {
        if (attempt.state() == State.UNKNOWN) {
            actions.add(
                    PodAction.stopContainer(attempt.id(), attempt.name(), GRACE, false, StopReason.UNKNOWN, UNKNOWN));
        }
        actions.add(PodAction.removeContainer(attempt.id(), attempt.name(), false, RemoveReason.GARBAGE_COLLECTION));
    }
}
