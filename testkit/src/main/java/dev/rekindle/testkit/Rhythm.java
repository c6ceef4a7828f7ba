package dev.rekindle.testkit;

import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** When the kubelet looks at a pod again after a sync, without the jitter that it adds. */
final class Rhythm {
    /** The period in which the runtime is asked for changes (pkg/kubelet/kubelet.go, {@code plegRelistPeriod}). */
    static final Duration RELIST = Duration.ofSeconds(1);

    /** After an error (pkg/kubelet/kubelet.go, {@code backOffPeriod}). */
    static final Duration ERROR_BACK_OFF = Duration.ofSeconds(10);

    /** When nothing else gives a reason ({@code syncFrequency} of the kubelet configuration). */
    static final Duration RESYNC = Duration.ofMinutes(1);

    private Rhythm() {}

    /**
     * When to look again; empty when nothing would ever change without somebody doing something.
     *
     * @param before what the runtime reported before the actions
     * @param after what it reports after them
     */
    static Optional<Instant> next(
            Step step, List<ActionResult> results, RuntimePod before, RuntimePod after, Instant now) {
        // An error takes the place of everything else that the sync asked for.
        boolean failed = results.stream().anyMatch(result -> result.failure() != null);
        // A start that is held back without a time to wake up at is an error like any other (Kubernetes 1.34).
        boolean error = failed || (!step.backOffs().isEmpty() && step.wakeAt().isEmpty());
        boolean terminating = step.next().work() == PodState.Work.TERMINATING && !failed;
        Map<String, Boolean> was = alive(before);
        Map<String, Boolean> is = alive(after);
        return Stream.of(
                        step.wakeAt().filter(at -> !failed),
                        Optional.of(now).filter(n -> terminating),
                        Optional.of(now.plus(RELIST)).filter(n -> isWorthASync(was, is)),
                        Optional.of(now.plus(ERROR_BACK_OFF)).filter(n -> error),
                        Optional.of(now.plus(RESYNC)).filter(n -> !was.equals(is)))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** The removal of what was dead is no reason for a sync ({@code isSyncPodWorthy}, pkg/kubelet/kubelet.go). */
    private static boolean isWorthASync(Map<String, Boolean> was, Map<String, Boolean> is) {
        boolean changed = is.entrySet().stream().anyMatch(e -> !e.getValue().equals(was.get(e.getKey())));
        boolean died = was.entrySet().stream().anyMatch(e -> e.getValue() && !is.containsKey(e.getKey()));
        return changed || died;
    }

    private static Map<String, Boolean> alive(RuntimePod pod) {
        Map<String, Boolean> alive = new TreeMap<>();
        pod.containers().forEach(container -> alive.put(container.id(), container.running()));
        for (Sandbox sandbox : pod.sandboxes()) {
            alive.put(sandbox.id(), sandbox.ready());
        }
        return alive;
    }
}
