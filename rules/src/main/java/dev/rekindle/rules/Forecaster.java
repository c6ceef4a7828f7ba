package dev.rekindle.rules;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Divergence;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The outcomes of a {@link Forecast}. */
final class Forecaster {
    private static final RestartDecision EPHEMERAL = new RestartDecision(Outcome.NONE, new Ephemeral());
    private static final RestartDecision SIDECAR = new RestartDecision(Outcome.RESTART_CONTAINER, new SidecarAlways());
    private static final RestartDecision INIT_DONE = new RestartDecision(Outcome.NONE, new InitCompleted());

    private final PodSpec spec;
    private final Kubelet kubelet;
    private final List<Subject> subjects = new ArrayList<>();
    /** Some sidecar keeps the phase from becoming final at the moment the last regular container exits. */
    private final boolean hasSidecars;

    Forecaster(PodSpec spec, Kubelet kubelet) {
        this.spec = spec;
        this.kubelet = kubelet;
        this.hasSidecars =
                spec.initContainers().stream().anyMatch(c -> ContainerKind.ofInit(c) == ContainerKind.SIDECAR);
        spec.initContainers().forEach(container -> add(container, ContainerKind.ofInit(container)));
        spec.containers().forEach(container -> add(container, ContainerKind.REGULAR));
        spec.ephemeralContainers().forEach(container -> add(container, ContainerKind.EPHEMERAL));
    }

    private void add(Container container, ContainerKind kind) {
        RestartRules rules = RestartRules.compile(container, spec.restartPolicy(), kubelet);
        subjects.add(new Subject(subjects.size(), container, kind, rules));
    }

    List<ContainerForecast> containers() {
        return subjects.stream().map(this::forecast).toList();
    }

    private ContainerForecast forecast(Subject subject) {
        List<Range> ranges = Ranges.of(subject.rules.starts(), code -> answer(subject, code), Range::new);
        return new ContainerForecast(subject.container.name(), subject.kind, ranges);
    }

    private Answer answer(Subject subject, int exitCode) {
        RestartDecision decision = decide(subject, exitCode);
        PodOutcome pod = pod(subject, decision, exitCode);
        return new Answer(decision, subject.kind, pod, delay(pod), job(subject, pod));
    }

    private RestartDecision decide(Subject subject, int exitCode) {
        ContainerKind kind = subject.kind;
        if (kind == ContainerKind.EPHEMERAL) {
            return EPHEMERAL;
        }
        // Before everything else, and without a look at policies: ShouldAllContainersRestart.
        if (restartsAll(subject, exitCode)) {
            int match = subject.rules.firstMatch(exitCode);
            Rule rule = new Rule(match, subject.container.restartPolicyRules().get(match));
            return new RestartDecision(Outcome.RESTART_ALL_CONTAINERS, rule);
        }
        if (kind == ContainerKind.SIDECAR) {
            return SIDECAR;
        }
        return kind == ContainerKind.INIT && exitCode == 0 ? INIT_DONE : subject.rules.decide(exitCode);
    }

    /** A final phase wins, as a container with rules but without a policy, which validation refuses, can cause. */
    private boolean restartsAll(Subject subject, int exitCode) {
        if (!kubelet.enabled(Feature.RESTART_ALL_CONTAINERS) || !subject.rules.matchesRestartAll(exitCode)) {
            return false;
        }
        boolean ends = !subject.rules.decide(exitCode).restarts();
        return switch (subject.kind) {
            case INIT -> !ends || exitCode == 0;
            case REGULAR -> !ends || hasSidecars || spec.containers().size() > 1;
            case SIDECAR, EPHEMERAL -> true;
        };
    }

    private PodOutcome pod(Subject subject, RestartDecision decision, int exitCode) {
        return switch (decision.outcome()) {
            case RESTART_ALL_CONTAINERS -> PodOutcome.ALL_CONTAINERS_RESTART;
            case RESTART_CONTAINER -> PodOutcome.CONTAINER_RESTARTS;
            case NONE ->
                switch (subject.kind) {
                    case INIT -> exitCode == 0 ? PodOutcome.NEXT_CONTAINER_STARTS : PodOutcome.POD_FAILS;
                    case EPHEMERAL -> PodOutcome.NOTHING;
                    case SIDECAR, REGULAR -> regularEnds(subject, exitCode == 0);
                };
        };
    }

    private PodOutcome regularEnds(Subject subject, boolean success) {
        if (spec.containers().size() == 1) {
            return success ? PodOutcome.POD_SUCCEEDS : PodOutcome.POD_FAILS;
        }
        if (!everyOther(subject, Subject::mayEnd)) {
            return PodOutcome.POD_GOES_ON;
        }
        return success && everyOther(subject, Subject::maySucceed)
                ? PodOutcome.POD_SUCCEEDS_WHEN_ALL_HAVE
                : PodOutcome.POD_FAILS_WHEN_ALL_HAVE_ENDED;
    }

    private boolean everyOther(Subject subject, Predicate<Subject> predicate) {
        return subjects.stream()
                .filter(other -> other.kind == ContainerKind.REGULAR && other.index != subject.index)
                .allMatch(predicate);
    }

    private @Nullable RestartDelay delay(PodOutcome pod) {
        return switch (pod) {
            case CONTAINER_RESTARTS -> RestartDelay.of(kubelet);
            case ALL_CONTAINERS_RESTART ->
                kubelet.has(Divergence.BACK_OFF_AFTER_RESTART_ALL) ? RestartDelay.of(kubelet) : RestartDelay.NONE;
            default -> null;
        };
    }

    private JobCount job(Subject subject, PodOutcome pod) {
        if (pod == PodOutcome.POD_FAILS) {
            return JobCount.FAILED_POD;
        }
        if (!spec.restartPolicy().equals(RestartPolicy.ON_FAILURE)) {
            return JobCount.NOTHING;
        }
        return switch (pod) {
            case CONTAINER_RESTARTS -> new JobCount(1, 0);
            case ALL_CONTAINERS_RESTART -> new JobCount(ranBefore(subject), 0);
            default -> JobCount.NOTHING;
        };
    }

    /** How many containers ran when this one exits: none of those after an init container, which waited for it. */
    private int ranBefore(Subject subject) {
        boolean init = subject.kind == ContainerKind.INIT;
        return init
                ? subject.index + 1
                : spec.initContainers().size() + spec.containers().size();
    }

    /** What the codes of a range have in common. */
    record Answer(
            RestartDecision decision,
            ContainerKind kind,
            PodOutcome pod,
            @Nullable RestartDelay restartDelay,
            JobCount job) {}

    /** A container of the spec; init containers and sidecars come first. */
    private record Subject(int index, Container container, ContainerKind kind, RestartRules rules) {
        /** Whether some exit ends a regular container for good. */
        boolean mayEnd() {
            for (int code : rules.starts()) {
                if (!rules.decide(code).restarts()) {
                    return true;
                }
            }
            return false;
        }

        boolean maySucceed() {
            return !rules.decide(0).restarts();
        }
    }
}
