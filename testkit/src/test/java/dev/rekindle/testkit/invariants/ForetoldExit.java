package dev.rekindle.testkit.invariants;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.rules.Forecast;
import dev.rekindle.rules.Forecast.ContainerForecast;
import dev.rekindle.rules.Forecast.Range;
import dev.rekindle.rules.PodOutcome;
import dev.rekindle.rules.RestartDecision.Outcome;
import dev.rekindle.testkit.PodScenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A pod in which one container is about to exit, and what was foretold of it. */
final class ForetoldExit {
    final Kubelet kubelet;
    final Range foretold;
    /** Whether every container ran that could have before this one exits. */
    final boolean allRan;
    /** Whether some start had to wait. */
    boolean delayed;

    private final RandomPods draw;
    private final Pod pod;
    private final Forecast forecast;
    private final PodScenario scenario;
    private final ContainerForecast container;
    private final int code;
    private int restartsOfAll;
    private int attempt;

    ForetoldExit(RandomPods draw, Pod pod, Kubelet kubelet) {
        this.draw = draw;
        this.pod = pod;
        this.kubelet = kubelet;
        forecast = Forecast.of(pod, kubelet);
        scenario = PodScenario.of(pod, kubelet);
        scenario.onStep(made -> delayed |= !made.step().delayedStarts().isEmpty());
        List<ContainerForecast> reached = new ArrayList<>();
        boolean stuck = false; // an init container whose success restarts all: it never gets that far
        for (ContainerForecast next : forecast.containers()) {
            if (next.kind() != ContainerKind.EPHEMERAL && !stuck) {
                reached.add(next);
                stuck = next.kind() == ContainerKind.INIT && next.at(0).pod() != PodOutcome.NEXT_CONTAINER_STARTS;
                if (stuck) {
                    scenario.runsUntilExit(next.name());
                }
            }
        }
        container = draw.pick(reached);
        code = draw.pick(RandomPods.CODES);
        foretold = container.at(code);
        boolean init = container.kind() == ContainerKind.INIT;
        if (init) {
            scenario.runsUntilExit(container.name());
        }
        allRan = init || !stuck;
        scenario.stabilize();
    }

    /** It exits, and the pod comes to rest. */
    void happen() {
        restartsOfAll = scenario.state().causes().size();
        attempt = newest().attempt();
        scenario.exit(container.name(), code).stabilize();
    }

    /** It exits and comes back: how long that took. */
    Duration restarts() {
        Instant exitedAt = scenario.time().now();
        happen();
        return Duration.between(exitedAt, Objects.requireNonNull(newest().startedAt()));
    }

    /** What became of the pod, as far as one can see it without a look at the other containers. */
    PodOutcome podOutcome() {
        if (scenario.status().phase().isTerminal()) {
            return phase().equals("Failed") ? PodOutcome.POD_FAILS : PodOutcome.POD_SUCCEEDS;
        }
        if (scenario.state().causes().size() > restartsOfAll) {
            return PodOutcome.ALL_CONTAINERS_RESTART;
        }
        if (newest().running()) {
            return newest().attempt() > attempt ? PodOutcome.CONTAINER_RESTARTS : PodOutcome.NOTHING;
        }
        if (container.kind() == ContainerKind.INIT) {
            return nextOneBegan() ? PodOutcome.NEXT_CONTAINER_STARTS : PodOutcome.NOTHING;
        }
        // it is done and the pod is not: which of the three it is shows when the others end
        boolean open = List.of(
                        PodOutcome.POD_GOES_ON,
                        PodOutcome.POD_SUCCEEDS_WHEN_ALL_HAVE,
                        PodOutcome.POD_FAILS_WHEN_ALL_HAVE_ENDED)
                .contains(foretold.pod());
        return open ? foretold.pod() : PodOutcome.NOTHING;
    }

    private boolean nextOneBegan() {
        List<Container> all = Stream.concat(pod.spec().initContainers().stream(), pod.spec().containers().stream())
                .toList();
        int next = all.indexOf(pod.spec().container(container.name())) + 1;
        return scenario.runtime().snapshot().newest(all.get(next).name()) != null;
    }

    /** Every other regular container ends for good if it can: with 0, or with a code of any kind; {@return whether all did} */
    boolean othersEnd(boolean withZero) {
        boolean all = true;
        for (ContainerForecast other : forecast.containers()) {
            if (other.kind() == ContainerKind.REGULAR && !other.name().equals(container.name())) {
                List<Range> ends = other.ranges().stream()
                        .filter(range -> range.outcome() == Outcome.NONE)
                        .filter(range -> !withZero || (range.from() <= 0 && 0 <= range.to()))
                        .toList();
                all &= !ends.isEmpty();
                if (!ends.isEmpty()) {
                    Range end = draw.pick(ends);
                    boolean below = end.from() == Integer.MIN_VALUE;
                    int ending = withZero ? 0 : below ? end.to() : end.from();
                    scenario.exit(other.name(), ending).stabilize();
                }
            }
        }
        return all;
    }

    String phase() {
        return scenario.status().phase().value();
    }

    /** {@code pastBackoffLimitOnFailure} of pkg/controller/job/job_controller.go, for this pod alone. */
    int countedByJob() {
        PodStatus status = scenario.status();
        boolean counts = pod.spec().restartPolicy().equals(RestartPolicy.ON_FAILURE)
                && (status.phase().equals(PodPhase.RUNNING) || status.phase().equals(PodPhase.PENDING));
        return counts
                ? Stream.concat(status.initContainerStatuses().stream(), status.containerStatuses().stream())
                        .mapToInt(ContainerStatus::restartCount)
                        .sum()
                : 0;
    }

    private RuntimeContainer newest() {
        return Objects.requireNonNull(scenario.runtime().snapshot().newest(container.name()));
    }

    @Override
    public String toString() {
        return container.name() + " exits " + code + " on " + kubelet + " (" + foretold + ") in " + pod;
    }
}
