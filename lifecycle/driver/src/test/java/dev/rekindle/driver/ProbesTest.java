package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.ExecAction;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.Probe;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.driver.PodEvent.KillingContainer;
import dev.rekindle.driver.PodEvent.ProbeFailed;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodAction.StopReason;
import dev.rekindle.lifecycle.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Probes of one container, run by {@link PodWorkers} in virtual time. Their commands are named like the probes. */
class ProbesTest {
    private final VirtualClock clock = new VirtualClock();
    private final TestRuntime runtime = new TestRuntime(clock, new Faults());
    private final PodStateStore store = PodStateStore.inMemory();
    private final Instant begin = clock.now();
    private final Set<String> failing = new HashSet<>();
    private final Set<String> broken = new HashSet<>();
    private final List<String> probes = new ArrayList<>();
    private final List<PodEvent> events = new ArrayList<>();
    private final List<PodStatus> published = new ArrayList<>();

    private PodWorkers start(Pod pod) {
        runtime.exec = command -> {
            probes.add(Duration.between(begin, clock.now()).toSeconds() + "s " + command);
            if (broken.contains(command)) {
                throw new IllegalStateException("no shell");
            }
            return ExecResult.exited(failing.contains(command) ? 1 : 0, "no");
        };
        PodWorkers workers = PodWorkers.builder(runtime)
                .store(store)
                .executor(clock)
                .clock(clock)
                .listener((p, event, at) -> events.add(event))
                .publisher((p, status) -> published.add(status))
                .jitter(() -> 0)
                .start();
        workers.sync(pod);
        return workers;
    }

    private static Probe.Builder probe(String command) {
        return Probe.builder()
                .exec(ExecAction.builder().addCommand(command).build())
                .periodSeconds(10);
    }

    private static Container.Builder app() {
        return TestPods.container("app").restartPolicy(RestartPolicy.ALWAYS);
    }

    private static Pod pod(Container container) {
        return TestPods.pod(List.of(), List.of(container));
    }

    private static ContainerStatus app(PodState state) {
        return state.status().containerStatuses().get(0);
    }

    private static ContainerStatus app(PodWorkers workers) {
        return app(workers.state("uid-1").orElseThrow());
    }

    private List<String> failures() {
        return events.stream()
                .filter(ProbeFailed.class::isInstance)
                .map(event -> ((ProbeFailed) event).message())
                .toList();
    }

    @Test
    void theStartupProbeHoldsTheOthersBackAndThenStops() {
        failing.add("startup");
        PodWorkers workers = start(pod(app().startupProbe(probe("startup").build())
                .livenessProbe(probe("live").build())
                .readinessProbe(probe("ready").build())
                .build()));
        clock.runFor(Duration.ofSeconds(15));
        assertThat(probes).containsExactly("0s startup", "10s startup");
        assertThat(app(workers).started()).isFalse();

        failing.clear();
        clock.runFor(Duration.ofSeconds(20));

        assertThat(probes)
                .containsExactly(
                        "0s startup", "10s startup", "20s startup", "20s live", "20s ready", "30s live", "30s ready");
        assertThat(app(workers).started()).isTrue();
        assertThat(app(workers).ready()).isTrue();
        assertThat(failures()).containsExactly("Startup probe failed: no", "Startup probe failed: no");
    }

    @Test
    void probesGoOnWhenTheClockIsSetBack() {
        start(pod(app().livenessProbe(probe("live").initialDelaySeconds(5).build())
                .build()));
        clock.runFor(Duration.ofSeconds(2));
        clock.setBack(Duration.ofHours(1));
        clock.runFor(Duration.ofSeconds(15));
        assertThat(probes).isNotEmpty();

        probes.clear();
        clock.setBack(Duration.ofHours(1));
        clock.runFor(Duration.ofSeconds(31));
        assertThat(probes).hasSizeBetween(3, 4);
    }

