package dev.rekindle.testkit.invariants;

import static dev.rekindle.testkit.invariants.Seen.first;
import static dev.rekindle.testkit.invariants.Seen.when;

import dev.rekindle.core.ConditionStatus;
import dev.rekindle.core.Container;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.CreateSandbox;
import dev.rekindle.lifecycle.PodAction.KillPod;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
import dev.rekindle.lifecycle.RestartCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What holds while all containers are stopped and removed. */
final class ResetInvariants {
    static final List<Invariant> LIST = List.of(
            new Invariant(
                    2,
                    "sandbox-stays",
                    "A restart of all containers leaves an intact sandbox and its IP alone.",
                    ResetInvariants::sandboxStays),
            new Invariant(
                    3,
                    "network-stays-ready",
                    "PodReadyToStartContainers does not become False because of a restart.",
                    s -> when(
                            (s.resets() || s.beginsAnew()) && s.sandboxIsIntact() && isFalse(s),
                            "PodReadyToStartContainers is False")),
            new Invariant(
                    19,
                    "nothing-starts-in-a-reset",
                    "While the condition is True nothing is started.",
                    s -> s.resets() ? first(s.actions(StartContainer.class), start -> true) : null),
            new Invariant(
                    20,
                    "no-hook-in-a-reset",
                    "While the condition is True no preStop hook runs, if the sandbox is intact.",
                    s -> s.resets() && s.sandboxIsIntact()
                            ? first(s.actions(StopContainer.class), StopContainer::runPreStop)
                            : null),
            new Invariant(
                    21,
                    "two-seconds-of-grace",
                    "Every stop of a reset grants exactly 2 s.",
                    s -> s.resets() && s.sandboxIsIntact() && !s.pod().has(Divergence.NO_GRACE)
                            ? first(
                                    s.actions(StopContainer.class),
                                    stop -> !stop.gracePeriod().equals(Duration.ofSeconds(2)))
                            : null),
            new Invariant(
                    22,
                    "the-dead-are-not-stopped",
                    "A reset stops no container that has ended, and stops every other one before its removal.",
                    ResetInvariants::stopsWhatIsAlive),
            new Invariant(
                    23,
                    "removed-once-after-its-stop",
                    "A reset removes each attempt of each container once, right after its stop.",
                    ResetInvariants::removedOnce),
            new Invariant(
                    24,
                    "triggers-last",
                    "A reset goes through regular containers, init containers, triggering regular containers, "
                            + "triggering init containers, each in spec order.",
                    ResetInvariants::order),
            new Invariant(
                    26,
                    "nothing-after-a-failure",
                    "After the failure of an action that others wait for, nothing was executed.",
                    ResetInvariants::failureIsLast),
            new Invariant(
                    28,
                    "logs-stay",
                    "The removals of a reset keep logs.",
                    s -> s.resets() && s.sandboxIsIntact() && !s.pod().has(Divergence.RESET_REMOVES_LOGS)
                            ? first(s.actions(RemoveContainer.class), remove -> !remove.keepLogs())
                            : null),
            new Invariant(
                    29,
                    "nothing-left-when-it-is-over",
                    "When the condition becomes False, no attempt of any container is left.",
                    s -> s.beginsAnew() && !s.fresh().phase().isTerminal()
                            ? first(s.runtime().containers(), c -> s.pod().owns(c.name()))
                            : null),
            new Invariant(
                    30,
                    "again-at-once-after-removals",
                    "A step asks for another one at once exactly when it is a reset that removes something, or the"
                            + " last but one of a pod.",
                    ResetInvariants::again),
            new Invariant(
                    58,
                    "probes-do-not-kill-in-a-reset",
                    "While the condition is True, no probe is the reason of a stop.",
                    s -> s.resets() && s.sandboxIsIntact()
                            ? first(
                                    s.actions(StopContainer.class),
                                    stop -> stop.reason() != StopReason.RESTART_ALL_CONTAINERS)
                            : null),
            new Invariant(
                    72,
                    "causes-begin-restarts",
                    "A cause is noted once, and none while a restart is under way.",
                    ResetInvariants::causes));

    private ResetInvariants() {}

    private static @Nullable String causes(Seen s) {
        List<RestartCause> old = s.before().causes();
        List<RestartCause> fresh = s.step().next().causes();
        boolean twice = fresh.stream().map(RestartCause::containerID).distinct().count() < fresh.size();
        boolean underWay = s.restartingBefore() && !old.containsAll(fresh);
        return when(twice || underWay, "the causes " + old + " became " + fresh);
    }

