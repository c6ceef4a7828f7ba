package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimeContainer.State;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.Observation.Termination;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a step does not change stays the same object, so that a driver sees by identity that nothing happened. */
class UnchangedStepTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00.25Z");
    private static final PodCondition OF_OTHERS =
            PodCondition.builder().type("example.com/gate").build();

    private final Pod pod = Pod.builder()
            .spec(PodSpec.builder()
                    .restartPolicy(RestartPolicy.NEVER)
                    .addInitContainers(container("init").build())
                    .addInitContainers(container("watcher")
                            .restartPolicy(RestartPolicy.ALWAYS)
                            .build())
                    .addContainers(container("trainer")
                            .restartPolicy(RestartPolicy.NEVER)
                            .addRestartPolicyRules(new ContainerRestartRule(
                                    ContainerRestartRuleAction.RESTART_ALL_CONTAINERS, ExitCodes.in(88)))
                            .build())
                    .addContainers(container("logger").build())
                    .build())
            .build();
    private final PodLifecycle lifecycle = PodLifecycle.compile(pod, Kubelet.of(KubernetesVersion.V1_36));

    private static Container.Builder container(String name) {
        Container.Builder builder = Container.builder();
        builder.name(name).image("image");
        return builder;
    }

    /** Made anew every time, as by a runtime that is asked. */
    private static Observation observed(int loggerExit) {
        return Observation.of(RuntimePod.builder()
                .sandboxes(List.of(Sandbox.builder()
                        .id("sandbox")
                        .ready(true)
                        .createdAt(T0)
                        .ip("10.0.0.7")
                        .build()))
                .containers(List.of(
                        exited("init", 0),
                        attempt("watcher", State.RUNNING).build(),
                        attempt("trainer", State.RUNNING).build(),
                        loggerExit < 0 ? attempt("logger", State.RUNNING).build() : exited("logger", loggerExit)))
                .build());
    }

    private static RuntimeContainer exited(String name, int exitCode) {
        return attempt(name, State.EXITED)
                .exitCode(exitCode)
                .finishedAt(T0.plusSeconds(1))
                .build();
    }

    private static RuntimeContainer.Builder attempt(String name, State state) {
        return RuntimeContainer.builder()
                .id("fake://" + name)
                .name(name)
                .sandboxId("sandbox")
                .state(state)
                .createdAt(T0)
                .startedAt(T0);
    }

    private PodState steady(Observation observed) {
        return lifecycle
                .step(lifecycle.step(PodState.INITIAL, observed, T0).next(), observed, T0)
                .next();
    }

    @Test
    void aStepInWhichNothingHappenedReturnsItsState() {
        PodState state = steady(observed(-1));
        assertThat(state.status().phase()).isEqualTo(PodPhase.RUNNING);

        Step step = lifecycle.step(state, observed(-1), T0.plusSeconds(60));

        assertThat(step.next()).isSameAs(state);
        assertThat(step.next().status()).isSameAs(state.status());
        assertThat(step.actions()).isEmpty();
        assertThat(step.wakeAt()).isEmpty();
    }

    @Test
    void conditionsOfOthersThatStayChangeNothing() {
        Pod api = Pod.builder()
                .from(pod)
                .status(PodStatus.builder().addConditions(OF_OTHERS).build())
                .build();
        PodState state = steady(observed(-1).pod(api));
        assertThat(state.status().conditions()).contains(OF_OTHERS);

        assertThat(lifecycle
                        .step(state, observed(-1).pod(api), T0.plusSeconds(60))
                        .next())
                .isSameAs(state);
    }

    @Test
    void theExitOfOneContainerLeavesTheStatusesOfTheOthersAsTheyAre() {
        PodStatus before = steady(observed(-1)).status();

        PodStatus after = lifecycle
                .step(PodState.of(before), observed(1), T0.plusSeconds(60))
                .next()
                .status();

        assertThat(after.containerStatuses().get(0).terminated()).isNotNull();
        assertThat(after.containerStatuses().get(1))
                .isSameAs(before.containerStatuses().get(1));
        assertThat(after.initContainerStatuses().get(1))
                .isSameAs(before.initContainerStatuses().get(1));
        assertThat(after.condition("Initialized")).isSameAs(before.condition("Initialized"));
        assertThat(after.condition("Ready")).isNotEqualTo(before.condition("Ready"));
    }

    @Test
    void aFinishedPodStaysTheSame() {
        Observation gone = Observation.of(RuntimePod.EMPTY).termination(Termination.deletion(null));
        PodState state = steady(observed(-1));
        for (int i = 0; i < 3; i++) {
            state = lifecycle.step(state, gone, T0.plusSeconds(60)).next();
        }
        assertThat(state.work()).isEqualTo(PodState.Work.FINISHED);

        assertThat(lifecycle.step(state, gone, T0.plusSeconds(70)).next()).isSameAs(state);
    }
}
