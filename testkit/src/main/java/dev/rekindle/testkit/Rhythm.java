package dev.rekindle.testkit;

import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When the kubelet looks at a pod again, without the jitter that it adds. A resync that could find nothing new is left
 * out: a step that sees what the last one saw does nothing.
 */
final class Rhythm {
    /** The period in which the runtime is asked for changes (pkg/kubelet/kubelet.go, {@code plegRelistPeriod}). */
    static final Duration RELIST = Duration.ofSeconds(1);

    /** After an error (pkg/kubelet/kubelet.go, {@code backOffPeriod}). */
    static final Duration ERROR_BACK_OFF = Duration.ofSeconds(10);

    /** When nothing else gives a reason ({@code syncFrequency} of the kubelet configuration). */
    static final Duration RESYNC = Duration.ofMinutes(1);

    private Rhythm() {}

    /** Whether the runtime is asked at a time: at every whole second. */
    static boolean isRelist(Instant now) {
        return now.equals(now.truncatedTo(ChronoUnit.SECONDS));
    }

    /** When the runtime is asked next, after a time. */
    static Instant relistAfter(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).plus(RELIST);
    }

    /**
     * When the pod worker syncs again by itself ({@code completeWork}, pkg/kubelet/pod_workers.go); empty when only a
     * happening can give a reason.
     *
     * @param sync the sync that ended
     * @param after what the runtime reports after it
     */
    static Optional<Instant> next(ScenarioStep sync, RuntimePod after) {
        Step step = sync.step();
        Instant now = sync.at();
        if (sync.failed()) { // takes the place of everything else that the sync asked for
            return Optional.of(now.plus(ERROR_BACK_OFF));
        }
        if (step.next().work() == PodState.Work.TERMINATING) {
            return Optional.of(now);
        }
        boolean delayed = !step.delayedStarts().isEmpty();
        boolean changed = Pleg.differs(sync.observed().runtime(), after);
        Optional<Instant> resync = Optional.of(now.plus(RESYNC)).filter(at -> delayed || changed);
        return Stream.of(step.wakeAt(), resync).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }
}
