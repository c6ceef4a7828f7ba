package dev.rekindle.rules;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Feature;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.rules.Forecast.ContainerForecast;
import dev.rekindle.rules.Forecast.Range;
import dev.rekindle.rules.RestartDecision.Ephemeral;
import dev.rekindle.rules.RestartDecision.InitCompleted;
import dev.rekindle.rules.RestartDecision.Outcome;
import dev.rekindle.rules.RestartDecision.Rule;
import dev.rekindle.rules.RestartDecision.SidecarAlways;
import java.util.ArrayList;
import java.util.List;

/** The outcomes of a {@link Forecast}. */
final class Forecaster {
    private static final RestartDecision EPHEMERAL = new RestartDecision(Outcome.NONE, new Ephemeral());
    private static final RestartDecision SIDECAR = new RestartDecision(Outcome.RESTART_CONTAINER, new SidecarAlways());
    private static final RestartDecision INIT_DONE = new RestartDecision(Outcome.NONE, new InitCompleted());

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
                code -> decide(container, kind, rules, code),
                (from, to, decision) -> new Range(from, to, decision, failsPod(kind, decision)));
        return new ContainerForecast(container.name(), kind, ranges);
    }

    private RestartDecision decide(Container container, ContainerKind kind, RestartRules rules, int exitCode) {
        if (kind == ContainerKind.EPHEMERAL) {
            return EPHEMERAL;
        }
        // Before everything else, and without a look at policies: ShouldAllContainersRestart.
        if (kubelet.enabled(Feature.RESTART_ALL_CONTAINERS) && rules.matchesRestartAll(exitCode)) {
            int match = rules.firstMatch(exitCode);
            Rule rule = new Rule(match, container.restartPolicyRules().get(match));
            return new RestartDecision(Outcome.RESTART_ALL_CONTAINERS, rule);
        }
        if (kind == ContainerKind.SIDECAR) {
            return SIDECAR;
        }
        return kind == ContainerKind.INIT && exitCode == 0 ? INIT_DONE : rules.decide(exitCode);
    }

    private static boolean failsPod(ContainerKind kind, RestartDecision decision) {
        return kind == ContainerKind.INIT && !decision.restarts() && !decision.equals(INIT_DONE);
    }
}
