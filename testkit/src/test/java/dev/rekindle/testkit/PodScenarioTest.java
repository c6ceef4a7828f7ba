package dev.rekindle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.core.codec.PodFormatException;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.testkit.Fault.FailCall;
import dev.rekindle.testkit.Fault.SandboxDies;
import dev.rekindle.testkit.Fault.Vanish;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PodScenarioTest {
    private static final String POD = """
            metadata: {name: p}
            spec:
              restartPolicy: Never
              initContainers:
                - {name: init, image: i}
              containers:
                - name: trainer
                  image: i
                  restartPolicy: Never
                  restartPolicyRules:
                    - action: RestartAllContainers
                      exitCodes: {operator: In, values: [88]}
                - {name: logger, image: i}
            """;
    private static final String ALWAYS = """
            metadata: {name: p}
            spec:
              containers:
                - name: app
                  image: i
                  startupProbe: {exec: {command: [x]}}
                  livenessProbe: {exec: {command: [x]}}
                  readinessProbe: {exec: {command: [x]}}
            """;

    private static Pod pod(String yaml) {
        return PodCodec.readOne(yaml);
    }

    private static Kubelet kubelet(KubernetesVersion version, String settings) {
        return Kubelet.of(version).withGates(settings);
    }

    private static List<Integer> restartCounts(PodScenario scenario) {
        return Stream.of(
                        scenario.status().initContainerStatuses(),
                        scenario.status().containerStatuses())
                .flatMap(List::stream)
                .map(ContainerStatus::restartCount)
                .toList();
    }

    /** The seconds at which the actions of a kind were ordered. */
    private static List<Double> times(PodScenario scenario, Class<?> action) {
        List<Double> times = new ArrayList<>();
        scenario.onStep(step -> step.step().actions().stream()
                .filter(action::isInstance)
                .forEach(a -> times.add(scenario.time().elapsed().toMillis() / 1000.0)));
        return times;
    }

    @Test
    void comesUpAndRestartsInPlace() {
        PodScenario scenario = PodScenario.of(pod(POD)).stabilize();
        assertThat(scenario.status().phase()).isEqualTo(PodPhase.RUNNING);
        assertThat(scenario.time().elapsed()).isEqualTo(Duration.ofSeconds(2));
        String sandbox = scenario.runtime().snapshot().sandboxes().get(0).id();

        scenario.after(Duration.ofSeconds(58)).exit("trainer", 88).stabilize();
        assertThat(restartCounts(scenario)).containsExactly(1, 1, 1);
        assertThat(scenario.status().isTrue(PodConditionType.READY)).isTrue();
        assertThat(scenario.status().isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING))
                .isFalse();
        assertThat(scenario.runtime().snapshot().sandboxes())
                .singleElement()
                .satisfies(s -> assertThat(s.id()).isEqualTo(sandbox));
        assertThat(scenario.time().elapsed()).isEqualTo(Duration.ofSeconds(62));
    }

    @Test
    void tellsOfEveryStep() {
        List<ScenarioStep> steps = new ArrayList<>();
        PodScenario scenario = PodScenario.of(pod(POD)).onStep(steps::add).stabilize();
        assertThat(steps).hasSizeGreaterThan(2);
        assertThat(steps.get(0).before()).isEqualTo(PodState.INITIAL);
        for (int i = 0; i < steps.size(); i++) {
            ScenarioStep step = steps.get(i);
            assertThat(scenario.world().lifecycle().step(step.before(), step.observed(), step.at()))
                    .isEqualTo(step.step());
            assertThat(step.results()).hasSameSizeAs(step.step().actions());
            if (i > 0) {
                assertThat(step.before()).isEqualTo(steps.get(i - 1).step().next());
                assertThat(step.observed().results()).isEqualTo(steps.get(i - 1).results());
            }
        }
        assertThat(scenario.state())
                .isEqualTo(steps.get(steps.size() - 1).step().next());
    }

    @Test
    void isTheSameEveryTime() {
        List<ScenarioStep> first = new ArrayList<>();
        List<ScenarioStep> second = new ArrayList<>();
        for (List<ScenarioStep> steps : List.of(first, second)) {
            PodScenario.of(pod(POD))
                    .onStep(steps::add)
                    .exitAt("trainer", 88, Duration.ofSeconds(10))
                    .exitAt("logger", 1, Duration.ofSeconds(10))
                    .stabilize();
        }
        assertThat(first).isEqualTo(second);
    }

    @Test
    void retriesTenSecondsAfterAnError() {
        PodScenario scenario = PodScenario.of(pod(POD)).stabilize();
        List<Double> removals = times(scenario, RemoveContainer.class);
        scenario.inject(new FailCall(RuntimeOp.REMOVE_CONTAINER, "init"))
                .exit("trainer", 88)
                .stabilize();
        assertThat(removals).startsWith(3.0).endsWith(4.0); // the stop of logger is an event of its own
        assertThat(restartCounts(scenario)).containsExactly(1, 1, 1);

        PodScenario start = PodScenario.of(pod(ALWAYS)).inject(new FailCall(RuntimeOp.CREATE_CONTAINER, "app"));
        List<Double> starts = times(start, StartContainer.class);
        start.stabilize();
        assertThat(starts).startsWith(0.0, 1.0); // the sandbox is an event

        List<Double> again = times(start, StartContainer.class);
        start.inject(new FailCall(RuntimeOp.CREATE_CONTAINER, "app"))
                .exit("app", 1)
                .stabilize();
        assertThat(again).hasSize(2);
        assertThat(again.get(1) - again.get(0)).isEqualTo(10.0);
    }

    @Test
    void keepsToBackOff() {
        PodScenario scenario = PodScenario.of(pod(ALWAYS));
        List<Double> starts = times(scenario, StartContainer.class);
        for (int i = 1; i <= 3; i++) {
            scenario.exitAt("app", 1, Duration.ofSeconds(5));
        }
        scenario.stabilize();
        assertThat(starts).containsExactly(0.0, 5.0, 15.0, 35.0);
    }

    @Test
    void retriesInKubernetes134WithoutRegardToTheBackOff() {
        PodScenario scenario = PodScenario.of(pod(ALWAYS), kubelet(KubernetesVersion.V1_34, ""));
        List<Double> starts = times(scenario, StartContainer.class);
        scenario.runs("app", Duration.ofSeconds(3)).after(Duration.ofSeconds(40));
        // 0, at once after 3, then looks at 6, 16 (due since 13+3), ...
        assertThat(starts).startsWith(0.0, 3.0, 16.0);
    }

    @Test
    void waitsForTheResyncInKubernetes135WhenNothingWasRunning() {
        String alone = POD.replace("    - {name: logger, image: i}\n", "");
        Kubelet kubelet =
                kubelet(KubernetesVersion.V1_35, "RestartAllContainersOnContainerExits=true,NodeDeclaredFeatures=true");
        PodScenario scenario = PodScenario.of(pod(alone), kubelet).stabilize();
        scenario.exit("trainer", 88).after(Duration.ofSeconds(60)); // seen after 1 s
        assertThat(scenario.status().isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING))
                .isTrue();
        scenario.after(Duration.ofSeconds(1));
        assertThat(scenario.status().isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING))
                .isFalse();
    }

    @Test
    void takesABehaviour() {
        PodScenario scenario = PodScenario.of(pod(POD), Kubelet.kep5532());
        List<String> messages = new ArrayList<>();
        scenario.onStep(step -> {
            var condition = step.step().next().status().condition(PodConditionType.ALL_CONTAINERS_RESTARTING);
            if (condition != null && !condition.message().isEmpty()) {
                messages.add(condition.message());
            }
        });
        scenario.stabilize().exit("trainer", 88).stabilize();
        assertThat(messages).containsOnly("Container trainer exited with code 88");
    }

    @Test
    void endsEachRunByOnePlannedExit() {
        PodScenario scenario = PodScenario.of(pod(POD))
                .exitAt("trainer", 0, Duration.ofSeconds(30))
                .exitAt("trainer", 88, Duration.ofSeconds(10))
                .exitAt("trainer", 88, Duration.ofSeconds(10));
        assertThat(scenario.plannedExits()).extracting("exitCode").containsExactly(88, 88, 0);
        scenario.after(Duration.ofSeconds(29));
        assertThat(scenario.plannedExits()).extracting("exitCode").containsExactly(0);
        assertThat(restartCounts(scenario)).containsExactly(2, 2, 2);
        scenario.exitAt("logger", 0, Duration.ofSeconds(31)).stabilize();
        assertThat(scenario.status().phase()).isEqualTo(PodPhase.SUCCEEDED);
    }

    @Test
    void keepsAnExitThatFindsNoRun() {
        PodScenario scenario = PodScenario.of(pod(POD))
                .exitAt("logger", 3, Duration.ofSeconds(5))
                .exitAt("logger", 4, Duration.ofSeconds(6));
        scenario.stabilize();
        assertThat(scenario.plannedExits())
                .singleElement()
                .satisfies(exit -> assertThat(exit.exitCode()).isEqualTo(4));
        scenario.exit("trainer", 88).stabilize();
        assertThat(scenario.plannedExits()).isEmpty();
        assertThat(scenario.runtime().running("logger")).isNull();
    }

    @Test
    void letsInitContainersRunAsToldOrUntilTheirExit() {
        PodScenario slow = PodScenario.of(pod(POD)).runs("init", Duration.ofSeconds(7));
        slow.stabilize();
        assertThat(slow.time().elapsed()).isEqualTo(Duration.ofSeconds(8));

        PodScenario planned = PodScenario.of(pod(POD)).exitAt("init", 0, Duration.ofSeconds(20));
        planned.stabilize();
        assertThat(planned.time().elapsed()).isEqualTo(Duration.ofSeconds(21));

        PodScenario held = PodScenario.of(pod(POD)).runsUntilExit("init");
        held.stabilize();
        assertThat(held.status().phase()).isEqualTo(PodPhase.PENDING);
        held.exit("init", 1).stabilize();
        assertThat(held.status().phase()).isEqualTo(PodPhase.FAILED);
    }

    @Test
    void asksProbes() {
        PodScenario scenario = PodScenario.of(pod(ALWAYS));
        scenario.probes().otherwise(ProbeResult.UNKNOWN);
        scenario.stabilize();
        assertThat(scenario.status().containerStatuses().get(0).started()).isFalse();
        scenario.probes().startup("app", ProbeResult.SUCCESS);
        scenario.stabilize();
        assertThat(scenario.status().containerStatuses().get(0).started()).isTrue();
        assertThat(scenario.status().isTrue(PodConditionType.READY)).isFalse();
        scenario.probes().readiness("app", ProbeResult.SUCCESS);
        scenario.stabilize();
        assertThat(scenario.status().isTrue(PodConditionType.READY)).isTrue();

        scenario.probes().otherwise(ProbeResult.SUCCESS);
        scenario.probes().liveness("app", ProbeResult.FAILURE);
        scenario.stabilize();
        assertThat(restartCounts(scenario)).containsExactly(1);
        assertThat(scenario.status().isTrue(PodConditionType.READY)).isTrue();
    }

    @Test
    void survivesFaults() {
        PodScenario scenario = PodScenario.of(pod(ALWAYS)).stabilize();
        scenario.inject(new Vanish("app")).stabilize();
        assertThat(restartCounts(scenario)).containsExactly(1);
        scenario.inject(new SandboxDies()).stabilize();
        assertThat(scenario.status().phase()).isEqualTo(PodPhase.RUNNING);
        assertThat(scenario.runtime().snapshot().sandboxes()).hasSize(2);
    }

    @Test
    void endsWhenDeletedOrEvicted() {
        PodScenario deleted = PodScenario.of(pod(ALWAYS)).stabilize().delete().stabilize();
        assertThat(deleted.state().work()).isEqualTo(PodState.Work.FINISHED);
        assertThat(deleted.runtime().running("app")).isNull();

        PodScenario evicted = PodScenario.of(pod(ALWAYS)).stabilize();
        evicted.terminate(Termination.eviction("Evicted", "no room")).stabilize();
        assertThat(evicted.status().phase()).isEqualTo(PodPhase.FAILED);
        assertThat(evicted.status().reason()).isEqualTo("Evicted");
    }

    @Test
    void saysWhatCannotBe() {
        PodScenario scenario = PodScenario.of(pod(POD));
        assertThatThrownBy(() -> scenario.exit("nobody", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown container \"nobody\": the pod has init, trainer, logger");
        assertThatThrownBy(() -> scenario.exit("trainer", 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("container trainer cannot exit, it is not running at PT0S\nstatus\n");
        assertThatThrownBy(() -> scenario.probes().liveness("trainer", ProbeResult.FAILURE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("container trainer has no livenessProbe");
        assertThatThrownBy(() -> PodScenario.of(pod(ALWAYS)).probes().startup("app", ProbeResult.FAILURE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("container app cannot be probed, it is not running");
    }

    @Test
    void givesUpOnAPodThatDoesNotSettle() {
        PodScenario scenario = PodScenario.of(pod(ALWAYS)).runs("app", Duration.ofSeconds(1));
        assertThatThrownBy(scenario::stabilize)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("pod p does not settle: 1000 steps, the last at PT");
    }

    @Test
    void aRestartInPlaceDoesNotExtendTheDeadline() {
        PodScenario scenario = PodScenario.of(pod(POD.replace("spec:\n", "spec:\n  activeDeadlineSeconds: 60\n")));
        scenario.after(Duration.ofSeconds(30)).exit("trainer", 88).after(Duration.ofSeconds(29));
        assertThat(scenario.status().phase()).isEqualTo(PodPhase.RUNNING);
        assertThat(restartCounts(scenario)).containsOnly(1);
        scenario.after(Duration.ofSeconds(2));
        assertThat(scenario.status().reason()).isEqualTo("DeadlineExceeded");
    }

    @Test
    void aDeadlinePassesDuringInitContainers() {
        PodScenario scenario = PodScenario.of(pod(POD.replace("spec:\n", "spec:\n  activeDeadlineSeconds: 20\n")));
        scenario.runs("init", Duration.ofSeconds(100)).after(Duration.ofSeconds(60));
        assertThat(scenario.status().phase()).isEqualTo(PodPhase.FAILED);
        assertThat(scenario.status().reason()).isEqualTo("DeadlineExceeded");
        assertThat(scenario.status().initContainerStatuses().get(0).terminated())
                .isNotNull();
        assertThat(scenario.status().containerStatuses()).allMatch(c -> c.state() instanceof ContainerState.Waiting);
    }

    @Test
    void looksAtTheRuntimeAtEveryWholeSecond() {
        PodScenario scenario = PodScenario.of(pod(ALWAYS)).stabilize();
        List<Double> starts = times(scenario, StartContainer.class);
        scenario.after(Duration.ofMillis(8_300)).exit("app", 1).after(Duration.ofMillis(600));
        assertThat(starts).isEmpty();
        scenario.after(Duration.ofMillis(100));
        assertThat(starts).containsExactly(10.0); // up at 1 s, exit at 9.3 s
    }

    @Test
    void hearsOfARemovalOfWhatWasDeadOnlyAtTheResync() {
        PodScenario scenario =
                PodScenario.of(pod(POD)).stabilize().exit("logger", 0).stabilize();
        List<Duration> looks = new ArrayList<>();
        Duration last = scenario.time().elapsed();
        scenario.onStep(step -> looks.add(scenario.time().elapsed().minus(last)));
        scenario.inject(new Vanish("logger")).stabilize();
        assertThat(looks).first().isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void scenariosShareATime() {
        VirtualTime time = new VirtualTime();
        PodScenario one = PodScenario.of(pod(POD), Kubelet.DEFAULT, time);
        PodScenario other = PodScenario.of(pod(ALWAYS), Kubelet.DEFAULT, time);
        one.exitAt("trainer", 88, Duration.ofSeconds(10));
        other.exitAt("app", 1, Duration.ofSeconds(10));
        time.advance(Duration.ofSeconds(30));
        assertThat(restartCounts(one)).containsExactly(1, 1, 1);
        assertThat(restartCounts(other)).containsExactly(1);
        other.exit("app", 1).after(Duration.ofMinutes(2));
        assertThat(one.time().elapsed()).isEqualTo(Duration.ofSeconds(150));
    }

    @Test
    void goesOnFromAStatus() {
        PodScenario before =
                PodScenario.of(pod(POD)).stabilize().exit("trainer", 88).stabilize();
        Pod published = Pod.builder().from(pod(POD)).status(before.status()).build();
        PodScenario scenario = PodScenario.of(published);
        List<ScenarioStep> steps = new ArrayList<>();
        scenario.onStep(steps::add).stabilize();
        assertThat(steps).isNotEmpty().allMatch(step -> step.step().actions().isEmpty());
        assertThat(scenario.status().containerStatuses())
                .isEqualTo(before.status().containerStatuses());
        scenario.exit("trainer", 88).stabilize();
        assertThat(restartCounts(scenario)).containsExactly(2, 2, 2);
        assertThat(scenario.status().podIP()).isEqualTo(before.status().podIP());
    }

    @Test
    void goesOnWithANewKubeletAndAChangedPod() {
        PodScenario scenario = PodScenario.of(pod(POD)).stabilize();
        PodStatus status = scenario.status();
        scenario.restartKubelet().stabilize();
        assertThat(scenario.status()).isEqualTo(status);
        scenario.update(scenario.world().pod(), kubelet(KubernetesVersion.V1_34, ""));
        scenario.exit("trainer", 88).stabilize();
        assertThat(restartCounts(scenario)).as("no rules in 1.34").containsExactly(0, 0, 0);
    }

    @Test
    void aForkOfItsWorldGoesItsOwnWay() {
        PodWorld world = PodScenario.of(pod(ALWAYS)).stabilize().world();
        PodWorld fork = world.fork();
        Instant now = VirtualTime.DEFAULT_START.plusSeconds(60);
        fork.runtime().exit("app", 1, now);
        assertThat(fork.sync(now).step().actions()).isNotEmpty();
        assertThat(world.sync(now).step().actions()).isEmpty();
    }

    @Test
    void tellsItsStory() {
        PodScenario scenario =
                PodScenario.of(pod(ALWAYS)).stabilize().exit("app", 1).after(Duration.ofSeconds(1));
        assertThat(scenario.toString())
                .startsWith("at 0s\n  status Pending")
                .contains(
                        "\nat 2s\n",
                        "do     StartContainer app, regular, attempt 1\n",
                        "\nruntime\n  sb-0 READY 10.0.0.7\n");
    }

    @Test
    void readsAManifest() {
        PodScenario scenario = PodScenario.of(POD).until(PodPhase.RUNNING);
        assertThat(scenario.time().elapsed()).isEqualTo(Duration.ofSeconds(2));
        assertThat(scenario.world().kubelet()).isEqualTo(Kubelet.DEFAULT);
        assertThat(PodScenario.of(POD, Kubelet.kep5532()).world().kubelet()).isEqualTo(Kubelet.kep5532());
        assertThatThrownBy(() -> PodScenario.of("metadata: {name: p")).isInstanceOf(PodFormatException.class);
    }

    @Test
    void waitsForAPhaseOrAnythingElse() {
        PodScenario scenario = PodScenario.of(POD).exitAt("trainer", 88, Duration.ofSeconds(60));
        scenario.until(s -> s.container("trainer").restartCount() == 1, Duration.ofMinutes(5));
        assertThat(scenario.container("trainer").isRunning()).isFalse();
        assertThat(scenario.time().elapsed()).isEqualTo(Duration.ofSeconds(60));
        scenario.until(s -> s.container("logger").isRunning(), Duration.ofMinutes(1));
        scenario.until(PodPhase.RUNNING, Duration.ZERO);
        assertThat(scenario.container("logger").isRunning()).isTrue();
    }

    @Test
    void tellsWhatHappenedWhileItWaited() {
        PodScenario settled = PodScenario.of(POD);
        assertThatThrownBy(() -> settled.until(PodPhase.FAILED))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("pod p is not Failed, and nothing is left to happen, at PT2S\nat 0s\n  status ")
                .hasMessageContaining("do     StartContainer trainer, regular, attempt 0\n")
                .hasMessageContaining("\nruntime\n  sb-0 READY 10.0.0.7\n");

        PodScenario looping = PodScenario.of(pod(ALWAYS)).runs("app", Duration.ofSeconds(5));
        assertThatThrownBy(() -> looping.until(s -> s.container("app").restartCount() == 9, Duration.ofMinutes(10)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("pod p is not as it was waited for after PT10M, at PT")
                .hasMessageContaining("earlier steps");
        assertThat(looping.time().elapsed()).isLessThanOrEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void showsOneContainer() {
        PodScenario scenario = PodScenario.of(POD);
        assertThatThrownBy(() -> scenario.container("trainer"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("container trainer has no status at PT0S: the kubelet has not looked yet; let time move on,"
                        + " with stabilize(), until() or after()");
        scenario.stabilize().exit("logger", 3).stabilize();
        assertThat(scenario.container("logger").terminated()).isNotNull();
        assertThat(scenario.container("init").terminated()).isNotNull();
        assertThatThrownBy(() -> scenario.container("nobody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown container \"nobody\": the pod has init, trainer, logger");
    }
}
