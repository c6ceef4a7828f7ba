package dev.rekindle.driver;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.lifecycle.PodLifecycle;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * What all pods of a driver have in common. What is not set is as in the kubelet of Kubernetes 1.36. A null is refused
 * at once, with a {@link NullPointerException} that says what was expected.
 */
public final class DriverConfig {
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

    private DriverConfig(Builder builder) {
        runtime = builder.runtime;
        store = builder.store;
        executor = builder.executor;
        clock = builder.clock;
        publisher = builder.publisher;
        listener = builder.listener;
        probes = builder.probes;
        restartAll = builder.restartAll;
        resyncInterval = builder.resyncInterval;
        collectGarbage = builder.collectGarbage;
        kubelet = builder.kubelet;
        jitter = builder.jitter;
    }

    /**
     * Begins a configuration.
     *
     * @param runtime what runs containers
     * @param store where states survive the driver
     * @param executor runs the work on pods, which blocks: give it as many threads as pods may be busy at the same
     *     time, or no limit. It must not run tasks on the calling thread
     * @param clock the time
     * @return a builder
     */
    public static Builder builder(ContainerRuntime runtime, PodStateStore store, Executor executor, DriverClock clock) {
        return new Builder(runtime, store, executor, clock);
    }

    PodLifecycle compile(Pod pod) {
        return PodLifecycle.compile(Pods.inNamespace(pod), kubelet);
    }

    /** Up to half as much again ({@code wait.Jitter} with a factor of 0.5). */
    Duration jittered(Duration duration) {
        return duration.plusMillis((long) (duration.toMillis() * 0.5 * jitter.getAsDouble()));
    }

    /** Builds configurations. */
    public static final class Builder {
        private final ContainerRuntime runtime;
        private final PodStateStore store;
        private final Executor executor;
        private final DriverClock clock;
        private StatusPublisher publisher = StatusPublisher.NONE;
        private PodListener listener = PodListener.NONE;
        private ProbeRunner probes;
        private RestartAllOptions restartAll = RestartAllOptions.KUBELET;
        private Duration resyncInterval = Duration.ofMinutes(1);
        private boolean collectGarbage = true;
        private Kubelet kubelet = Kubelet.DEFAULT;
        private DoubleSupplier jitter = () -> ThreadLocalRandom.current().nextDouble();

        private Builder(ContainerRuntime runtime, PodStateStore store, Executor executor, DriverClock clock) {
            this.runtime = Arguments.required(runtime, "runtime", "what runs containers");
            this.store = Arguments.required(
                    store, "store", "where states survive the driver, such as PodStateStore.inMemory()");
            this.executor = Arguments.required(
                    executor, "executor", "what runs the work on pods, such as Executors.newCachedThreadPool()");
            this.clock = Arguments.required(clock, "clock", "the time, such as DriverClock.system(timers)");
            this.probes = ProbeRunner.standard(runtime);
        }

        /**
         * Sets where statuses go.
         *
         * @param value by default {@link StatusPublisher#NONE}
         * @return this
         */
        public Builder publisher(StatusPublisher value) {
            publisher = Arguments.required(value, "publisher", "where statuses go, or StatusPublisher.NONE");
            return this;
        }

        /**
         * Sets who hears what happens.
         *
         * @param value by default {@link PodListener#NONE}
         * @return this
         */
        public Builder listener(PodListener value) {
            listener = Arguments.required(value, "listener", "who hears what happens, or PodListener.NONE");
            return this;
        }

        /**
         * Sets what runs probes.
         *
         * @param value by default {@link ProbeRunner#standard}
         * @return this
         */
        public Builder probes(ProbeRunner value) {
            probes = Arguments.required(value, "probes", "what runs probes, such as ProbeRunner.standard(runtime)");
            return this;
        }

        /**
         * Sets what restarts of all containers do beyond the kubelet.
         *
         * @param value by default {@link RestartAllOptions#KUBELET}
         * @return this
         */
        public Builder restartAll(RestartAllOptions value) {
            restartAll = Arguments.required(value, "restartAll", "options, or RestartAllOptions.KUBELET");
            return this;
        }

        /**
         * Sets how often a pod is looked at when nothing is heard of it; up to half as much is added at random. The
         * default suits a runtime whose events reach {@link PodWorkers#wake}. Without events take 1 s, the interval
         * at which the kubelet relists.
         *
         * @param value by default 1 min, the kubelet's {@code syncFrequency}; more than 0
         * @return this
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder resyncInterval(Duration value) {
            Arguments.required(value, "resyncInterval", "a duration of more than 0, such as PT1S");
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException(
                        "resyncInterval: Invalid value: " + value + ": expected more than 0");
            }
            resyncInterval = value;
            return this;
        }

        /**
         * Sets whether dead containers that nothing needs any more are removed, once a minute as the kubelet does: see
         * {@link PodLifecycle#garbage}. Switch it off for a runtime that does so itself.
         *
         * @param value by default true
         * @return this
         */
        public Builder collectGarbage(boolean value) {
            collectGarbage = value;
            return this;
        }

        /**
         * Sets whose behaviour is modelled.
         *
         * @param value by default {@link Kubelet#DEFAULT}
         * @return this
         */
        public Builder kubelet(Kubelet value) {
            kubelet = Arguments.required(
                    value, "kubelet", "whose behaviour is modelled, such as Kubelet.of(KubernetesVersion.V1_36)");
            return this;
        }

        /**
         * Sets the source of randomness that spreads retries.
         *
         * @param value gives numbers from 0 to less than 1; called by many threads
         * @return this
         */
        public Builder jitter(DoubleSupplier value) {
            jitter = Arguments.required(value, "jitter", "what gives numbers from 0 to less than 1");
            return this;
        }

        /** {@return the configuration} */
        public DriverConfig build() {
            return new DriverConfig(this);
        }
    }
}
