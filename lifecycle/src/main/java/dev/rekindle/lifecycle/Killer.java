package dev.rekindle.lifecycle;

import dev.rekindle.core.Divergence;
import dev.rekindle.core.Pod;
import dev.rekindle.core.Probe;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a container has to end: {@code killContainer} of pkg/kubelet/kuberuntime/kuberuntime_container.go. */
final class Killer {
    /** The runtime never gets less ({@code minimumGracePeriodInSeconds}). */
    static final Duration MINIMUM_GRACE = Duration.ofSeconds(2);

    private final CompiledPod pod;

    Killer(CompiledPod pod) {
        this.pod = pod;
    }

    /** Stops a container for its own sake: it gets its grace period and its preStop hook. */
    StopContainer stop(CompiledContainer container, String id, StopReason reason, String message) {
        return stop(container, id, reason, message, null);
    }

    StopContainer stop(
            CompiledContainer container, String id, StopReason reason, String message, @Nullable Duration override) {
        Duration grace = override != null ? override : gracePeriod(container, reason);
        boolean hook = container.spec().preStop() != null && grace.toSeconds() > 0;
        return PodAction.stopContainer(id, container.name(), atLeastMinimum(grace), hook, reason, message);
    }

    /** Stops a container for a restart of all containers: no hook, and SIGKILL after the minimum. */
    StopContainer stopForReset(String id, String name) {
        Duration grace = pod.has(Divergence.NO_GRACE) ? Duration.ZERO : MINIMUM_GRACE;
        return PodAction.stopContainer(id, name, grace, false, StopReason.RESTART_ALL_CONTAINERS, "killing");
    }

    private Duration gracePeriod(CompiledContainer container, StopReason reason) {
        Pod spec = pod.pod;
        Long deletion = spec.metadata().deletionGracePeriodSeconds();
        if (deletion != null) {
            return Duration.ofSeconds(deletion);
        }
        Probe probe = switch (reason) {
            case LIVENESS_PROBE -> container.spec().livenessProbe();
            case STARTUP_PROBE -> container.spec().startupProbe();
            default -> null;
        };
        Long ofProbe = probe == null ? null : probe.terminationGracePeriodSeconds();
        Long ofPod = spec.spec().terminationGracePeriodSeconds();
        if (ofProbe != null) {
            return Duration.ofSeconds(ofProbe);
        }
        return Duration.ofSeconds(ofPod != null ? ofPod : Pod.DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS);
    }

    private static Duration atLeastMinimum(Duration grace) {
        return grace.compareTo(MINIMUM_GRACE) < 0 ? MINIMUM_GRACE : grace;
    }
}
