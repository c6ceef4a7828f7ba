package dev.rekindle.driver;

import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Removes the dead containers of one pod that nothing needs any more, while nothing else is to be done for it. */
final class GarbageCollector {
    /** How often ({@code ContainerGCPeriod}, pkg/kubelet/kubelet.go). */
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final boolean enabled;
    private final ActionExecutor executor;
    private Instant last;

    GarbageCollector(DriverConfig config, ActionExecutor executor) {
        this.enabled = config.collectGarbage;
        this.executor = executor;
        this.last = config.clock.now();
    }

    /** What cannot be removed is told, and tried again after the period. */
    void collect(Pod pod, PodLifecycle lifecycle, PodState state, RuntimePod observed, Instant now) {
        boolean wasSetBack = now.isBefore(last);
        if (!enabled || (!wasSetBack && Duration.between(last, now).compareTo(PERIOD) < 0)) {
            return;
        }
        last = now;
        List<PodAction> garbage = lifecycle.garbage(state, observed);
        if (!garbage.isEmpty()) {
            executor.execute(pod, observed, garbage, () -> {});
        }
    }
}
