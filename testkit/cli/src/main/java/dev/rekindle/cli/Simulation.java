package dev.rekindle.cli;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodReadinessGate;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.Sandbox;
import dev.rekindle.core.Volume;
import dev.rekindle.rules.Forecast;
import dev.rekindle.testkit.PlannedExit;
import dev.rekindle.testkit.PodScenario;
import dev.rekindle.testkit.ScenarioStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One pod, simulated from its first sync to its end. */
final class Simulation {
    /** How long it goes on after the last exit that was asked for, when nobody says until when. */
    static final Duration AFTER_LAST_EXIT = Duration.ofHours(1);

    static final int STEPS_MAX = 2_000;

    /** How many restarts of all containers are shown that nobody asked for. */
    static final int RECURRENCES_MAX = 20;

    final Pod pod;
    final PodScenario scenario;
    final Chronicle chronicle;
    final ActionFacts actions;
    /** What the user should know beside the facts. */
    final List<String> notes = new ArrayList<>();

    private final Kubelet kubelet;
    private @Nullable Sandbox firstSandbox;
    private Duration lastExit = Duration.ZERO;
    private int steps;
    private int exitsToCome = -1;
    private int restartsBefore;

    Simulation(Pod pod, Kubelet kubelet) {
        this.kubelet = kubelet;
        this.pod = pod;
        // its life begins anew
        this.scenario =
                PodScenario.of(Pod.builder().from(pod).status(PodStatus.EMPTY).build(), kubelet);
        this.actions = new ActionFacts(pod, () -> sandbox().ip());
        List<String> volumes = pod.spec().volumes().stream().map(Volume::name).toList();
        this.chronicle = new Chronicle(scenario, Forecast.of(pod, kubelet), volumes, actions);
        scenario.onStep(this::stepped);
    }

    private void stepped(ScenarioStep step) {
        steps++;
        if (firstSandbox == null) {
            firstSandbox = scenario.runtime().snapshot().newestSandbox();
        }
        chronicle.add(step);
    }

    void exit(ContainerSetting.Exit exit) {
        scenario.exitAt(exit.container(), exit.code(), exit.at());
        lastExit = exit.at().compareTo(lastExit) > 0 ? exit.at() : lastExit;
    }

    void runs(ContainerSetting.Runs runs) {
        scenario.runs(runs.container(), runs.duration());
    }

    /**
     * Runs until nothing is left to happen, or until then.
     *
     * @param until when to stop, or null
     */
    void run(@Nullable Duration until) {
        Instant start = scenario.time().now();
        Instant end = start.plus(until != null ? until : lastExit.plus(AFTER_LAST_EXIT));
        boolean recurs = false;
        while (steps < STEPS_MAX
                && !recurs
                && scenario.time().next().filter(at -> !at.isAfter(end)).isPresent()) {
            scenario.time().runNext();
            recurs = until == null && recurs();
        }
        boolean quiet = scenario.time().next().isEmpty();
        if (quiet) {
            new Standstill(pod, kubelet)
                    .of(scenario.status(), scenario.runtime().snapshot())
                    .ifPresent(notes::add);
            gatesNobodySets().ifPresent(notes::add);
        }
        if (recurs) {
            notes.add("stopped after all containers restarted " + RECURRENCES_MAX + " times in a row, the last time "
                    + chronicle.restarts().get(chronicle.restarts().size() - 1)
                    + ": it goes on like that, --until says how long to go on");
        } else if (!quiet && steps >= STEPS_MAX) {
            notes.add("stopped after " + STEPS_MAX + " steps, the pod has not come to rest");
        } else if (!quiet && until == null) {
            notes.add("stopped " + Durations.length(AFTER_LAST_EXIT)
                    + " after the last exit, the pod has not come to rest: --until says how long to go on");
        }
        if (until != null && !recurs && steps < STEPS_MAX) {
            scenario.after(Duration.between(scenario.time().now(), end));
        }
        scenario.plannedExits().forEach(exit -> notes.add(missed(exit, Duration.between(start, exit.at()))));
    }

    /** Whether all containers restart again and again without a new reason: that would go on for an hour. */
    private boolean recurs() {
        int restarts = chronicle.restarts().size();
        int toCome = scenario.plannedExits().size();
        if (toCome != exitsToCome || toCome > 0) {
            exitsToCome = toCome;
            restartsBefore = restarts;
        }
        return restarts - restartsBefore >= RECURRENCES_MAX;
    }

    /** A kubelet only reads these conditions. */
    private Optional<String> gatesNobodySets() {
        PodStatus status = scenario.status();
        String missing = pod.spec().readinessGates().stream()
                .map(PodReadinessGate::conditionType)
                .filter(type -> !status.isTrue(type))
                .collect(Collectors.joining(", "));
        return missing.isEmpty() || !status.isTrue(PodConditionType.CONTAINERS_READY)
                ? Optional.empty()
                : Optional.of("the pod does not become Ready: readinessGates " + missing
                        + " wait for conditions that others than the kubelet set, and here nobody does");
    }

    private String missed(PlannedExit exit, Duration at) {
        String which = "--exit " + exit.container() + "=" + exit.exitCode() + "@" + Durations.length(at);
        return at.compareTo(scenario.time().elapsed()) > 0
                ? which + " was still to come"
                : which + " did not happen: " + exit.container() + " was not running then, nor later";
    }

    Sandbox sandboxBefore() {
        return Objects.requireNonNull(firstSandbox);
    }

    Sandbox sandbox() {
        return Objects.requireNonNull(scenario.runtime().snapshot().newestSandbox());
    }
}
