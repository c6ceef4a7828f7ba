package dev.rekindle.rules;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Feature;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.rules.Forecast.ContainerForecast;
import dev.rekindle.rules.Forecast.Range;
import dev.rekindle.rules.RestartDecision.Outcome;
import java.util.ArrayList;
import java.util.List;

/** The outcomes of a {@link Forecast}. */
final class Forecaster {
    private static final Answer EPHEMERAL = new Answer(Outcome.NONE, "ephemeral containers are never restarted");
    private static final Answer SIDECAR = new Answer(Outcome.RESTART_CONTAINER, "sidecars are always restarted");
    private static final Answer INIT_DONE = new Answer(Outcome.NONE, "the init container is done");

    private final PodSpec spec;
    private final Kubelet kubelet;

    Forecaster(PodSpec spec, Kubelet kubelet) {
        this.spec = spec;
        this.kubelet = kubelet;
    }

    List<ContainerForecast> containers() {
        List<ContainerForecast> containers = new ArrayList<>();
        for (Container container : spec.initContainers()) {
            boolean sidecar = RestartPolicy.ALWAYS.equals(container.restartPolicy());
            containers.add(forecast(container, sidecar ? ContainerKind.SIDECAR : ContainerKind.INIT));
        }
        spec.containers().forEach(container -> containers.add(forecast(container, ContainerKind.REGULAR)));
        spec.ephemeralContainers().forEach(container -> containers.add(forecast(container, ContainerKind.EPHEMERAL)));
        return containers;
    }

    private ContainerForecast forecast(Container container, ContainerKind kind) {
        RestartRules rules = RestartRules.compile(container, spec.restartPolicy(), kubelet);
        List<Range> ranges = Ranges.of(
                rules.starts(),
                code -> answer(container, kind, rules, code),
                (from, to, answer) -> new Range(from, to, answer.outcome(), answer.why()));
        return new ContainerForecast(container.name(), kind, ranges);
    }

    private Answer answer(Container container, ContainerKind kind, RestartRules rules, int exitCode) {
        if (kind == ContainerKind.EPHEMERAL) {
            return EPHEMERAL;
        }
        // Before everything else, and without a look at policies: ShouldAllContainersRestart.
        if (kubelet.enabled(Feature.RESTART_ALL_CONTAINERS) && rules.matchesRestartAll(exitCode)) {
            int match = rules.firstMatch(exitCode);
            String why = new RestartDecision.Rule(
                            match, container.restartPolicyRules().get(match))
                    .describe();
            return new Answer(Outcome.RESTART_ALL_CONTAINERS, why);
        }
        if (kind == ContainerKind.SIDECAR) {
            return SIDECAR;
        }
        if (kind == ContainerKind.INIT && exitCode == 0) {
            return INIT_DONE;
        }
        RestartDecision decision = rules.decide(exitCode);
        String why = decision.cause().describe();
        boolean fatal = kind == ContainerKind.INIT && !decision.restarts();
        return new Answer(
                decision.outcome(), fatal ? why + ": the init container failed for good, the pod fails" : why);
    }

    private record Answer(Outcome outcome, String why) {}
}
