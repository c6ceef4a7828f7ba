package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.ConditionStatus;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodReadinessGate;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What others write into the status of a pod reaches it with {@link PodWorkers#sync}, and is published with ours. */
class ConditionsOfOthersTest {
    private static final String GATE = "example.com/in-load-balancer";
    private static final Pod POD =
            TestPods.pod(List.of(), List.of(TestPods.container("app").build()));

    private final VirtualClock clock = new VirtualClock();
    private final List<PodStatus> published = new ArrayList<>();
    private final PodWorkers workers = PodWorkers.builder(new TestRuntime(clock, new Faults()))
            .executor(clock)
            .clock(clock)
            .publisher((pod, status) -> published.add(status))
            .jitter(() -> 0)
            .start();

    private static Pod pod(long generation, PodCondition... conditions) {
        return Pod.builder()
                .metadata(PodMetadata.builder()
                        .from(POD.metadata())
                        .generation(generation)
                        .build())
                .spec(PodSpec.builder()
                        .from(POD.spec())
                        .addReadinessGates(
                                PodReadinessGate.builder().conditionType(GATE).build())
                        .build())
                .status(PodStatus.builder().conditions(List.of(conditions)).build())
                .build();
    }

    private static PodCondition gate(ConditionStatus status) {
        return PodCondition.builder().type(GATE).status(status).build();
    }

    private PodStatus publishedAfter(Pod pod) {
        workers.sync(pod);
        clock.runFor(Duration.ofSeconds(1));
        return published.get(published.size() - 1);
    }

    @Test
    void aReadinessGateOpensAndClosesWithTheNewestObject() {
        assertThat(publishedAfter(pod(1)).isTrue("Ready")).isFalse();
        assertThat(publishedAfter(pod(1, gate(ConditionStatus.TRUE))).isTrue("Ready"))
                .isTrue();
        assertThat(publishedAfter(pod(1, gate(ConditionStatus.FALSE))).isTrue("Ready"))
                .isFalse();
    }

    @Test
    void theConditionIsPublishedAsItsOwnerWroteItSoThatAPatchKeepsIt() {
        publishedAfter(pod(1));
        PodCondition theirs = gate(ConditionStatus.TRUE);
        assertThat(publishedAfter(pod(1, theirs)).condition(GATE)).isEqualTo(theirs);
    }

    @Test
    void theNewestGenerationIsPublished() {
        assertThat(publishedAfter(pod(1)).observedGeneration()).isEqualTo(1);
        assertThat(publishedAfter(pod(2)).observedGeneration()).isEqualTo(2);
    }
}
