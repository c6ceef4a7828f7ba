package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.Observation.Termination;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActiveDeadlineTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant OVER = START.plusSeconds(20);
    private static final RuntimePod RUNNING = RuntimePod.builder()
            .sandboxes(List.of(Sandbox.builder()
                    .id("sb")
                    .ready(true)
                    .createdAt(START)
                    .ip("10.0.0.7")
                    .build()))
            .containers(List.of(RuntimeContainer.builder()
                    .id("c://app-0")
                    .name("app")
                    .sandboxId("sb")
                    .state(RuntimeContainer.State.RUNNING)
                    .attempt(0)
                    .image("i")
                    .createdAt(START)
                    .startedAt(START)
                    .build()))
            .build();

    private static PodLifecycle pod(long deadline) {
        PodSpec spec = PodSpec.builder()
                .activeDeadlineSeconds(deadline)
                .addContainers(Container.builder().name("app").image("i").build())
                .build();
        return PodLifecycle.compile(Pod.builder().spec(spec).build(), Kubelet.of(KubernetesVersion.V1_36));
    }

    private static PodState running(PodLifecycle lifecycle) {
        return lifecycle.step(PodState.INITIAL, Observation.of(RUNNING), START).next();
    }

    @Test
    void theStepSaysWhenToLookAgain() {
        assertThat(pod(20).step(PodState.INITIAL, Observation.of(RUNNING), START)
                        .wakeAt())
                .contains(OVER);
    }

    @Test
    void aMomentBeforeNothingHappens() {
        PodLifecycle lifecycle = pod(20);
        Step step = lifecycle.step(running(lifecycle), Observation.of(RUNNING), OVER.minusMillis(1));
        assertThat(step.actions()).isEmpty();
        assertThat(step.next().status().phase()).isEqualTo(PodPhase.RUNNING);
    }

    @Test
    void atTheDeadlineThePodFailsAndIsStopped() {
        PodLifecycle lifecycle = pod(20);
        Step step = lifecycle.step(running(lifecycle), Observation.of(RUNNING), OVER);
        assertThat(step.actions()).singleElement().isInstanceOf(PodAction.KillPod.class);
        assertFailed(step.next().status());
        Step later = lifecycle.step(step.next(), Observation.of(RUNNING), OVER.plusSeconds(5));
        assertFailed(later.next().status());
    }

    @Test
    void aPodThatNeverStartedAContainerFailsToo() {
        PodLifecycle lifecycle = pod(20);
        PodState state = lifecycle
                .step(PodState.INITIAL, Observation.of(RuntimePod.EMPTY), START)
                .next();
        assertFailed(lifecycle
                .step(state, Observation.of(RuntimePod.EMPTY), OVER)
                .next()
                .status());
    }

    @Test
    void aKubeletThatStartsAgainCountsFromTheSameStart() {
        PodState state = PodState.of(PodStatus.builder()
                .phase(PodPhase.RUNNING)
                .startTime(Timestamp.of(START.minusSeconds(3600)))
                .build());
        assertFailed(pod(20).step(state, Observation.of(RUNNING), START).next().status());
    }

    @Test
    void aPodThatIsBeingDeletedFailsTooWithTheGraceOfTheDeletion() {
        PodLifecycle lifecycle = pod(20);
        Observation deleted = Observation.of(RUNNING).termination(Termination.deletion(Duration.ofSeconds(7)));
        Step step = lifecycle.step(running(lifecycle), deleted, OVER);
        assertFailed(step.next().status());
        assertThat(step.actions())
                .singleElement()
                .isInstanceOfSatisfying(
                        PodAction.KillPod.class,
                        kill -> assertThat(kill.containers())
                                .extracting(PodAction.StopContainer::gracePeriod)
                                .containsExactly(Duration.ofSeconds(7)));
    }

    @Test
    void aPodWhoseDeletionTakesBeyondTheDeadlineFails() {
        PodLifecycle lifecycle = pod(20);
        Observation deleted = Observation.of(RUNNING).termination(Termination.deletion(null));
        Step step = lifecycle.step(running(lifecycle), deleted, OVER.minusSeconds(1));
        assertThat(step.next().status().phase()).isEqualTo(PodPhase.RUNNING);
        assertFailed(lifecycle.step(step.next(), deleted, OVER).next().status());
    }

    @Test
    void anEvictionKeepsItsReason() {
        PodLifecycle lifecycle = pod(20);
        Observation evicted = Observation.of(RUNNING).termination(Termination.eviction("Evicted", "no memory"));
        assertThat(lifecycle
                        .step(running(lifecycle), evicted, OVER)
                        .next()
                        .status()
                        .reason())
                .isEqualTo("Evicted");
    }

    @Test
    void aDeadlineBeyondAllTimeIsNone() {
        PodLifecycle lifecycle = pod(Long.MAX_VALUE);
        Step step = lifecycle.step(running(lifecycle), Observation.of(RUNNING), OVER);
        assertThat(step.wakeAt()).isEmpty();
        assertThat(step.next().status().phase()).isEqualTo(PodPhase.RUNNING);
    }

    private static void assertFailed(PodStatus status) {
        assertThat(status.phase()).isEqualTo(PodPhase.FAILED);
        assertThat(status.reason()).isEqualTo("DeadlineExceeded");
        assertThat(status.message()).isEqualTo("Pod was active on the node longer than the specified deadline");
    }
}
