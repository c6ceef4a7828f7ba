package dev.rekindle.rules;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.Feature;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.rules.Forecast.ContainerForecast;
import dev.rekindle.rules.RestartDecision.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The notes of a {@link Forecast}. */
final class ForecastNotes {
    private final PodSpec spec;
    private final Kubelet kubelet;
    private final List<ContainerForecast> containers;
    private final List<String> notes = new ArrayList<>();

    ForecastNotes(PodSpec spec, Kubelet kubelet, List<ContainerForecast> containers) {
        this.spec = spec;
        this.kubelet = kubelet;
        this.containers = containers;
    }

    List<String> all() {
        gatesOff();
        if (containers.stream().anyMatch(container -> container.has(Outcome.RESTART_ALL_CONTAINERS))) {
            restartAll();
        }
        note(names(ForecastNotes::failsPod), "the pod fails (phase Failed) when an init container fails for good: ");
        if (regularsCanFinish()) {
            note(
                    names(container -> container.kind() == ContainerKind.SIDECAR),
                    "once every regular container has finished for good, the exit of a sidecar restarts nothing: ");
        }
        return notes;
    }

    private void gatesOff() {
        if (!kubelet.enabled(Feature.CONTAINER_RESTART_RULES)) {
            note(
                    Stream.concat(
                            names(spec.initContainers(), ForecastNotes::hasRulesOrPolicyOfItsOwn),
                            names(spec.containers(), container -> container.restartPolicy() != null)),
                    "gate " + Feature.CONTAINER_RESTART_RULES + " is off, so only the pod has a restartPolicy; "
                            + "rules and policies are ignored of ");
        } else if (!kubelet.enabled(Feature.RESTART_ALL_CONTAINERS)) {
            note(
                    declared(container -> container.hasRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS)),
                    "gate " + Feature.RESTART_ALL_CONTAINERS + " is off, so where a rule RestartAllContainers matches "
                            + "the restartPolicy decides: ");
        }
    }

    private void restartAll() {
        notes.add("a restart of all containers stops each one within 2 s, whatever the grace period");
        if (!kubelet.has(Divergence.BACK_OFF_AFTER_RESTART_ALL)) {
            notes.add("a restart of all containers has no CrashLoopBackOff: an exit that recurs restarts them without"
                    + " pause");
        }
        note(
                declared(container -> container.preStop() != null),
                "a restart of all containers does not run the preStop hooks of ");
        note(
                names(container -> container.kind() == ContainerKind.INIT),
                "a restart of all containers runs these init containers again: ");
        note(
                names(container -> container.kind() == ContainerKind.EPHEMERAL),
                "a restart of all containers leaves these ephemeral containers alone: ");
    }

    private boolean regularsCanFinish() {
        return containers.stream()
                .filter(container -> container.kind() == ContainerKind.REGULAR)
                .allMatch(container -> container.has(Outcome.NONE));
    }

    private static boolean failsPod(ContainerForecast container) {
        return container.kind() == ContainerKind.INIT
                && container.ranges().stream().anyMatch(range -> range.pod() == PodOutcome.POD_FAILS);
    }

    private static boolean hasRulesOrPolicyOfItsOwn(Container init) {
        RestartPolicy policy = init.restartPolicy();
        return !init.restartPolicyRules().isEmpty() || (policy != null && !policy.equals(RestartPolicy.ALWAYS));
    }

    private Stream<String> names(Predicate<ContainerForecast> which) {
        return containers.stream().filter(which).map(ContainerForecast::name);
    }

    private Stream<String> declared(Predicate<Container> which) {
        return Stream.concat(names(spec.initContainers(), which), names(spec.containers(), which));
    }

    private static Stream<String> names(List<Container> containers, Predicate<Container> which) {
        return containers.stream().filter(which).map(Container::name);
    }

    private void note(Stream<String> names, String text) {
        List<String> all = names.toList();
        if (!all.isEmpty()) {
            notes.add(text + String.join(", ", all));
        }
    }
}