    @Test
    void aFailedStartupProbeKillsAtItsThreshold() {
        failing.add("startup");
        start(pod(
                app().startupProbe(probe("startup").failureThreshold(2).build()).build()));
        clock.runFor(Duration.ofSeconds(15));

        assertThat(probes).containsExactly("0s startup", "10s startup", "10s startup");
        assertThat(runtime.starts).containsEntry("app", 2);
        assertThat(events)
                .filteredOn(KillingContainer.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    KillingContainer killing = (KillingContainer) event;
                    assertThat(killing.reason()).isEqualTo(StopReason.STARTUP_PROBE);
                    assertThat(killing.message()).isEqualTo("Container app failed startup probe, will be restarted");
                });
    }

    @Test
    void livenessKillsAtItsThresholdHoldsAndBeginsAnewWithTheNextContainer() {
        PodWorkers workers =
                start(pod(app().livenessProbe(probe("live").build()).build()));
        clock.runFor(Duration.ofSeconds(15));
        failing.add("live");
        runtime.stopTakes.put("app", Duration.ofSeconds(25));
        clock.runsWhileSomebodySleeps = true;
        clock.runFor(Duration.ofSeconds(66)); // fails at 20, 30, 40; not asked at 50 and 60; dead at 65

        assertThat(probes)
                .containsExactly("0s live", "10s live", "20s live", "30s live", "40s live", "65s live", "75s live");
        assertThat(runtime.starts).containsEntry("app", 2);
        assertThat(app(workers).restartCount()).isEqualTo(1);
        assertThat(app(workers).isRunning()).as("two failures are not three").isTrue();
    }

    @Test
    void aSuccessBetweenFailuresBeginsTheCountAgain() {
        start(pod(app().livenessProbe(probe("live").build()).build()));
        failing.add("live");
        clock.runFor(Duration.ofSeconds(15));
        failing.clear();
        clock.runFor(Duration.ofSeconds(10));
        failing.add("live");
        clock.runFor(Duration.ofSeconds(20));

        assertThat(failures()).hasSize(4);
        assertThat(runtime.starts).containsEntry("app", 1);
    }

    @Test
    void readinessComesAndGoesAtItsThresholds() {
        PodWorkers workers = start(pod(app().readinessProbe(
                        probe("ready").successThreshold(2).failureThreshold(2).build())
                .build()));
        clock.runFor(Duration.ofSeconds(5));
        assertThat(app(workers).ready()).isFalse();
        clock.runFor(Duration.ofSeconds(10));
        assertThat(app(workers).ready()).isTrue();
        failing.add("ready");
        clock.runFor(Duration.ofSeconds(10));
        assertThat(app(workers).ready()).isTrue();
        clock.runFor(Duration.ofSeconds(10));
        assertThat(app(workers).ready()).isFalse();
        assertThat(runtime.starts).containsEntry("app", 1);
    }

    @Test
    void theFirstProbeWaitsForTheInitialDelay() {
        start(pod(app().livenessProbe(probe("live").initialDelaySeconds(7).build())
                .build()));
        clock.runFor(Duration.ofSeconds(18));

        assertThat(probes).containsExactly("7s live", "17s live");
    }

    @Test
    void aProbeThatCannotBeRunCountsForNothing() {
        broken.add("live");
        start(pod(app().livenessProbe(probe("live").failureThreshold(1).build()).build()));
        clock.runFor(Duration.ofSeconds(25));

        assertThat(failures())
                .hasSize(3)
                .containsOnly("Liveness probe errored and resulted in unknown state: no shell");
        assertThat(runtime.starts).containsEntry("app", 1);
    }

    @Test
    void aContainerThatHadEndedForGoodIsProbedAgainAfterARestartOfAllContainers() {
        Container once =
                TestPods.container("once").livenessProbe(probe("live").build()).build();
        runtime.endsAtOnce.put("once", 0);
        PodWorkers workers = start(TestPods.pod(List.of(), List.of(once, TestPods.trainer())));
        clock.runFor(Duration.ofSeconds(30));
        assertThat(probes).isEmpty();

        runtime.endsAtOnce.clear();
        runtime.exit("trainer", TestPods.TRIGGER);
        workers.wake("uid-1");
        clock.runFor(Duration.ofSeconds(15));

        assertThat(probes).containsExactly("30s live", "40s live");
    }

    @Test
    void aNewDriverBelievesWhatWasKnown() {
        Pod pod = pod(app().startupProbe(probe("startup").build())
                .readinessProbe(probe("ready").build())
                .build());
        start(pod).close();
        PodWorkers first = start(pod);
        clock.runFor(Duration.ofSeconds(5));
        assertThat(app(first).ready()).isTrue();
        first.close();
        probes.clear();
        published.clear();

        start(pod);
        clock.runFor(Duration.ofSeconds(12));

        assertThat(probes).containsExactly("5s ready", "15s ready");
        assertThat(published).isNotEmpty().allSatisfy(status -> {
            assertThat(status.containerStatuses().get(0).ready()).isTrue();
            assertThat(status.containerStatuses().get(0).started()).isTrue();
        });
    }

    /** Its container takes 24 s to stop. Readiness still matters: traffic may go on until then. */
    @Test
    void livenessDoesNotMatterWhileThePodEndsButReadinessDoes() {
        failing.add("live");
        PodWorkers workers = start(pod(app().livenessProbe(probe("live").build())
                .readinessProbe(probe("ready").build())
                .build()));
        clock.runFor(Duration.ofSeconds(15));
        clock.runsWhileSomebodySleeps = true;
        runtime.stopTakes.put("app", Duration.ofSeconds(24));
        workers.terminate("uid-1", Termination.deletion(null));
        clock.runFor(Duration.ofSeconds(60));

        assertThat(probes)
                .containsExactlyInAnyOrder("0s live", "0s ready", "10s live", "10s ready", "20s ready", "30s ready");
        assertThat(failures()).as("none of them after the end was asked for").hasSize(2);
        assertThat(workers.state("uid-1").orElseThrow().work()).isEqualTo(PodState.Work.FINISHED);
    }

    @Test
    void aStartupProbeDoesNotMatterWhileThePodEnds() {
        failing.add("startup");
        PodWorkers workers = start(
                pod(app().startupProbe(probe("startup").failureThreshold(30).build())
                        .build()));
        clock.runFor(Duration.ofSeconds(15));
        clock.runsWhileSomebodySleeps = true;
        runtime.stopTakes.put("app", Duration.ofSeconds(24));
        workers.terminate("uid-1", Termination.deletion(null));
        clock.runFor(Duration.ofSeconds(60));

        assertThat(probes).containsExactly("0s startup", "10s startup");
    }

    @Test
    void aSidecarWithAStartupProbeHoldsTheNextContainerBack() {
        failing.add("startup");
        Container proxy = Container.builder()
                .from(TestPods.sidecar("proxy"))
                .startupProbe(probe("startup").build())
                .build();
        start(TestPods.pod(List.of(proxy), List.of(app().build())));
        clock.runFor(Duration.ofSeconds(5));
        assertThat(runtime.running()).containsExactly("proxy");

        failing.clear();
        clock.runFor(Duration.ofSeconds(10));
        assertThat(runtime.running()).containsExactly("app", "proxy");
    }
}
