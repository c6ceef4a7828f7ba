package dev.rekindle.rules;

import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.rules.RestartDecision.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each exit of each container of a pod leads to. Unlike {@link RestartRules}, which knows one container and its
 * policies, this knows of which kind a container is: an init container that succeeded is done, a sidecar is always
 * restarted, an ephemeral container never is.
 *
 * <pre>{@code
 * Forecast forecast = Forecast.of(pod, kubelet);
 * Forecast.Range exit = forecast.container("trainer").at(88);
 * exit.outcome();              // RESTART_ALL_CONTAINERS
 * exit.pod();                  // ALL_CONTAINERS_RESTART
 * exit.restartDelay();         // NONE: at once, no CrashLoopBackOff
 * exit.job().restarts();       // 4 of the backoffLimit, one for each container
 * exit.why();                  // "rule 0 (In [88])"
 * }</pre>
 *
 * <p>It holds for a container that exits by itself while its pod is neither deleted nor finished. A container killed by
 * a probe is restarted without a look at its exit code unless its policy is {@code Never}, and an init container
 * whose child was killed for lack of memory counts as failed even when it exits with 0.
 */
public final class Forecast {
    private final List<ContainerForecast> containers;
    private final List<String> notes;

    private Forecast(List<ContainerForecast> containers, List<String> notes) {
        this.containers = List.copyOf(containers);
        this.notes = List.copyOf(notes);
    }

    /**
     * Forecasts the exits of a pod.
     *
     * @param pod the pod; it need not be valid
     * @param kubelet whose behaviour is modelled
     * @return the forecast
     */
    public static Forecast of(Pod pod, Kubelet kubelet) {
        Objects.requireNonNull(pod, "pod: Required value: expected the pod to forecast");
        Objects.requireNonNull(kubelet, "kubelet: Required value: expected whose behaviour is modelled");
        List<ContainerForecast> containers = new Forecaster(pod.spec(), kubelet).containers();
        return new Forecast(containers, new ForecastNotes(pod.spec(), kubelet, containers).all());
    }

    /** {@return the init containers and sidecars, the regular and the ephemeral containers, as the spec orders them} */
    public List<ContainerForecast> containers() {
        return containers;
    }

    /** {@return what else to know about restarts of this pod, one sentence each} */
    public List<String> notes() {
        return notes;
    }

    /**
     * Returns what the exits of one container lead to.
     *
     * @param name the container, of any kind
     * @return its forecast
     * @throws IllegalArgumentException when the pod has no such container
     */
    public ContainerForecast container(String name) {
        Objects.requireNonNull(name, "name: Required value: expected the name of a container of the pod");
        for (ContainerForecast container : containers) {
            if (container.name().equals(name)) {
                return container;
            }
        }
        List<String> names = containers.stream().map(ContainerForecast::name).toList();
        throw new IllegalArgumentException("container \"" + name + "\": not in the pod, which has " + names);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Forecast forecast
                && containers.equals(forecast.containers)
                && notes.equals(forecast.notes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(containers, notes);
    }

    /** {@return a line for each container, for people; without the notes} */
    @Override
    public String toString() {
        return containers.stream().map(ContainerForecast::toString).collect(Collectors.joining("\n"));
    }

    /** What the exits of one container lead to. */
    public static final class ContainerForecast {
        private final String name;
        private final ContainerKind kind;
        private final List<Range> ranges;

        ContainerForecast(String name, ContainerKind kind, List<Range> ranges) {
            this.name = name;
            this.kind = kind;
            this.ranges = List.copyOf(ranges);
        }

        /** {@return its name} */
        public String name() {
            return name;
        }

        /** {@return its kind} */
        public ContainerKind kind() {
            return kind;
        }

        /**
         * {@return the maximal ranges of codes that lead to the same for the same reason, ascending, from {@link
         * Integer#MIN_VALUE} to {@link Integer#MAX_VALUE} without gaps}
         */
        public List<Range> ranges() {
            return ranges;
        }

        /**
         * Finds the range of an exit code.
         *
         * @param exitCode the exit code, any int32
         * @return the range that contains it
         */
        public Range at(int exitCode) {
            int i = 0;
            while (ranges.get(i).to() < exitCode) {
                i++;
            }
            return ranges.get(i);
        }

        boolean has(Outcome outcome) {
            return ranges.stream().anyMatch(range -> range.outcome() == outcome);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ContainerForecast forecast
                    && name.equals(forecast.name)
                    && kind == forecast.kind
                    && ranges.equals(forecast.ranges);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, kind, ranges);
        }

        /** {@return what each range of codes leads to, in one line, for people} */
        @Override
        public String toString() {
            Stream<String> texts = ranges.stream().map(range -> Ranges.text(range.from, range.to) + " " + range.pod());
            return name + " (" + kind + "): " + Ranges.text(texts.toList());
        }
    }

    /** Neighbouring exit codes that lead to the same. */
    public static final class Range {
        private final int from;
        private final int to;
        private final Forecaster.Answer answer;

        Range(int from, int to, Forecaster.Answer answer) {
            Ranges.check(from, to);
            this.from = from;
            this.to = to;
            this.answer = answer;
        }

        /** {@return the first code} */
        public int from() {
            return from;
        }

        /** {@return the last code, not below {@code from}} */
        public int to() {
            return to;
        }

        /** {@return what happens to the container, and what decided it} */
        public RestartDecision decision() {
            return answer.decision();
        }

        /** {@return what happens to the container} */
        public Outcome outcome() {
            return answer.decision().outcome();
        }

        /** {@return what becomes of the pod} */
        public PodOutcome pod() {
            return answer.pod();
        }

        /** {@return how long the container, or all containers with it, wait for the restart; empty when nothing restarts} */
        public Optional<RestartDelay> restartDelay() {
            return Optional.ofNullable(answer.restartDelay());
        }

        /** {@return what a Job counts that the pod belongs to} */
        public JobCount job() {
            return answer.job();
        }

        /** {@return one line that names the rule, the policy or the kind of container that decides} */
        public String why() {
            String cause = answer.decision().cause().describe();
            boolean failed = answer.kind() == ContainerKind.INIT && answer.pod() == PodOutcome.POD_FAILS;
            return failed ? cause + ": the init container failed for good, the pod fails" : cause;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Range range && from == range.from && to == range.to && answer.equals(range.answer);
        }

        @Override
        public int hashCode() {
            return Objects.hash(from, to, answer);
        }

        /** {@return all of it in one line, for people} */
        @Override
        public String toString() {
            return Ranges.text(from, to) + " " + outcome() + ", " + answer.pod() + ": " + why();
        }
    }
}
