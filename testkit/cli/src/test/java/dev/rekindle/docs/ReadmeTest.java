package dev.rekindle.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.core.codec.StaticPods;
import dev.rekindle.driver.PodStateStore;
import dev.rekindle.driver.PodWorkers;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import dev.rekindle.rules.Forecast;
import dev.rekindle.rules.PodOutcome;
import dev.rekindle.rules.PodValidation;
import dev.rekindle.rules.RestartDecision.Outcome;
import dev.rekindle.testkit.FakeContainerRuntime;
import dev.rekindle.testkit.FakePod;
import dev.rekindle.testkit.Fault.FailCall;
import dev.rekindle.testkit.PodScenario;
import dev.rekindle.testkit.RuntimeOp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Java of the README. */
class ReadmeTest {
    private static String manifest() throws IOException {
        return Files.readString(Path.of("../../docs/examples/ml-worker.yaml"));
    }

    /** A whole life by the README's loop: starts that fail, a restart in place, an end with a sidecar still running. */
    @Test
    void customKubelet() throws IOException {
        HandWritten kubelet = new HandWritten(PodCodec.readOne(manifest()));
        kubelet.runtime.inject(new FailCall(RuntimeOp.CREATE_CONTAINER, "fetch-checkpoint"), Instant.EPOCH);
        kubelet.runtime.inject(new FailCall(RuntimeOp.CREATE_CONTAINER, "trainer"), Instant.EPOCH);
        kubelet.runFor(Duration.ofMinutes(1));
        assertThat(kubelet.waitingReasons()).contains("fetch-checkpoint CreateContainerError");
        assertThat(kubelet.waitingReasons()).contains("trainer CreateContainerError");

        kubelet.runtime.exit("trainer", 88, kubelet.now);
        kubelet.runFor(Duration.ofMinutes(1));
        assertThat(kubelet.published.phase()).isEqualTo(PodPhase.RUNNING);
        assertThat(kubelet.published.containerStatuses()).allMatch(status -> status.restartCount() == 1);

        kubelet.runtime.exit("trainer", 0, kubelet.now);
        kubelet.runtime.exit("logger", 0, kubelet.now);
        kubelet.runFor(Duration.ofMinutes(1));
        assertThat(kubelet.published.phase()).isEqualTo(PodPhase.SUCCEEDED);
        assertThat(kubelet.sidecarRanWhenFinal).isFalse();
    }

    interface Store {
        void save(PodState state);
    }

    interface Api {
        void publish(PodStatus status);
    }

    private static final class HandWritten {
        private final Pod pod;
        private final FakePod runtime;
        private final List<PodStatus> history = new ArrayList<>();
        private final Store store = saved -> assertThat(saved.status()).isNotEqualTo(PodStatus.EMPTY);
        private final Api api = this::record;
        private Instant now = Instant.EPOCH;
        private PodState state = PodState.INITIAL;
        private PodStatus published = PodStatus.EMPTY;
        private List<ActionResult> results = List.of();
        private boolean sidecarRanWhenFinal;

        private HandWritten(Pod pod) {
            this.pod = pod;
            this.runtime = new FakePod(pod);
        }

        private void record(PodStatus status) {
            history.add(status);
            sidecarRanWhenFinal |= status.phase().isTerminal() && runtime.running("watcher") != null;
        }

        private void runFor(Duration duration) {
            for (Instant end = now.plus(duration); now.isBefore(end); now = now.plusSeconds(1)) {
                runtime.exit("fetch-checkpoint", 0, now);
                stepOnce();
            }
        }

        private void stepOnce() {
            PodLifecycle lifecycle = PodLifecycle.compile(pod, Kubelet.of(KubernetesVersion.V1_36));

            Step step = lifecycle.step(state, Observation.of(runtime.snapshot()).results(results), now);
            state = step.next();
            store.save(state); // persist it first
            published = step.publish(published); // a final phase waits until nothing runs
            api.publish(published);
            results = step.execute(this::act); // in order, stops where it must; then observe and step again,
            // at step.wakeAt() at the latest
        }

        private ActionResult act(PodAction action) {
            return runtime.runner(now).run(action);
        }

        private List<String> waitingReasons() {
            return history.stream()
                    .flatMap(status -> Stream.of(status.initContainerStatuses(), status.containerStatuses()))
                    .flatMap(List::stream)
                    .filter(status -> status.state() instanceof ContainerState.Waiting)
                    .map(status -> status.name() + " " + ((ContainerState.Waiting) status.state()).reason())
                    .distinct()
                    .toList();
        }
    }

    /** The driver brings the pod as far as a runtime lets it whose containers do not exit by themselves. */
    @Test
    void agent() throws Exception {
        Pod pod = StaticPods.of(PodCodec.readOne(manifest()), "node", "ml-worker.yaml");
        FakeContainerRuntime runtime = new FakeContainerRuntime(Instant::now);
        ApiServer api = new ApiServer();
        PodStateStore store = PodStateStore.inMemory();
        try (PodWorkers workers =
                PodWorkers.builder(runtime).store(store).publisher(api::patch).start()) {
            workers.sync(pod); // for each version of each pod; workers.wake(uid) when the runtime has news of one
            awaitShutdown();
        }
        assertThat(store.load(pod.metadata().uid())).isPresent();
        assertThat(runtime.of(pod).running("fetch-checkpoint")).isNotNull();
    }

    private final CountDownLatch started = new CountDownLatch(1);

    private final class ApiServer {
        private void patch(Pod pod, PodStatus status) {
            if (status.isTrue(PodConditionType.POD_READY_TO_START_CONTAINERS)) {
                started.countDown();
            }
        }
    }

    private void awaitShutdown() throws InterruptedException {
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void controller() throws IOException {
        Pod pod = PodCodec.readOne(manifest());
        Kubelet kubelet = Kubelet.of(KubernetesVersion.V1_36);

        PodValidation.Result result = PodValidation.of(kubelet).create(pod);
        result.errors().forEach(error -> System.err.println(error.message()));

        Forecast.Range exit = Forecast.of(pod, kubelet).container("trainer").at(88);
        exit.outcome(); // RESTART_ALL_CONTAINERS
        exit.pod(); // ALL_CONTAINERS_RESTART
        exit.why(); // "rule 0 (In [88])"
        assertThat(result.errors()).isEmpty();
        assertThat(exit.outcome()).isEqualTo(Outcome.RESTART_ALL_CONTAINERS);
        assertThat(exit.pod()).isEqualTo(PodOutcome.ALL_CONTAINERS_RESTART);
        assertThat(exit.why()).isEqualTo("rule 0 (In [88])");
    }

    @Test
    void harness() throws IOException {
        String yaml = manifest();
        PodScenario scenario = PodScenario.of(yaml).until(PodPhase.RUNNING);
        String ip = scenario.status().podIP();

        scenario.exit("trainer", 88).stabilize();

        assertThat(scenario.container("trainer").restartCount()).isEqualTo(1);
        assertThat(scenario.status().podIP()).isEqualTo(ip); // the same sandbox
        assertThat(scenario.state().causes().get(0).exitCode()).isEqualTo(88);
    }
}
