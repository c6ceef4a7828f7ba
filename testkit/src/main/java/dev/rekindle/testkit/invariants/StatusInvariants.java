package dev.rekindle.testkit.invariants;

import static dev.rekindle.core.PodConditionType.ALL_CONTAINERS_RESTARTING;
import static dev.rekindle.testkit.invariants.Seen.when;

import dev.rekindle.core.ConditionStatus;
import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerState.Waiting;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.rules.PodValidation;
import dev.rekindle.rules.RestartRules;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What holds of phase and conditions. */
final class StatusInvariants {
    static final List<Invariant> LIST = List.of(
            new Invariant(
                    1,
                    "start-time-stays",
                    "The start time of the pod does not change.",
                    s -> when(
                            s.old().startTime() != null
                                    && !Objects.equals(
                                            s.old().startTime(), s.fresh().startTime()),
                            s.old().startTime() + " became " + s.fresh().startTime())),
            new Invariant(
                    8,
                    "no-rule-no-condition",
                    "Without a rule that restarts all containers the condition does not appear.",
                    s -> when(
                            (!s.pod().hasRestartAllRule() || !s.pod().restartAllEnabled())
                                    && restarting(s.fresh().condition(ALL_CONTAINERS_RESTARTING))
                                    && !restarting(s.old().condition(ALL_CONTAINERS_RESTARTING)),
                            "the condition appeared")),
            new Invariant(
                    9,
                    "rule-means-condition",
                    "With such a rule the condition is there from the first step on.",
                    s -> when(
                            s.pod().hasRestartAllRule()
                                    && s.pod().restartAllEnabled()
                                    && s.fresh().condition(ALL_CONTAINERS_RESTARTING) == null
                                    && !s.fresh().equals(s.old()),
                            "the condition is missing")),
            new Invariant(
                    10,
                    "only-an-exit-triggers",
                    "The condition becomes True only when the newest attempt of some container has ended with a"
                            + " code that its rules map to a restart of all, now or as published before.",
                    StatusInvariants::onlyAnExitTriggers),
            new Invariant(
                    51,
                    "placeholders-end-no-pod",
                    "What was removed by a reset does not make the pod Failed or Succeeded.",
                    s -> when(
                            s.beginsAnew()
                                    && s.fresh().phase().isTerminal()
                                    && s.observed().termination() == null,
                            "the phase is " + s.fresh().phase())),
            new Invariant(
                    52,
                    "terminal-is-for-ever",
                    "A terminal phase stays, and the condition is False with the reason PodFailed or PodCompleted.",
                    StatusInvariants::terminal),
            new Invariant(
                    53,
                    "initialized-stays",
                    "Initialized does not go from True to False.",
                    s -> when(
                            s.pod().restartAllEnabled()
                                    && s.old().isTrue(PodConditionType.INITIALIZED)
                                    && !s.fresh().isTrue(PodConditionType.INITIALIZED),
                            "Initialized became False")),
            new Invariant(
                    54,
                    "ready-means-running",
                    "Ready is False as long as some sidecar or regular container does not run.",
                    StatusInvariants::readyMeansRunning),
            new Invariant(
                    55,
                    "transition-times-move-with-statuses",
                    "The transition time of a condition changes only when its status does.",
                    StatusInvariants::transitionTimes),
            new Invariant(
                    56,
                    "the-api-server-accepts",
                    "The API server accepts the change from the status published before.",
                    StatusInvariants::accepted),
            new Invariant(
                    57,
                    "pending-while-inits-run",
                    "The phase is Pending while an init container runs or a regular one was never started.",
                    StatusInvariants::pending));

    private StatusInvariants() {}

    private static boolean restarting(@Nullable PodCondition condition) {
        return condition != null;
    }

