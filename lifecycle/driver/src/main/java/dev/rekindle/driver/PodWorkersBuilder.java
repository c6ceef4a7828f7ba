package dev.rekindle.driver;

import dev.rekindle.core.Kubelet;
import dev.rekindle.lifecycle.PodLifecycle;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds {@link PodWorkers}. What is not set is as in the kubelet of {@link Kubelet#DEFAULT}; only the runtime has no
 * default. A null is refused at once, with a {@link NullPointerException} that says what was expected.
 */
public final class PodWorkersBuilder {
    final ContainerRuntime runtime;
    StatusPublisher publisher = StatusPublisher.NONE;
    PodListener listener = PodListener.NONE;
    ProbeRunner probes;
    RestartAllOptions restartAll = RestartAllOptions.KUBELET;
    Duration resyncInterval = Duration.ofMinutes(1);
    boolean collectGarbage = true;
    Kubelet kubelet = Kubelet.DEFAULT;
    DoubleSupplier jitter = () -> ThreadLocalRandom.current().nextDouble();
    private @Nullable PodStateStore store;
    private @Nullable Executor executor;
    private @Nullable DriverClock clock;

    PodWorkersBuilder(ContainerRuntime runtime) {
        this.runtime = Arguments.required(runtime, "runtime", "what runs containers");
        this.probes = ProbeRunner.standard(runtime);
    }

    /**
     * Sets where the states of pods survive the driver. The store stays the caller's, who closes it after the workers.
     *
     * @param value by default a store of these workers that lives as long as they do
     * @return this
     */
    public PodWorkersBuilder store(PodStateStore value) {
        store = Arguments.required(
                value, "store", "where states survive the driver, such as PodStateStore.onDisk(directory)");
        return this;
    }

    /**
     * Sets what runs the work on pods, which blocks: give it as many threads as pods may be busy at the same time, or
     * no limit. It must not run tasks on the calling thread. It stays the caller's, who shuts it down after the
     * workers.
     *
     * @param value by default threads of these workers, which {@link PodWorkers#close} ends: a virtual one for each
     *     task from JDK 24 on, and before a pool of daemon threads that grows as needed. (With the virtual threads of
     *     JDK 21 to 23 a runtime that blocks while it is synchronized would keep other pods waiting.)
     * @return this
     */
    public PodWorkersBuilder executor(Executor value) {
        executor = Arguments.required(
                value, "executor", "what runs the work on pods, such as Executors.newCachedThreadPool()");
        return this;
    }

    /**
     * Sets the time. The clock stays the caller's.
     *
     * @param value by default that of the system, with one thread of these workers for the timers, which {@link
     *     PodWorkers#close} ends
     * @return this
     */
    public PodWorkersBuilder clock(DriverClock value) {
        clock = Arguments.required(value, "clock", "the time, such as DriverClock.system(timers)");
        return this;
    }

    /**
     * Sets where statuses go.
     *
     * @param value by default {@link StatusPublisher#NONE}
     * @return this
     */
    public PodWorkersBuilder publisher(StatusPublisher value) {
        publisher = Arguments.required(value, "publisher", "where statuses go, or StatusPublisher.NONE");
        return this;
    }

    /**
     * Sets who hears what happens.
     *
     * @param value by default {@link PodListener#NONE}
     * @return this
     */
    public PodWorkersBuilder listener(PodListener value) {
        listener = Arguments.required(value, "listener", "who hears what happens, or PodListener.NONE");
        return this;
    }

    /**
     * Sets what runs probes.
     *
     * @param value by default {@link ProbeRunner#standard}
     * @return this
     */
    public PodWorkersBuilder probes(ProbeRunner value) {
        probes = Arguments.required(value, "probes", "what runs probes, such as ProbeRunner.standard(runtime)");
        return this;
    }

    /**
     * Sets what restarts of all containers do beyond the kubelet.
     *
     * @param value by default {@link RestartAllOptions#KUBELET}
     * @return this
     */
    public PodWorkersBuilder restartAll(RestartAllOptions value) {
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
    public PodWorkersBuilder resyncInterval(Duration value) {
        Arguments.required(value, "resyncInterval", "a duration of more than 0, such as PT1S");
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("resyncInterval: Invalid value: " + value + ": expected more than 0");
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
    public PodWorkersBuilder collectGarbage(boolean value) {
        collectGarbage = value;
        return this;
    }

    /**
     * Sets whose behaviour is modelled.
     *
     * @param value by default {@link Kubelet#DEFAULT}
     * @return this
     */
    public PodWorkersBuilder kubelet(Kubelet value) {
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
    public PodWorkersBuilder jitter(DoubleSupplier value) {
        jitter = Arguments.required(value, "jitter", "what gives numbers from 0 to less than 1");
        return this;
    }

    /**
     * Creates the workers, for no pods yet.
     *
     * @return the workers; close them
     */
    public PodWorkers start() {
        OwnThreads own = new OwnThreads();
        return new PodWorkers(config(own), own);
    }

    DriverConfig config(OwnThreads own) {
        return new DriverConfig(
                this,
                store == null ? PodStateStore.inMemory() : store,
                executor == null ? own.executor() : executor,
                clock == null ? own.clock() : clock);
    }
}
