package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.Observation.Deletion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One look at a pod: what was observed and the status before, with the questions that every part of a step asks. */
final class Look {
    final Observation observed;
    final RuntimePod runtime;
    final PodStatus old;
    /** When it was, or null where only what is said counts, not since when. */
    final @Nullable Instant now;

    final SandboxCheck sandbox;
    final Attempts attempts;
    /** The pod is being deleted: nothing starts. */
    final boolean deleting;
    /** All containers have to be restarted in place, and the gate is on. */
    final boolean restarting;
    /** As {@link #restarting}, with containers left to stop and remove. */
    final boolean resetting;

    /** The runtime knows a regular container, and its state. */
    final boolean anyRegularCreated;

    private final StatusTable before;
    private @Nullable Timestamp timestamp;

    Look(CompiledPod pod, Observation observed, PodStatus old, @Nullable Instant now) {
        this.observed = observed;
        this.now = now;
        this.runtime = observed.runtime();
        this.old = old;
        this.sandbox = SandboxCheck.of(pod.pod.spec().hostNetwork(), runtime);
        this.attempts = new Attempts(pod, runtime);
        this.before = StatusTable.of(pod, old);
        this.deleting = pod.pod.metadata().deletionTimestamp() != null || observed.termination() instanceof Deletion;
        this.restarting = pod.restartAllEnabled && RestartAll.isDue(pod, old, attempts, before);
        this.resetting = restarting && !RestartAll.isCleanedUp(pod, attempts);
        this.anyRegularCreated = anyRegularCreated(pod);
    }

    /** The time of what changes now, if it matters: one object, however much changes. */
    @Nullable
    Timestamp timestamp() {
        if (timestamp == null && now != null) {
            timestamp = Timestamp.of(now);
        }
        return timestamp;
    }

    /** What the status before says of a container. */
    @Nullable
    ContainerStatus old(CompiledContainer container) {
        return before.get(container);
    }

    /** The newest attempt of a container. */
    @Nullable
    RuntimeContainer newest(CompiledContainer container) {
        return attempts.newest(container);
    }

    private boolean anyRegularCreated(CompiledPod pod) {
        for (int i = 0; i < pod.regular.size(); i++) {
            RuntimeContainer newest = newest(pod.regular.get(i));
            if (newest != null && newest.state() != RuntimeContainer.State.UNKNOWN) {
                return true;
            }
        }
        return false;
    }
}
