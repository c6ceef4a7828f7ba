package dev.rekindle.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.rules.Forecast.ContainerForecast;
import dev.rekindle.rules.Forecast.Range;
import dev.rekindle.rules.RestartDecision.Outcome;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;

@Domain(Inputs.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE) // the inputs are biased to edges already
class ForecastProperties {
    @Property
    void aForecastCoversEveryCodeInMaximalRanges(
            @ForAll Container container, @ForAll RestartPolicy pod, @ForAll Kubelet kubelet) {
        for (ContainerForecast forecast : forecast(container, pod, kubelet).containers()) {
            List<Range> ranges = forecast.ranges();
            assertThat(ranges.get(0).from()).isEqualTo(Integer.MIN_VALUE);
            assertThat(ranges.get(ranges.size() - 1).to()).isEqualTo(Integer.MAX_VALUE);
            for (int i = 1; i < ranges.size(); i++) {
                assertThat(ranges.get(i).from()).isEqualTo(ranges.get(i - 1).to() + 1);
                assertThat(said(ranges.get(i))).isNotEqualTo(said(ranges.get(i - 1)));
            }
        }
    }

    @Property(tries = 3000)
    void aForecastSaysWhatTheKindOfContainerMakesOfTheRules(
            @ForAll Container container, @ForAll RestartPolicy pod, @ForAll Kubelet kubelet, @ForAll int code) {
        int match = Reference.match(container, code);
        boolean all = kubelet.equals(Inputs.ON)
                && match >= 0
                && container.restartPolicyRules().get(match).action().value().equals("RestartAllContainers");
        Outcome decided = Reference.decide(container, pod, kubelet, code).outcome();
        for (ContainerForecast forecast : forecast(container, pod, kubelet).containers()) {
            Outcome expected = switch (forecast.kind()) {
                case INIT ->
                    all && (code == 0 || decided != Outcome.NONE)
                            ? Outcome.RESTART_ALL_CONTAINERS
                            : code == 0 ? Outcome.NONE : decided;
                case SIDECAR -> all ? Outcome.RESTART_ALL_CONTAINERS : Outcome.RESTART_CONTAINER;
                case REGULAR -> all ? Outcome.RESTART_ALL_CONTAINERS : decided;
                case EPHEMERAL -> Outcome.NONE;
            };
            Range range = forecast.at(code);
            assertThat(range.from()).isLessThanOrEqualTo(code);
            assertThat(range.to()).isGreaterThanOrEqualTo(code);
            assertThat(range.outcome()).as("%s exits %d", forecast.kind(), code).isEqualTo(expected);
            PodOutcome after = range.pod();
            assertThat(after == PodOutcome.CONTAINER_RESTARTS).isEqualTo(expected == Outcome.RESTART_CONTAINER);
            assertThat(after == PodOutcome.ALL_CONTAINERS_RESTART)
                    .isEqualTo(expected == Outcome.RESTART_ALL_CONTAINERS);
            assertThat(range.restartDelay().isEmpty()).isEqualTo(expected == Outcome.NONE);
            if (forecast.kind() == ContainerKind.INIT) {
                assertThat(after == PodOutcome.POD_FAILS).isEqualTo(expected == Outcome.NONE && code != 0);
            }
        }
    }

    private static String said(Range range) {
        return range.outcome() + " " + range.pod() + " " + range.why();
    }

    private static Forecast forecast(Container container, RestartPolicy pod, Kubelet kubelet) {
        PodSpec spec = PodSpec.builder()
                .restartPolicy(pod)
                .addInitContainer(container)
                .addContainers(container, container)
                .addEphemeralContainer(container)
                .build();
        return Forecast.of(Pod.builder().spec(spec).build(), kubelet);
    }
}
