package dev.rekindle.lifecycle.driver;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodStatus;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on many pods ({@code podWorkers} of pkg/kubelet/pod_workers.go). A pod is never stepped by two threads at
 * once, and one that is slow keeps no other waiting as long as the executor has a thread left. Probes run beside the
 * steps.
 *
 * <p>Pods are found by {@code metadata.uid}. All methods may be called from any thread and return at once.
 */
public final class PodWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PodWorkers.class);

    private final DriverConfig config;
    private final Map<String, Entry> pods = new ConcurrentHashMap<>();

    /**
     * Creates workers for no pods.
     *
     * @param config what the pods have in common
     */
    public PodWorkers(DriverConfig config) {
        this.config = config;
    }

    /**
     * Works on a pod, or takes a new version of one. One with a {@code deletionTimestamp} ends.
     *
     * @param pod the pod
     */
    public void sync(Pod pod) {
        Entry entry = pods.compute(pod.metadata().uid(), (uid, known) -> {
            if (known == null) {
                return new Entry(new PodWorker(config, pod));
            }
            known.worker.update(pod);
            return known;
        });
        entry.loop.wake();
    }

    /**
     * Looks at a pod soon: something happened to it in the runtime. Nothing happens for an unknown pod.
     *
     * @param podUid the UID of the pod
     */
    public void wake(String podUid) {
        Entry entry = pods.get(podUid);
        if (entry != null) {
            entry.loop.wake();
        }
    }

    /**
     * Ends a pod: its containers get their grace periods, and its status becomes final. Nothing happens for an
     * unknown pod.
     *
     * @param podUid the UID of the pod
     * @param request why and how
     */
    public void terminate(String podUid, Termination request) {
        Entry entry = pods.get(podUid);
        if (entry != null) {
            entry.worker.terminate(request);
            entry.loop.wake();
        }
    }

    /**
     * Returns the state of a pod. It has ended when its work is {@link PodState.Work#FINISHED}.
     *
     * @param podUid the UID of the pod
     * @return the state that was persisted last, or empty for an unknown pod
     */
    public Optional<PodState> state(String podUid) {
        return Optional.ofNullable(pods.get(podUid)).map(entry -> entry.worker.state());
    }

    /**
     * Stops working on a pod and forgets its state, once the step under way is done. For a pod that has ended; one
     * that has not keeps its containers. A UID that was removed does not come back.
     *
     * @param podUid the UID of the pod; nothing happens for an unknown one
     */
    public void remove(String podUid) {
        Entry entry = pods.remove(podUid);
        if (entry != null) {
            entry.close(() -> forget(podUid));
        }
    }

    /** Begins no step any more. Containers go on, and so will workers over the same store. */
    @Override
    public void close() {
        pods.values().forEach(entry -> entry.close(() -> {}));
    }

    private void forget(String podUid) {
        try {
            config.store.delete(podUid);
        } catch (IOException | RuntimeException e) {
            LOG.error("Failed to delete the state podUID={}: {}", podUid, e.getMessage());
        }
    }

    /** One pod: its worker, and a loop for the steps and for each probe. */
    private final class Entry {
        private final PodWorker worker;
        private final SerialLoop loop;
        private final List<SerialLoop> probes = new ArrayList<>();
        private @Nullable PodStatus probed;

        private Entry(PodWorker worker) {
            this.worker = worker;
            this.loop = new SerialLoop(config.executor, config.clock, now -> {
                Instant next = worker.runOnce(now);
                wakeProbes();
                return Optional.of(next);
            });
            for (ProbeWorker probe : worker.probeWorkers()) {
                probes.add(new SerialLoop(config.executor, config.clock, now -> {
                    ProbeWorker.Ran ran = worker.runProbe(probe, now);
                    if (ran.changed()) {
                        loop.wake();
                    }
                    return ran.next();
                }));
            }
        }

        private void wakeProbes() {
            PodStatus status = worker.state().status();
            if (!status.equals(probed)) {
                probed = status;
                probes.forEach(SerialLoop::wake);
            }
        }

        private void close(Runnable afterwards) {
            probes.forEach(probe -> probe.close(() -> {}));
            loop.close(afterwards);
        }
    }
}
