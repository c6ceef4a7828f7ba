package dev.rekindle.testkit.cli;

import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.Pod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.core.Volume;
import dev.rekindle.lifecycle.Behavior;
import dev.rekindle.rules.Forecast;
import dev.rekindle.testkit.PlannedExit;
import dev.rekindle.testkit.PodScenario;
import dev.rekindle.testkit.ScenarioStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One pod, simulated from its first sync to its end. */
final class Simulation {
    /** How long it goes on after the last exit that was asked for, when nobody says until when. */
    static final Duration AFTER_LAST_EXIT = Duration.ofHours(1);

    static final int STEPS_MAX = 10_000;

    final Pod pod;
    final PodScenario scenario;
    final Chronicle chronicle;
    final ActionFacts actions;
    /** What the user should know beside the facts. */
    final List<String> notes = new ArrayList<>();

    private @Nullable Sandbox firstSandbox;
    private Duration lastExit = Duration.ZERO;
    private int steps;

    Simulation(Pod pod, FeatureGates gates, Behavior behavior) {
        this.pod = pod;
        this.scenario = PodScenario.of(pod, gates, behavior);
        this.actions = new ActionFacts(pod, () -> sandbox().ip());
        List<String> volumes = pod.spec().volumes().stream().map(Volume::name).toList();
        this.chronicle = new Chronicle(scenario, Forecast.of(pod, gates), volumes, actions);
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
        while (steps < STEPS_MAX
                && scenario.time().next().filter(at -> !at.isAfter(end)).isPresent()) {
            scenario.time().runNext();
        }
        boolean quiet = scenario.time().next().isEmpty();
        if (!quiet && steps >= STEPS_MAX) {
            notes.add("stopped after " + STEPS_MAX + " steps, the pod has not come to rest");
        } else if (!quiet && until == null) {
            notes.add("stopped " + Durations.length(AFTER_LAST_EXIT)
                    + " after the last exit, the pod has not come to rest: --until says how long to go on");
        }
        if (quiet && until != null) {
            scenario.after(Duration.between(scenario.time().now(), end));
        }
        scenario.plannedExits().forEach(exit -> notes.add(missed(exit, Duration.between(start, exit.at()))));
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
