package dev.rekindle.testkit;

import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.PodState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Syncs a {@link PodWorld} whenever the {@link Rhythm} of the kubelet says so: its pod worker after each sync, its
 * event generator (PLEG) after changes in the runtime, and at once when somebody tells it something.
 */
final class KubeletLoop {
    final List<Consumer<ScenarioStep>> listeners = new ArrayList<>();
    int steps;

    private final PodWorld world;
    private final VirtualTime time;
    private final Workload workload;
    private final ScenarioProbes probes;
    private VirtualTime.@Nullable Task sync;
    private VirtualTime.@Nullable Task relist;
    /** What the runtime reported when it was asked last, and when that was. */
    private RuntimePod listed = RuntimePod.EMPTY;

    private Instant listedAt = Instant.MIN;
    /** What the last sync saw, and when. */
    private RuntimePod seen = RuntimePod.EMPTY;

    private Instant seenAt = Instant.MIN;

    KubeletLoop(PodWorld world, VirtualTime time, Workload workload, ScenarioProbes probes) {
        this.world = world;
        this.time = time;
        this.workload = workload;
        this.probes = probes;
    }

    /** Somebody told the kubelet something: it syncs now. */
    void told() {
        syncBy(time.now());
    }

    /** Something happened in the runtime: the kubelet sees it when it asks the runtime the next time. */
    void happened() {
        Instant now = time.now();
        relistAt(Rhythm.isRelist(now) && listedAt.isBefore(now) ? now : Rhythm.relistAfter(now));
        if (Pleg.differs(seen, world.runtime().snapshot())) {
            syncBy(seenAt.plus(Rhythm.RESYNC));
        }
    }

    /** A new kubelet has not asked the runtime yet. */
    void restarted() {
        listed = RuntimePod.EMPTY;
        told();
    }

    boolean isWaiting() {
        return relist == null && (sync == null || sync.at().isAfter(time.now()));
    }

    private void relistAt(Instant at) {
        if (world.state().work() == PodState.Work.FINISHED) {
            cancelRelist(); // the pod worker is gone
        } else if (relist == null && Pleg.isWorthASync(listed, world.runtime().snapshot())) {
            relist = time.atLast(at, this::relist);
        }
    }

    private void cancelRelist() {
        if (relist != null) {
            relist.cancel();
            relist = null;
        }
    }

    private void relist() {
        RuntimePod before = listed;
        list();
        if (Pleg.isWorthASync(before, listed)) {
            sync();
        }
    }

    private void list() {
        cancelRelist();
        listed = world.runtime().snapshot();
        listedAt = time.now();
    }

    /** As if the runtime was asked now and there was something to see. */
    void lookNow() {
        list();
        sync();
    }

    private void syncBy(Instant at) {
        if (sync == null || at.isBefore(sync.at())) {
            if (sync != null) {
                sync.cancel();
            }
            sync = time.at(at, this::sync);
        }
    }

    private void sync() {
        if (sync != null) {
            sync.cancel();
            sync = null;
        }
        steps++;
        world.probes(probes.results());
        ScenarioStep made = world.sync(time.now());
        seen = made.observed().runtime();
        seenAt = time.now();
        workload.look();
        relistAt(Rhythm.relistAfter(time.now()));
        Rhythm.next(made, world.runtime().snapshot()).ifPresent(this::syncBy);
        listeners.forEach(listener -> listener.accept(made));
    }
}
