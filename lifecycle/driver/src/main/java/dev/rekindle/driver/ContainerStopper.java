package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.LifecycleHandler;
import dev.rekindle.core.Pod;
import dev.rekindle.driver.HookRunner.HookException;
import dev.rekindle.driver.PodEvent.HookFailed.Hook;
import dev.rekindle.driver.PodEvents.HookFailed;
import dev.rekindle.driver.PodEvents.KillingContainer;
import dev.rekindle.lifecycle.PodAction.KillPod;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops containers: one by one, or a whole pod ({@code killContainer} and {@code killPodWithSyncResult},
 * pkg/kubelet/kuberuntime).
 */
final class ContainerStopper {
    /** What is left of a grace period at least ({@code minimumGracePeriodInSeconds}). */
    static final Duration MINIMUM_GRACE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ContainerStopper.class);

    private final ContainerRuntime runtime;
    private final HookRunner hooks;
    private final DriverClock clock;
    private final Executor executor;
    private final DriverEvents events;

    ContainerStopper(DriverConfig config, HookRunner hooks, DriverEvents events) {
        this.runtime = config.runtime;
        this.hooks = hooks;
        this.clock = config.clock;
        this.executor = config.executor;
        this.events = events;
    }

    /** The hook, if it runs, and then the stop with what the hook left of the grace period. */
    void stop(Pod pod, String podIp, StopContainer stop) throws ContainerRuntimeException {
        Duration taken = prepare(pod, podIp, stop);
        stop(pod, stop, stop.runPreStop() ? left(stop.gracePeriod(), taken) : stop.gracePeriod());
    }

    /**
     * Everything goes on although something fails: the containers, all at the same time, and the hooks of the
     * sidecars; then the sidecars, one after another; then the sandboxes.
     *
     * @throws ContainerRuntimeException the first failure
     */
    void killPod(Pod pod, String podIp, KillPod kill) throws ContainerRuntimeException {
        long begin = clock.nanoTime();
        List<Together.Task> tasks = new ArrayList<>();
        kill.containers().forEach(stop -> tasks.add(() -> stop(pod, podIp, stop)));
        kill.sidecars().forEach(stop -> tasks.add(() -> prepare(pod, podIp, stop)));
        Failures failures = new Failures();
        Together.run(executor, tasks).forEach(failures::add);
        for (StopContainer sidecar : kill.sidecars()) {
            Duration waited = Duration.ofNanos(clock.nanoTime() - begin);
            failures.of(() -> stop(pod, sidecar, left(sidecar.gracePeriod(), waited)));
        }
        for (String sandboxId : kill.sandboxIds()) {
            failures.of(() -> runtime.stopSandbox(sandboxId));
        }
        failures.throwFirst();
    }

    /** Tells and runs the hook. Returns how long that took. */
    private Duration prepare(Pod pod, String podIp, StopContainer stop) {
        String message = stop.message().isEmpty() ? "Stopping container " + stop.name() : stop.message();
        events.emit(pod, new KillingContainer(stop.name(), stop.id(), stop.reason(), message));
        Container container = pod.spec().container(stop.name());
        LifecycleHandler hook = container == null ? null : container.preStop();
        if (!stop.runPreStop() || container == null || hook == null) {
            return Duration.ZERO;
        }
        LOG.debug(
                "Running preStop hook pod={} containerName={} containerID={}",
                Pods.format(pod),
                stop.name(),
                stop.id());
        long begin = clock.nanoTime();
        try {
            hooks.run(hook, pod, container, stop.id(), podIp, stop.gracePeriod());
        } catch (HookException | RuntimeException e) {
            LOG.warn(
                    "PreStop hook failed pod={} containerName={} containerID={}",
                    Pods.format(pod),
                    stop.name(),
                    stop.id(),
                    e);
            events.emit(pod, new HookFailed(stop.name(), stop.id(), Hook.PRE_STOP, String.valueOf(e.getMessage()), e));
        }
        return Duration.ofNanos(clock.nanoTime() - begin);
    }

    private void stop(Pod pod, StopContainer stop, Duration grace) throws ContainerRuntimeException {
        LOG.info(
                "Killing container with a grace period pod={} containerName={} containerID={} gracePeriod={}s",
                Pods.format(pod),
                stop.name(),
                stop.id(),
                grace.toSeconds());
        runtime.stopContainer(stop.id(), grace);
    }

    private static Duration left(Duration grace, Duration taken) {
        Duration left = grace.minus(taken);
        return left.compareTo(MINIMUM_GRACE) < 0 ? MINIMUM_GRACE : left;
    }

    /** Keeps the first failure. */
    private static final class Failures {
        private @Nullable Exception first;

        private void of(Together.Task task) {
            add(Together.attempt(task));
        }

        private void add(@Nullable Exception failure) {
            if (first == null) {
                first = failure;
            } else if (failure != null) {
                first.addSuppressed(failure);
            }
        }

        private void throwFirst() throws ContainerRuntimeException {
            if (first instanceof ContainerRuntimeException failure) {
                throw failure;
            }
            if (first instanceof RuntimeException failure) {
                throw failure;
            }
        }
    }
}