    private static @Nullable String sandboxStays(Seen s) {
        if (!(s.resets() || s.beginsAnew()) || !s.sandboxIsIntact()) {
            return null;
        }
        Sandbox sandbox = Objects.requireNonNull(s.runtime().newestSandbox());
        if (!sandbox.ip().isEmpty() && !sandbox.ip().equals(s.fresh().podIP())) {
            return "the pod IP became " + s.fresh().podIP();
        }
        return first(s.step().actions(), a -> a instanceof KillPod || a instanceof CreateSandbox);
    }

    private static boolean isFalse(Seen s) {
        PodCondition condition = s.fresh().condition(PodConditionType.POD_READY_TO_START_CONTAINERS);
        return condition != null && condition.status().equals(ConditionStatus.FALSE);
    }

    private static boolean removesInPlace(Seen s) {
        return s.resets() && s.sandboxIsIntact();
    }

    private static @Nullable String stopsWhatIsAlive(Seen s) {
        if (!removesInPlace(s)) {
            return null;
        }
        List<String> stopped =
                s.actions(StopContainer.class).stream().map(StopContainer::id).toList();
        for (RemoveContainer remove : s.actions(RemoveContainer.class)) {
            RuntimeContainer attempt = s.attempt(remove.id());
            if (attempt != null && attempt.exited() == stopped.contains(remove.id())) {
                return remove.id() + " is " + attempt.state() + ", stopped: " + stopped;
            }
        }
        return null;
    }

    private static @Nullable String removedOnce(Seen s) {
        if (!removesInPlace(s)) {
            return null;
        }
        List<String> removed = s.actions(RemoveContainer.class).stream()
                .map(RemoveContainer::id)
                .toList();
        boolean ephemeralToo = s.pod().has(Divergence.EPHEMERAL_TERMINATED);
        List<String> there = s.runtime().containers().stream()
                .filter(c -> ephemeralToo || s.pod().owns(c.name()))
                .map(RuntimeContainer::id)
                .toList();
        if (removed.size() != removed.stream().distinct().count()
                || !there.stream()
                        .sorted()
                        .toList()
                        .equals(removed.stream().sorted().toList())) {
            return "there are " + there + ", removed are " + removed;
        }
        if (s.pod().has(Divergence.UNORDERED_KILL)) {
            return null;
        }
        List<PodAction> actions = s.step().actions();
        for (int i = 0; i < actions.size(); i++) {
            boolean next = i + 1 < actions.size()
                    && actions.get(i) instanceof StopContainer stop
                    && actions.get(i + 1) instanceof RemoveContainer remove
                    && remove.id().equals(stop.id());
            if (actions.get(i) instanceof StopContainer && !next) {
                return actions.get(i) + " is not followed by its removal";
            }
        }
        return null;
    }

    private static @Nullable String order(Seen s) {
        if (!removesInPlace(s) || s.pod().has(Divergence.UNORDERED_KILL)) {
            return null;
        }
        List<Integer> places = new ArrayList<>();
        for (RemoveContainer remove : s.actions(RemoveContainer.class)) {
            RuntimeContainer attempt = s.attempt(remove.id());
            if (attempt != null && s.pod().owns(attempt.name())) {
                places.add(place(s, attempt));
            }
        }
        return when(
                !places.stream().sorted().toList().equals(places),
                "the order is " + s.step().actions());
    }

    /** Where a container comes in a reset: class by class, in spec order inside. */
    private static int place(Seen s, RuntimeContainer attempt) {
        int trigger = s.pod().isTrigger(attempt) ? 2_000_000 : 0;
        int init = index(s.pod().init(), attempt.name());
        return trigger + (init >= 0 ? 1_000_000 + init : index(s.pod().regular(), attempt.name()));
    }

    private static int index(List<Container> containers, String name) {
        return containers.stream().map(Container::name).toList().indexOf(name);
    }

    private static @Nullable String failureIsLast(Seen s) {
        List<ActionResult> results = s.observed().results();
        for (int i = 0; i < results.size() - 1; i++) {
            if (results.get(i).failure() != null && results.get(i).action().endsSyncOnFailure()) {
                return results.get(i) + " is followed by " + results.get(i + 1);
            }
        }
        return null;
    }

    private static @Nullable String again(Seen s) {
        boolean again = s.step().wakeAt().filter(s.now()::equals).isPresent();
        boolean removes = s.resets()
                && s.sandboxIsIntact()
                && !s.actions(RemoveContainer.class).isEmpty();
        if ((!s.sandboxIsIntact() && s.resets()) || s.pod().has(Divergence.NO_REQUEUE_AFTER_RESET)) {
            return null;
        }
        return when(
                s.syncs() && again != removes,
                "wakeAt is " + s.step().wakeAt() + " after " + s.step().actions());
    }
}
