package dev.rekindle.testkit.invariants;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.Reasons;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One step and all that it rested on. */
record Seen(Judged pod, PodState before, Observation observed, Step step, Instant now) {
    PodStatus old() {
        return before.status();
    }

    PodStatus fresh() {
        return step.next().status();
    }

    RuntimePod runtime() {
        return observed.runtime();
    }

    /** The pod is kept running: nobody asked for its end and its phase is open. */
    boolean syncs() {
        return step.next().work() == PodState.Work.SYNC;
    }

    boolean restartingBefore() {
        return old().isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING);
    }

    boolean restartingNow() {
        return fresh().isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING);
    }

    /** The step is one that stops and removes. */
    boolean resets() {
        return pod.restartAllEnabled() && syncs() && restartingNow();
    }

    /** The step is the one that found nothing left, and begins anew. */
    boolean beginsAnew() {
        return pod.restartAllEnabled() && syncs() && restartingBefore() && !restartingNow();
    }

    boolean ends() {
        return observed.termination() != null || pod.pod().metadata().deletionTimestamp() != null;
    }

    /** The sandbox can stay: the newest is ready, the only ready one, and has the network the pod wants. */
    boolean sandboxIsIntact() {
        Sandbox newest = runtime().newestSandbox();
        boolean hostNetwork = pod.pod().spec().hostNetwork();
        return newest != null
                && newest.ready()
                && runtime().sandboxes().stream().filter(Sandbox::ready).count() == 1
                && newest.hostNetwork() == hostNetwork
                && (hostNetwork || !newest.ip().isEmpty());
    }

    <A extends PodAction> List<A> actions(Class<A> type) {
        return step.actions().stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Nullable
    RuntimeContainer attempt(String id) {
        return runtime().containers().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Whether this init container has done its work, or this sidecar is up. */
    boolean isDone(Container container) {
        RuntimeContainer newest = runtime().newest(container.name());
        if (newest == null) {
            return false;
        }
        if (!Judged.isSidecar(container)) {
            return newest.exited() && newest.exitCode() == 0 && !newest.reason().equals(Reasons.OOM_KILLED);
        }
        return newest.running()
                && (container.startupProbe() == null
                        || observed.probes().startup().get(newest.id()) == ProbeResult.SUCCESS);
    }

    /** Every status of the lists before and after, by container. */
    record Pair(@Nullable ContainerStatus old, ContainerStatus fresh) {}

    /** The statuses of init containers, sidecars and regular containers. */
    List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        pairs(old().initContainerStatuses(), fresh().initContainerStatuses(), pairs);
        pairs(old().containerStatuses(), fresh().containerStatuses(), pairs);
        return pairs;
    }

    private static void pairs(List<ContainerStatus> old, List<ContainerStatus> fresh, List<Pair> pairs) {
        fresh.forEach(status -> pairs.add(new Pair(find(old, status.name()), status)));
    }

    static @Nullable ContainerStatus find(List<ContainerStatus> statuses, String name) {
        return statuses.stream().filter(s -> s.name().equals(name)).findFirst().orElse(null);
    }

    /** The first fault among containers. */
    @Nullable
    String firstPair(Predicate<Pair> wrong) {
        for (Pair pair : pairs()) {
            if (wrong.test(pair)) {
                return pair.fresh().name() + ": " + pair.old() + " became " + pair.fresh();
            }
        }
        return null;
    }

    static <T> @Nullable String first(List<T> list, Predicate<T> wrong) {
        for (T element : list) {
            if (wrong.test(element)) {
                return String.valueOf(element);
            }
        }
        return null;
    }

    static @Nullable String when(boolean wrong, String detail) {
        return wrong ? detail : null;
    }
}
