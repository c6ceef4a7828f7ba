package dev.rekindle.cli;

import dev.rekindle.core.ConditionStatus;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.DelayedStart;
import dev.rekindle.rules.Forecast;
import dev.rekindle.rules.Forecast.ContainerForecast;
import dev.rekindle.rules.Forecast.Range;
import dev.rekindle.rules.RestartDecision.Outcome;
import dev.rekindle.testkit.PodScenario;
import dev.rekindle.testkit.ScenarioStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes down what happens to a pod: in each step what was seen, what was decided, and what was done. */
final class Chronicle {
    private static final String RESTARTING = PodConditionType.ALL_CONTAINERS_RESTARTING;

    private final PodScenario scenario;
    private final Map<String, ContainerForecast> forecasts = new HashMap<>();
    private final String volumes;
    private final ActionFacts actions;
    private final List<Fact> facts = new ArrayList<>();
    private final Set<String> exitsTold = new HashSet<>();
    private final Map<String, Instant> waitsTold = new HashMap<>();
    private final List<String> restarts = new ArrayList<>();
    private final List<String> triggersOfStep = new ArrayList<>();
    private Duration at = Duration.ZERO;
    private int step;

    Chronicle(PodScenario scenario, Forecast forecast, List<String> volumes, ActionFacts actions) {
        this.scenario = scenario;
        forecast.containers().forEach(container -> forecasts.put(container.name(), container));
        this.volumes = volumes.isEmpty() ? "" : ", volumes kept: " + String.join(", ", volumes);
        this.actions = actions;
    }

    List<Fact> facts() {
        return facts;
    }

    /** The restarts of all containers, one text each: when, and by which exits. */
    List<String> restarts() {
        return restarts;
    }

    void add(ScenarioStep made) {
        step++;
        at = scenario.time().elapsed();
        Set<String> triggers = exits(made);
        PodStatus before = made.before().status();
        PodStatus after = made.step().next().status();
        restarting(before, after);
        phase(before, after);
        ready(before, after);
        actions.facts(at, step, made.step().actions(), triggers, facts);
        made.step().delayedStarts().forEach(this::waits);
    }

    /** {@return the ids of the attempts whose exit restarts all containers} */
    private Set<String> exits(ScenarioStep made) {
        Set<String> triggers = new HashSet<>();
        triggersOfStep.clear();
        List<RuntimeContainer> attempts = made.observed().runtime().containers();
        for (int i = attempts.size() - 1; i >= 0; i--) {
            RuntimeContainer attempt = attempts.get(i);
            if (attempt.exited() && !actions.wasStopped(attempt.id())) {
                Range range = range(attempt);
                if (range.outcome() == Outcome.RESTART_ALL_CONTAINERS) {
                    triggers.add(attempt.id());
                }
                if (exitsTold.add(attempt.id())) {
                    exit(attempt, range);
                }
            }
        }
        return triggers;
    }

    private Range range(RuntimeContainer attempt) {
        return forecast(attempt.name()).at(attempt.exitCode());
    }

    private void exit(RuntimeContainer attempt, Range range) {
        String what = attempt.name() + " exited " + attempt.exitCode();
        String outcome = switch (range.outcome()) {
            case RESTART_ALL_CONTAINERS -> "RestartAllContainers";
            case RESTART_CONTAINER -> "Restart";
            case NONE -> "";
        };
        if (range.outcome() == Outcome.RESTART_ALL_CONTAINERS) {
            triggersOfStep.add(what);
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("container", attempt.name());
        data.put("containerID", attempt.id());
        data.put("exitCode", attempt.exitCode());
        data.put("outcome", outcome.isEmpty() ? "None" : outcome);
        String suffix = outcome.isEmpty() ? (isInit(attempt.name()) ? "" : " → no restart") : " → " + outcome;
        tell("exit", attempt.exitCode() == 0 ? Tone.GOOD : Tone.BAD, what, range.why() + suffix, data);
    }

    private boolean isInit(String name) {
        return forecast(name).kind() == ContainerKind.INIT;
    }

    private ContainerForecast forecast(String name) {
        return Objects.requireNonNull(forecasts.get(name));
    }

    private void restarting(PodStatus before, PodStatus after) {
        boolean was = before.isTrue(RESTARTING);
        PodCondition condition = after.condition(RESTARTING);
        if (condition == null || was == after.isTrue(RESTARTING)) {
            return;
        }
        if (!was) {
            restarts.add("at " + Durations.point(at) + " (" + String.join(", ", triggersOfStep) + ")");
        }
        String why = was ? kept() : condition.message() + " (" + condition.reason() + ")";
        condition(condition, was ? Tone.GOOD : Tone.RESTART, why);
    }

    private String kept() {
        Sandbox sandbox = Objects.requireNonNull(scenario.runtime().snapshot().newestSandbox());
        return sandbox.ready() ? "sandbox " + sandbox.id() + ", " + sandbox.ip() + volumes : "the sandbox is gone";
    }

    private void phase(PodStatus before, PodStatus after) {
        PodPhase phase = after.phase();
        if (phase.equals(before.phase())) {
            return;
        }
        String why = "";
        Tone tone = Tone.PLAIN;
        if (phase.equals(PodPhase.SUCCEEDED)) {
            why = "every container exited 0 for good";
            tone = Tone.GOOD;
        } else if (phase.equals(PodPhase.FAILED)) {
            why = after.reason().isEmpty() ? failures(after) : after.reason() + ": " + after.message();
            tone = Tone.BAD;
        }
        tell("phase", tone, "phase " + phase.value(), why, Map.of("phase", phase.value()));
    }

    private String failures(PodStatus status) {
        return Stream.of(status.initContainerStatuses(), status.containerStatuses())
                .flatMap(List::stream)
                .filter(this::failed)
                .map(ContainerStatus::name)
                .collect(Collectors.joining(", ", "failed for good: ", ""));
    }

    /** How a sidecar ends does not matter to the pod: the kubelet stops it. */
    private boolean failed(ContainerStatus status) {
        return status.terminated() != null
                && status.terminated().exitCode() != 0
                && forecast(status.name()).kind() != ContainerKind.SIDECAR;
    }

    private void ready(PodStatus before, PodStatus after) {
        PodCondition ready = after.condition(PodConditionType.READY);
        if (ready != null && before.isTrue(PodConditionType.READY) != after.isTrue(PodConditionType.READY)) {
            String why = ready.message().isEmpty() ? ready.reason() : ready.message();
            condition(ready, ready.status().equals(ConditionStatus.TRUE) ? Tone.GOOD : Tone.PLAIN, why);
        }
    }

    private void condition(PodCondition condition, Tone tone, String why) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("type", condition.type());
        data.put("status", condition.status().value());
        data.put("reason", condition.reason());
        data.put("message", condition.message());
        tell("condition", tone, condition.type() + " " + condition.status().value(), why, data);
    }

    private void waits(DelayedStart held) {
        if (held.until().equals(waitsTold.put(held.container(), held.until()))) {
            return;
        }
        Duration until = at.plus(Duration.between(scenario.time().now(), held.until()));
        String why = held.error().reason() + " " + Durations.length(held.delay()) + ", until " + Durations.point(until);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("container", held.container());
        data.put("delaySeconds", seconds(held.delay()));
        data.put("untilSeconds", seconds(until));
        tell("backOff", Tone.PLAIN, held.container() + " waits", why, data);
    }

    /** For machines. */
    static Number seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private void tell(String kind, Tone tone, String what, String why, Map<String, Object> data) {
        facts.add(new Fact(at, step, kind, tone, what, List.of(why), data));
    }
}