    private static @Nullable String onlyAnExitTriggers(Seen s) {
        if (s.restartingBefore() || !s.restartingNow() || !s.pod().restartAllEnabled()) {
            return null;
        }
        for (String name : s.pod().rules().keySet()) {
            RuntimeContainer newest = s.runtime().newest(name);
            if (newest != null && newest.exited() && (s.pod().isTrigger(newest) || wasPublished(s, name))) {
                return null;
            }
        }
        return "no exit calls for it: " + s.runtime().containers();
    }

    private static boolean wasPublished(Seen s, String name) {
        ContainerStatus status = Seen.find(s.old().initContainerStatuses(), name);
        if (status == null) {
            status = Seen.find(s.old().containerStatuses(), name);
        }
        RestartRules rules = Objects.requireNonNull(s.pod().rules().get(name));
        return status != null
                && status.terminated() != null
                && rules.matchesRestartAll(status.terminated().exitCode());
    }

    private static @Nullable String terminal(Seen s) {
        if (s.old().phase().isTerminal() && !s.old().phase().equals(s.fresh().phase())) {
            return s.old().phase() + " became " + s.fresh().phase();
        }
        PodCondition condition = s.fresh().condition(ALL_CONTAINERS_RESTARTING);
        boolean judged = s.fresh().phase().isTerminal()
                && !s.step().next().work().isOver()
                && s.pod().restartAllEnabled();
        boolean right = condition == null
                || (condition.status().equals(ConditionStatus.FALSE)
                        && condition.reason().startsWith("Pod"));
        return when(judged && !right, condition + " in a terminal phase");
    }

    private static @Nullable String readyMeansRunning(Seen s) {
        if (!s.fresh().isTrue(PodConditionType.READY)) {
            return null;
        }
        for (Container container : s.pod().init()) {
            ContainerStatus status = Seen.find(s.fresh().initContainerStatuses(), container.name());
            if (Judged.isSidecar(container) && (status == null || !status.isRunning())) {
                return "Ready, but " + container.name() + " does not run";
            }
        }
        for (Container container : s.pod().regular()) {
            ContainerStatus status = Seen.find(s.fresh().containerStatuses(), container.name());
            if (status == null || !status.isRunning()) {
                return "Ready, but " + container.name() + " does not run";
            }
        }
        return null;
    }

    private static @Nullable String transitionTimes(Seen s) {
        for (PodCondition fresh : s.fresh().conditions()) {
            PodCondition old = s.old().condition(fresh.type());
            boolean sameTime = old != null && Objects.equals(old.lastTransitionTime(), fresh.lastTransitionTime());
            boolean sameStatus = old != null && old.status().equals(fresh.status());
            if (old != null && old.lastTransitionTime() != null && sameStatus && !sameTime) {
                return old + " became " + fresh;
            }
            if (fresh.lastTransitionTime() == null) {
                return fresh + " has no transition time";
            }
        }
        return null;
    }

    private static @Nullable String accepted(Seen s) {
        if (!s.pod().rulesEnabled()) {
            return null;
        }
        Pod old = Pod.builder().from(s.pod().pod()).status(s.old()).build();
        Pod fresh = Pod.builder().from(s.pod().pod()).status(s.fresh()).build();
        PodValidation.Result result = s.pod().validation().updateStatus(fresh, old);
        return when(!result.allowed(), result.errors().toString());
    }

    private static @Nullable String pending(Seen s) {
        if (s.pod().has(Divergence.PENDING_THROUGHOUT)) {
            return null;
        }
        List<String> inits = s.pod().init().stream()
                .filter(c -> !Judged.isSidecar(c))
                .map(Container::name)
                .toList();
        boolean initRuns = s.fresh().initContainerStatuses().stream()
                .anyMatch(status -> status.isRunning() && inits.contains(status.name()));
        boolean waits = s.fresh().containerStatuses().stream()
                .anyMatch(status -> status.state() instanceof Waiting && status.lastTerminated() == null);
        boolean open = !s.fresh().phase().isTerminal() && !s.old().phase().isTerminal();
        return when(
                open && (initRuns || waits) && !s.fresh().phase().equals(PodPhase.PENDING),
                "the phase is " + s.fresh().phase());
    }
}
