package dev.rekindle.driver;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.lifecycle.PodLifecycle;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;

/** What all pods of a driver have in common, as {@link PodWorkersBuilder} was told. */
final class DriverConfig {
    final ContainerRuntime runtime;
    final PodStateStore store;
    final Executor executor;
    final DriverClock clock;
    final StatusPublisher publisher;
    final PodListener listener;
    final ProbeRunner probes;
    final RestartAllOptions restartAll;
    final Duration resyncInterval;
    final boolean collectGarbage;
    private final Kubelet kubelet;
    private final DoubleSupplier jitter;

    DriverConfig(PodWorkersBuilder builder, PodStateStore store, Executor executor, DriverClock clock) {
        this.runtime = builder.runtime;
        this.store = store;
        this.executor = executor;
        this.clock = clock;
        this.publisher = builder.publisher;
        this.listener = builder.listener;
        this.probes = builder.probes;
        this.restartAll = builder.restartAll;
        this.resyncInterval = builder.resyncInterval;
        this.collectGarbage = builder.collectGarbage;
        this.kubelet = builder.kubelet;
        this.jitter = builder.jitter;
    }

    PodLifecycle compile(Pod pod) {
        return PodLifecycle.compile(pod, kubelet);
    }

    /** Up to half as much again ({@code wait.Jitter} with a factor of 0.5). */
    Duration jittered(Duration duration) {
        return duration.plusMillis((long) (duration.toMillis() * 0.5 * jitter.getAsDouble()));
    }
}
