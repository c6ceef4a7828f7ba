package dev.rekindle.testkit.invariants;

import static dev.rekindle.testkit.invariants.Seen.first;
import static dev.rekindle.testkit.invariants.Seen.when;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.BackOffEntry;
import dev.rekindle.lifecycle.DelayedStart;
import dev.rekindle.lifecycle.PodAction.CreateSandbox;
import dev.rekindle.lifecycle.PodAction.KillPod;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What holds of starts, and of what delays them. */
final class StartInvariants {
    static final List<Invariant> LIST = List.of(
            new Invariant(
                    33,
                    "begins-in-the-same-step",
                    "The step that makes the condition False orders the first start, unless its image waits for a pull.",
                    s -> when(
                            beginsInPlace(s) && started(s).isEmpty() && !mayWait(s),
                            "nothing is started: " + s.step().actions())),
            new Invariant(
                    34,
                    "begins-with-the-first-init",
                    "After a reset the first init container is started, or, without any, all regular ones in order.",
                    StartInvariants::beginsWithTheFirst),
            new Invariant(
                    35,
                    "inits-in-order",
                    "An init container starts for the first time after the one before has succeeded or, if that is a"
                            + " sidecar, has started.",
                    StartInvariants::initsInOrder),
            new Invariant(
                    36,
                    "regulars-after-inits",
                    "No regular container starts for the first time before every init container has succeeded and"
                            + " every sidecar has begun, the last one being started.",
                    StartInvariants::regularsAfterInits),
            new Invariant(
                    37,
                    "one-init-at-a-time",
                    "No init container starts while another one runs, and no two in one step.",
                    StartInvariants::oneInit),
            new Invariant(
                    38,
                    "nothing-starts-in-a-failed-pod",
                    "With a terminal phase nothing is started.",
                    s -> s.fresh().phase().isTerminal() ? first(s.actions(StartContainer.class), start -> true) : null),
            new Invariant(
                    39,
                    "sidecars-start-again",
                    "A sidecar that ended is started again unless the pod ends, restarts or loses its sandbox.",
                    StartInvariants::sidecarsStartAgain),
            new Invariant(
                    41,
                    "nothing-starts-at-the-end",
                    "Once the end of the pod was asked for, nothing is started.",
                    s -> s.ends() ? first(s.actions(StartContainer.class), start -> true) : null),
            new Invariant(
                    42,
                    "no-delay-without-an-end",
                    "A start is held back only when an attempt that ended is there, so never the first one after a"
                            + " reset.",
                    s -> s.pod().has(Divergence.BACK_OFF_AFTER_RESTART_ALL)
                            ? null
                            : first(s.step().delayedStarts(), held -> held.isCrashLoop() && !anyEnded(s, held))),
            new Invariant(
                    43,
                    "back-off-survives-a-reset",
                    "A back-off entry changes only with a start that followed an end.",
                    StartInvariants::entriesChangeWithStarts),
            new Invariant(
                    44,
                    "back-off-doubles",
                    "A back-off entry that changes becomes the initial delay, or doubles up to the longest.",
                    StartInvariants::doubles),
            new Invariant(
                    59,
                    "probe-results-belong-to-ids",
                    "A container is stopped for a probe only when that probe failed for its own id.",
                    s -> first(s.actions(StopContainer.class), stop -> !hasFailed(s, stop))));

    private StartInvariants() {}

    private static boolean beginsInPlace(Seen s) {
        return s.beginsAnew() && s.sandboxIsIntact() && !s.ends();
    }

    private static List<String> started(Seen s) {
        return s.actions(StartContainer.class).stream()
                .filter(start -> start.kind() != ContainerKind.EPHEMERAL)
                .map(StartContainer::name)
                .toList();
    }

    /** The first start may wait for a pull; for its back-off only in the text of the KEP. */
    private static boolean mayWait(Seen s) {
        return s.step().delayedStarts().stream()
                .anyMatch(held -> !held.isCrashLoop() || s.pod().has(Divergence.BACK_OFF_AFTER_RESTART_ALL));
    }

    private static @Nullable String beginsWithTheFirst(Seen s) {
        List<String> started = started(s);
        if (!beginsInPlace(s) || started.isEmpty() || !s.step().delayedStarts().isEmpty()) {
            return null;
        }
        List<String> expected = s.pod().init().isEmpty()
                ? s.pod().regular().stream().map(Container::name).toList()
                : List.of(s.pod().init().get(0).name());
        return when(!started.equals(expected), "started are " + started);
    }

    private static boolean regularIsUp(Seen s) {
        return s.pod().regular().stream()
                .map(c -> s.runtime().newest(c.name()))
                .anyMatch(c -> c != null && (c.running() || c.state() == RuntimeContainer.State.CREATED));
    }

    private static @Nullable String initsInOrder(Seen s) {
        List<Container> init = s.pod().init();
        for (int i = 1; i < init.size(); i++) {
            String name = init.get(i).name();
            boolean laterBegan = regularIsUp(s)
                    || init.subList(i, init.size()).stream()
                            .anyMatch(c -> s.runtime().newest(c.name()) != null);
            boolean starts = s.actions(StartContainer.class).stream()
                    .anyMatch(a -> a.name().equals(name));
            if (starts && !laterBegan && !s.isDone(init.get(i - 1))) {
                return name + " starts before " + init.get(i - 1).name() + " is done";
            }
        }
        return null;
    }

