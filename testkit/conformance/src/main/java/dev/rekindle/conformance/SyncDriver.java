package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.DelayedStart;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import dev.rekindle.testkit.Pleg;
import dev.rekindle.testkit.PodWorld;
import dev.rekindle.testkit.RuntimeCall;
import dev.rekindle.testkit.ScenarioStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Syncs a {@link PodWorld} in the rhythm of the recordings: again at once after a requeue, one second later
 * after a sync that changed something in the runtime, at most ten times; not after an error or a terminal sync.
 */
final class SyncDriver {
    private static final int SYNCS_MAX = 10;

    private final PodWorld world;
    private final Instant start;
    private final SyncCalls calls;
    private final StepListener listener;
    private Instant now;

    /** Looks on at every step. */
    @FunctionalInterface
    interface StepListener {
        void stepped(Pod pod, Kubelet kubelet, PodState before, Observation observed, Step step, Instant now);
    }

    SyncDriver(PodWorld world, Instant start, StepListener listener) {
        this.world = world;
        this.start = start;
        this.listener = listener;
        this.now = start;
        this.calls = new SyncCalls(world.pod(), world.kubelet().version());
    }

    Instant now() {
        return now;
    }

    void advance(long seconds) {
        now = now.plusSeconds(seconds);
    }

    void syncUntilQuiet(ArrayNode syncs) {
        for (int i = 1; ; i++) {
            ObjectNode sync = syncs.addObject();
            RuntimePod before = world.runtime().snapshot();
            Step step = step();
            boolean terminal = step.next().work() != PodState.Work.SYNC;
            sync(sync, step, terminal);
            if (terminal) {
                terminate(syncs.addObject(), step);
                return;
            }
            boolean requeued = sync.path("requeued").asBoolean();
            RuntimePod after = world.runtime().snapshot();
            boolean changed = Pleg.differs(before, after);
            if (changed && version().compareTo(KubernetesVersion.V1_36) < 0) {
                sync.put("plegSyncWorthy", Pleg.isWorthASync(before, after));
            }
            if (!sync.path("error").asText().isEmpty() || (!requeued && !changed) || i == SYNCS_MAX) {
                sync.set("runtimeAfter", runtimeAfter());
                return;
            }
            now = requeued ? now : now.plusSeconds(1);
        }
    }

    private Step step() {
        ScenarioStep decided = world.decide(now);
        listener.stepped(
                world.pod(), world.kubelet(), decided.before(), decided.observed(), decided.step(), decided.at());
        return decided.step();
    }

    private void sync(ObjectNode sync, Step step, boolean terminal) {
        boolean restartAll = world.state().status().isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING);
        sync.put("atSeconds", seconds(now));
        sync.set("status", ContainerStatusesVectors.tree(world.state().status()));
        sync.put("isTerminal", terminal);
        sync.put("runtimeSyncCalled", !terminal);
        sync.put("requeued", false);
        if (version() != KubernetesVersion.V1_34) {
            sync.put("restartAllContainers", restartAll && !terminal);
        }
        if (terminal) {
            return;
        }
        List<ActionResult> results = world.execute(step, now);
        List<RuntimeCall> made = world.runtime().takeCalls();
        sync.set("calls", calls.toJson(made));
        List<ObjectNode> failures = SyncFailures.of(world.pod(), results, made, step.delayedStarts());
        sync.putArray("failures").addAll(failures);
        sync.put("error", SyncFailures.error(failures));
        if (version() != KubernetesVersion.V1_34) {
            step.delayedStarts().stream()
                    .filter(DelayedStart::isCrashLoop)
                    .map(DelayedStart::until)
                    .min(Instant::compareTo)
                    .ifPresent(at -> sync.put("retryAtSeconds", seconds(at)));
        }
        boolean removed =
                results.stream().anyMatch(r -> r.action() instanceof PodAction.RemoveContainer && r.failure() == null);
        sync.put(
                "requeued",
                failures.isEmpty()
                        && restartAll
                        && removed
                        && step.wakeAt().filter(now::equals).isPresent());
    }

    /** The kubelet stops the pod in a sync of its own, at the same time; its status is computed at the end. */
    private void terminate(ObjectNode sync, Step step) {
        world.runtime().execute(step, now);
        sync.put("terminating", true);
        sync.put("atSeconds", seconds(now));
        sync.set("calls", calls.toJson(world.runtime().takeCalls()));
        sync.set("status", ContainerStatusesVectors.tree(step().next().status()));
        sync.set("runtimeAfter", runtimeAfter());
    }

    private ArrayNode runtimeAfter() {
        ArrayNode list = VectorJson.MAPPER.createArrayNode();
        for (RuntimeContainer c : world.runtime().snapshot().containers()) {
            ObjectNode row = list.addObject()
                    .put("attempt", c.attempt())
                    .put("id", VectorJson.rawId(c.id()))
                    .put("name", c.name())
                    .put("state", c.state().name().toLowerCase(Locale.ROOT));
            if (c.exited()) {
                row.put("exitCode", c.exitCode());
            }
        }
        return list;
    }

    private KubernetesVersion version() {
        return world.kubelet().version();
    }

    private long seconds(Instant at) {
        return Duration.between(start, at).toSeconds();
    }
}
