package dev.rekindle.driver;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodStatus;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on many pods ({@code podWorkers} of pkg/kubelet/pod_workers.go). A pod is never stepped by two threads at
 * once, and one that is slow keeps no other waiting as long as the executor has a thread left. Probes run beside the
 * steps.
 *
 * <pre>{@code
 * try (PodWorkers workers = PodWorkers.builder(runtime).store(store).publisher(publisher).start()) {
 *     workers.sync(pod); // for each version of each pod; wake(uid) when the runtime has news of one
 * }
 * }</pre>
 *
 * <p>Pods are found by {@code metadata.uid}. All methods may be called from any thread, and all but {@link #close}
 * return at once.
 */
public final class PodWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PodWorkers.class);

    private final DriverConfig config;
    private final OwnThreads threads;
    private final Map<String, Entry> pods = new ConcurrentHashMap<>();
    private final RemovedPods removed = new RemovedPods();
    private volatile boolean closed;

    PodWorkers(DriverConfig config, OwnThreads threads) {
        this.config = config;
        this.threads = threads;
    }

    /**
     * Begins workers.
     *
     * @param runtime what runs containers
     * @return a builder; everything but the runtime has a default
     */
    public static PodWorkersBuilder builder(ContainerRuntime runtime) {
        return new PodWorkersBuilder(runtime);
    }

    /**
     * Works on a pod, or takes a new version of one. One with a {@code deletionTimestamp} ends. Nothing happens for a
     * pod that was removed: what an informer still delivers does not bring it back. An informer that hands over every
     * version, in their order, lets the driver see when somebody wrote over its status: see {@link StatusPublisher}.
     *
     * @param pod the pod
     * @throws IllegalArgumentException when the pod has no UID or no container, or when another pod has its UID
     * @throws IllegalStateException when the workers are closed
     */
    public void sync(Pod pod) {
        check(pod);
        Entry entry = pods.compute(pod.metadata().uid(), (uid, known) -> {
            if (closed) {
                throw new IllegalStateException("the workers are closed: pod " + Pods.format(pod) + " is not taken");
            }
            if (known == null) {
                return removed.contains(uid) ? null : new Entry(new PodWorker(config, pod));
            }
            known.update(pod);
            return known;
        });
        if (entry != null) {
            entry.loop.wake();
        }
    }

    private static void requireUid(String podUid) {
        Arguments.required(podUid, "podUid", "the UID of a pod");
    }

    private static void check(Pod pod) {
        Arguments.required(pod, "pod", "a pod with a UID and a container");
        if (pod.metadata().uid().isEmpty()) {
            throw new IllegalArgumentException("metadata.uid: Required value: pod " + Pods.format(pod)
                    + " has none, and pods are told apart by it; StaticPods gives one to a pod that no API server has"
                    + " seen");
        }
        if (pod.spec().containers().isEmpty()) {
            throw new IllegalArgumentException("spec.containers: Required value: pod " + Pods.format(pod));
        }
    }

    /** {@return the newest version of every pod that is worked on, in no particular order} */
    public List<Pod> pods() {
        return pods.values().stream().map(entry -> entry.worker.pod()).toList();
    }

    /**
     * Tells whether a pod has ended and its last status was published, which {@link PodEvent.Finished} tells too: it
     * can be removed.
     *
     * @param podUid the UID of the pod
     * @return whether it is finished; false for an unknown pod
     */
    public boolean isFinished(String podUid) {
        requireUid(podUid);
        Entry entry = pods.get(podUid);
        return entry != null && entry.worker.isFinished();
    }

    /**
     * Looks at a pod soon: something happened to it in the runtime. Nothing happens for an unknown pod.
     *
     * @param podUid the UID of the pod
     */
    public void wake(String podUid) {
        requireUid(podUid);
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
     * @throws IllegalArgumentException when its grace period is negative
     */
    public void terminate(String podUid, Termination request) {
        requireUid(podUid);
        Arguments.required(request, "request", "why and how the pod ends, such as Termination.deletion(null)");
        Entry entry = pods.get(podUid);
        if (entry != null) {
            entry.worker.terminate(request);
            entry.loop.wake();
        }
    }

    /**
     * Returns the state of a pod. It has ended when its work is {@link PodState.Work#FINISHED}; its last status may
     * still be on its way then, see {@link #isFinished}.
     *
     * @param podUid the UID of the pod
     * @return the state that was persisted last, or empty for an unknown pod
     */
    public Optional<PodState> state(String podUid) {
        requireUid(podUid);
        return Optional.ofNullable(pods.get(podUid)).map(entry -> entry.worker.state());
    }

    /**
     * Stops working on a pod and forgets its state, once the step under way is done. For a pod that has ended; one
     * that has not keeps its containers. A pod that has ended but whose last status was not published yet is removed
     * as soon as it was. A UID that was removed does not come back; it is remembered until {@link #retain} finds it
     * gone, the last 100,000 at most.
     *
     * @param podUid the UID of the pod; nothing happens for an unknown one
     */
    public void remove(String podUid) {
        requireUid(podUid);
        Entry entry = pods.get(podUid);
        if (entry == null) {
            return;
        }
        if (entry.worker.state().work() == PodState.Work.FINISHED && !entry.worker.isFinished()) {
            entry.removeWhenFinished = true;
            entry.loop.wake();
        } else {
            removeNow(podUid, entry);
        }
    }

    private void removeNow(String podUid, Entry entry) {
        removed.add(podUid);
        pods.remove(podUid, entry);
        entry.close(() -> forget(podUid));
    }

    /**
     * Keeps house, as the kubelet does every two seconds ({@code HandlePodCleanups}, pkg/kubelet/kubelet_pods.go). To be
     * called with a whole list of the pods of this node, after each of them was handed to {@link #sync}: for what
     * vanished from the API server by force, or while no driver ran.
     *
     * <ul>
     *   <li>A pod that is worked on and not in the list is ended as a deletion does, and removed when it has ended;
     *       there is nobody left to publish its status to.
     *   <li>The state of a pod that is neither in the list nor worked on is forgotten. If there are containers of it,
     *       the runtime has to end them: nothing is known of the pod but its UID.
     *   <li>A removed UID that is not in the list will not come late any more, and is no longer remembered.
     * </ul>
     *
     * @param podUids the UIDs of all pods of this node that the API server has
     * @return the UIDs whose states were forgotten
     * @throws IOException when the store fails; the rest is left for the next call
     */
    public Set<String> retain(Collection<String> podUids) throws IOException {
        Arguments.required(podUids, "podUids", "the UIDs of all pods of this node, none of them null");
        podUids.forEach(uid -> Arguments.required(uid, "podUids", "UIDs, none of them null"));
        Set<String> wanted = Set.copyOf(podUids);
        pods.forEach((uid, entry) -> {
            if (!wanted.contains(uid)) {
                entry.end();
            }
        });
        Set<String> forgotten = new TreeSet<>();
        for (String uid : config.store.podUids()) {
            if (!wanted.contains(uid) && forgetUnlessWorkedOn(uid)) {
                forgotten.add(uid);
            }
        }
        removed.retainAll(wanted);
        return forgotten;
    }

    private boolean forgetUnlessWorkedOn(String podUid) throws IOException {
        try {
            Entry known = pods.compute(podUid, (uid, entry) -> {
                if (entry == null) {
                    delete(uid);
                }
                return entry;
            });
            return known == null;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void delete(String podUid) {
        try {
            config.store.delete(podUid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Begins no step any more, whatever is called. Containers go on, and so will workers over the same store, as after
     * a crash; so the end of a pod is not waited for.
     *
     * <p>Ends the threads that these workers made: what is under way on them is interrupted and waited for, up to 10 s.
     * The executor, clock, runtime and store that were given stay open, and work that is under way on a given executor
     * goes on to the end of its step. A listener or a publisher may close the workers that call it; then the rest of
     * its step is not waited for.
     */
    @Override
    public void close() {
        closed = true;
        // an entry that compute() is making meanwhile is in the map before the values of its bin are seen, or refused
        pods.keySet()
                .forEach(uid -> pods.computeIfPresent(uid, (key, entry) -> {
                    entry.close(() -> {});
                    return entry;
                }));
        threads.close();
    }

    private void forget(String podUid) {
        try {
            delete(podUid);
        } catch (RuntimeException e) {
            LOG.error("Failed to delete the state podUID={}", podUid, e);
        }
    }

    /** One pod: its worker, and a loop for the steps and for each probe. */
    private final class Entry {
        private final PodWorker worker;
        private final SerialLoop loop;
        private final List<SerialLoop> probes = new ArrayList<>();
        private volatile boolean removeWhenFinished;
        private volatile boolean vanished;
        private @Nullable PodStatus probed;

        private Entry(PodWorker worker) {
            this.worker = worker;
            this.loop = new SerialLoop(config.executor, config.clock, this::step);
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

        private Optional<Instant> step(Instant now) {
            Instant next = worker.runOnce(now);
            wakeProbes();
            boolean ended = vanished && worker.state().work() == PodState.Work.FINISHED;
            if (ended || (removeWhenFinished && worker.isFinished())) {
                removeNow(worker.pod().metadata().uid(), this);
            }
            return Optional.of(next);
        }

        private void end() {
            if (!vanished) {
                vanished = true;
                worker.terminate(Termination.deletion(null));
                loop.wake();
            }
        }

        private void update(Pod pod) {
            Pod known = worker.pod();
            if (!known.metadata().name().equals(pod.metadata().name())
                    || !known.metadata().namespace().equals(pod.metadata().namespace())) {
                throw new IllegalArgumentException(
                        "metadata.uid: Duplicate value: \"" + pod.metadata().uid() + "\": it is that of pod "
                                + Pods.format(known) + " and of pod " + Pods.format(pod));
            }
            worker.update(pod);
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
