package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.ConditionStatus;
import dev.rekindle.core.Container;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodReadinessGate;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.core.Timestamp;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a step takes from the object that the API server has: the conditions of others, and the generation. */
class ApiObjectTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String GATE = "example.com/in-load-balancer";
    private static final RuntimePod RUNNING = RuntimePod.builder()
            .sandboxes(List.of(Sandbox.builder()
                    .id("sb")
                    .ready(true)
                    .createdAt(NOW)
                    .ip("10.0.0.7")
                    .build()))
            .containers(List.of(RuntimeContainer.builder()
                    .id("c://app-0")
                    .name("app")
                    .sandboxId("sb")
                    .state(RuntimeContainer.State.RUNNING)
                    .attempt(0)
                    .image("i")
                    .createdAt(NOW)
                    .startedAt(NOW)
                    .build()))
            .build();

    private static Pod pod(long generation, PodCondition... conditions) {
        return Pod.builder()
                .metadata(PodMetadata.builder()
                        .name("p")
                        .uid("u")
                        .generation(generation)
                        .build())
                .spec(PodSpec.builder()
                        .addContainers(
                                Container.builder().name("app").image("i").build())
                        .addReadinessGates(
                                PodReadinessGate.builder().conditionType(GATE).build())
                        .build())
                .status(PodStatus.builder().conditions(List.of(conditions)).build())
                .build();
    }

    private static PodCondition gate(ConditionStatus status) {
        return PodCondition.builder().type(GATE).status(status).build();
    }

    private static PodState step(PodState state, Pod api, KubernetesVersion version) {
        return PodLifecycle.compile(pod(0), Kubelet.of(version))
                .step(state, Observation.of(RUNNING).pod(api), NOW)
                .next();
    }

    private static PodState step(PodState state, Pod api) {
        return step(state, api, KubernetesVersion.V1_36);
    }

    @Test
    void aReadinessGateOpensWithTheConditionOfAnother() {
        PodState closed = step(PodState.INITIAL, pod(1));
        assertThat(closed.status().isTrue("Ready")).isFalse();
        PodState open = step(closed, pod(1, gate(ConditionStatus.TRUE)));
        assertThat(open.status().isTrue("Ready")).isTrue();
        PodState again = step(open, pod(1, gate(ConditionStatus.FALSE)));
        assertThat(again.status().isTrue("Ready")).isFalse();
    }

    @Test
    void conditionsOfOthersAreThoseOfTheApiObjectAndOursAreNot() {
        PodCondition ours = PodCondition.builder()
                .type("Initialized")
                .status(ConditionStatus.FALSE)
                .build();
        PodStatus status =
                step(PodState.INITIAL, pod(1, gate(ConditionStatus.TRUE), ours)).status();
        assertThat(status.conditions()).extracting(PodCondition::type).containsOnlyOnce("Initialized", GATE);
        assertThat(status.isTrue("Initialized")).isTrue();
        assertThat(step(PodState.of(status), pod(1)).status().condition(GATE)).isNull();
    }

    @Test
    void theTimesOfOthersAreTheirs() {
        PodCondition open = at(gate(ConditionStatus.TRUE), NOW.minusSeconds(60));
        PodCondition again = at(gate(ConditionStatus.TRUE), NOW.minusSeconds(30));
        PodState state = step(PodState.INITIAL, pod(1, open));
        assertThat(state.status().condition(GATE)).isEqualTo(open);
        assertThat(step(state, pod(1, again)).status().condition(GATE)).isEqualTo(again);
        assertThat(state.status().condition("Ready"))
                .isNotNull()
                .extracting(PodCondition::lastTransitionTime)
                .isEqualTo(Timestamp.of(NOW));
    }

    private static PodCondition at(PodCondition condition, Instant time) {
        return PodCondition.builder()
                .from(condition)
                .lastTransitionTime(Timestamp.of(time))
                .build();
    }

    @Test
    void theGenerationIsOnTheStatusAndOnFiveConditionsAndNeverDecreases() {
        PodState second = step(PodState.INITIAL, pod(2, gate(ConditionStatus.TRUE)));
        assertThat(second.status().observedGeneration()).isEqualTo(2);
        assertThat(second.status().conditions())
                .filteredOn(condition -> Long.valueOf(2).equals(condition.observedGeneration()))
                .extracting(PodCondition::type)
                .containsExactly(
                        "PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled");
        assertThat(step(second, pod(1)).status().observedGeneration()).isEqualTo(2);
        assertThat(step(second, pod(3)).status().observedGeneration()).isEqualTo(3);
    }

    @Test
    void aManifestThatNoApiServerHasSeenHasNoGeneration() {
        PodStatus status = step(PodState.INITIAL, pod(0)).status();
        assertThat(status.observedGeneration()).isNull();
        assertThat(status.conditions()).allMatch(condition -> condition.observedGeneration() == null);
    }

    @Test
    @SuppressWarnings("NullAway") // what callers without null checks do
    void whatMustBeThereIsAskedForWithASentence() {
        Observation observed = Observation.of(RUNNING);
        assertThatThrownBy(() -> Observation.of(null)).hasMessageContaining("RuntimePod.EMPTY is nothing");
        assertThatThrownBy(() -> observed.probes(null)).hasMessageContaining("ProbeResults.NONE is none");
        assertThatThrownBy(() -> observed.results(null)).hasMessageContaining("expected a list, may be empty");
    }

    @Test
    void observationsOfTheSameAreEqualAndCopiesLeaveTheirOriginalAlone() {
        Observation observed = Observation.of(RUNNING);
        Observation withPod = observed.pod(pod(1));
        assertThat(withPod).isEqualTo(Observation.of(RUNNING).pod(pod(1))).isNotEqualTo(observed);
        assertThat(withPod).hasSameHashCodeAs(Observation.of(RUNNING).pod(pod(1)));
        assertThat(observed.pod()).isNull();
    }
}
