package dev.rekindle.testkit;

import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
        boolean terminating = step.next().work() == PodState.Work.TERMINATING && !failed;
        return Stream.of(
                        step.wakeAt()
                                .filter(at -> !failed)
                                .map(at -> step.delayedStarts().isEmpty() ? at : earlier(at, now.plus(RESYNC))),
                        Optional.of(now).filter(n -> terminating),
                        Optional.of(now.plus(RELIST)).filter(n -> Pleg.isWorthASync(before, after)),
                        Optional.of(now.plus(ERROR_BACK_OFF)).filter(n -> failed),
                        Optional.of(now.plus(RESYNC)).filter(n -> Pleg.differs(before, after)))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** Back-off is waited for, but not longer than for a resync ({@code completeWork}, pkg/kubelet/pod_workers.go). */
    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