    private static @Nullable String regularsAfterInits(Seen s) {
        List<Container> init = s.pod().init();
        boolean starts = s.actions(StartContainer.class).stream().anyMatch(a -> a.kind() == ContainerKind.REGULAR);
        if (!starts || init.isEmpty() || regularIsUp(s)) {
            return null;
        }
        Container last = init.get(init.size() - 1);
        if (!s.isDone(last)) {
            return "regular containers start before " + last.name() + " is done";
        }
        return null;
    }

    private static @Nullable String oneInit(Seen s) {
        List<String> starts = s.actions(StartContainer.class).stream()
                .filter(a -> a.kind() == ContainerKind.INIT)
                .map(StartContainer::name)
                .toList();
        if (starts.isEmpty()) {
            return null;
        }
        List<String> running = s.pod().init().stream()
                .filter(c -> !Judged.isSidecar(c))
                .map(c -> s.runtime().newest(c.name()))
                .filter(c -> c != null && c.running())
                .map(RuntimeContainer::name)
                .toList();
        boolean sandboxGoes = !s.actions(CreateSandbox.class).isEmpty();
        return when(
                starts.size() > 1 || (!running.isEmpty() && !sandboxGoes),
                "started are " + starts + ", running are " + running);
    }

    private static @Nullable String sidecarsStartAgain(Seen s) {
        boolean exempt = !s.syncs()
                || s.resets()
                || s.ends()
                || !s.sandboxIsIntact()
                || !s.actions(KillPod.class).isEmpty();
        if (exempt) {
            return null;
        }
        for (Container container : s.pod().init()) {
            RuntimeContainer newest = s.runtime().newest(container.name());
            boolean due = Judged.isSidecar(container) && newest != null && newest.exited();
            boolean ordered = s.actions(StartContainer.class).stream()
                    .anyMatch(a -> a.name().equals(container.name()));
            // an init container in back-off holds back all that comes after it
            if (due && !ordered && s.step().delayedStarts().isEmpty()) {
                return container.name() + " ended and is not started";
            }
        }
        return null;
    }

    private static boolean anyEnded(Seen s, DelayedStart held) {
        return s.runtime().containers().stream().anyMatch(c -> c.name().equals(held.container()) && c.exited());
    }

    private static @Nullable String entriesChangeWithStarts(Seen s) {
        boolean startFailed = s.observed().results().stream().anyMatch(StartInvariants::failedStart);
        for (Map.Entry<String, BackOffEntry> entry : s.step().next().backOff().entrySet()) {
            boolean changed = !entry.getValue().equals(s.before().backOff().get(entry.getKey()));
            boolean anyNew = s.runtime().containers().stream().anyMatch(c -> followsAnEnd(s, c));
            if (changed && !startFailed && !anyNew && !s.pod().has(Divergence.BACK_OFF_AFTER_RESTART_ALL)) {
                return entry + " without a start that followed an end";
            }
        }
        return null;
    }

    private static boolean failedStart(ActionResult result) {
        return result.failure() != null && result.action() instanceof StartContainer;
    }

    private static boolean followsAnEnd(Seen s, RuntimeContainer attempt) {
        boolean newest = attempt.equals(s.runtime().newest(attempt.name()));
        boolean olderEnded = s.runtime().containers().stream()
                .anyMatch(c -> c.name().equals(attempt.name()) && !c.equals(attempt) && c.exited());
        boolean reported = s.observed().results().stream()
                .anyMatch(r -> r.action() instanceof StartContainer start
                        && start.name().equals(attempt.name())
                        && start.lastFinishedAt() != null);
        return newest && (olderEnded || reported);
    }

    private static @Nullable String doubles(Seen s) {
        Duration initial = s.pod().backOff().initial();
        Duration max = s.pod().backOff().max();
        for (Map.Entry<String, BackOffEntry> entry : s.step().next().backOff().entrySet()) {
            BackOffEntry old = s.before().backOff().get(entry.getKey());
            Duration delay = entry.getValue().delay();
            Duration twice = old == null ? initial : old.delay().multipliedBy(2);
            boolean allowed = entry.getValue().equals(old)
                    || delay.equals(initial)
                    || delay.equals(twice.compareTo(max) > 0 ? max : twice);
            if (!allowed) {
                return old + " became " + entry.getValue();
            }
        }
        return null;
    }

    private static boolean hasFailed(Seen s, StopContainer stop) {
        Map<String, ProbeResult> results = stop.reason() == StopReason.LIVENESS_PROBE
                ? s.observed().probes().liveness()
                : s.observed().probes().startup();
        boolean forProbe = stop.reason() == StopReason.LIVENESS_PROBE || stop.reason() == StopReason.STARTUP_PROBE;
        return !forProbe || results.get(stop.id()) == ProbeResult.FAILURE;
    }
}
