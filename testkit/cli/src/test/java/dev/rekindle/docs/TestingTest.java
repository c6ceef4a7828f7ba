package dev.rekindle.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.Sandbox;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.driver.PodWorkers;
import dev.rekindle.testkit.FakeContainerRuntime;
import dev.rekindle.testkit.Fault.FailCall;
import dev.rekindle.testkit.Fault.MissingImage;
import dev.rekindle.testkit.Fault.SandboxDies;
import dev.rekindle.testkit.Fault.Vanish;
import dev.rekindle.testkit.PodScenario;
import dev.rekindle.testkit.RuntimeOp;
import dev.rekindle.testkit.VirtualTime;
import dev.rekindle.testkit.invariants.Invariants;
import dev.rekindle.testkit.invariants.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Java of docs/testing.md. */
class TestingTest {
    private static final Path GUIDE = Path.of("../../docs/testing.md");

    private static final String WORKER = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: worker
              uid: 3f1c
            spec:
              restartPolicy: Never
              initContainers:
                - {name: fetch, image: fetch}
              containers:
                - name: trainer
                  image: trainer
                  restartPolicy: Never
                  restartPolicyRules:
                    - action: RestartAllContainers
                      exitCodes: {operator: In, values: [88]}
            """;

    private final String yaml = WORKER;

    @Test
    void aPodThatLives() {
        PodScenario scenario = PodScenario.of(yaml).until(PodPhase.RUNNING);
        String ip = scenario.status().podIP();

        scenario.exit("trainer", 88).stabilize();

        assertThat(scenario.container("trainer").restartCount()).isEqualTo(1);
        assertThat(scenario.container("fetch").restartCount()).isEqualTo(1); // the init container ran again
        assertThat(scenario.status().podIP()).isEqualTo(ip); // in the same sandbox
    }

    @Test
    void whatContainersDo() {
        PodScenario scenario = PodScenario.of(yaml)
                .runs("fetch", Duration.ofMinutes(2)) // every run of it takes that long and succeeds
                .exitAt("trainer", 88, Duration.ofMinutes(10)) // planned, from the beginning of the scenario
                .exitAt("trainer", 0, Duration.ofHours(3))
                .until(PodPhase.SUCCEEDED, Duration.ofHours(4));

        assertThat(scenario.time().elapsed()).isBetween(Duration.ofHours(3), Duration.ofMinutes(181));
        assertThat(scenario.container("trainer").restartCount()).isEqualTo(1);
    }

    @Test
    void whileItHappens() {
        PodScenario scenario = PodScenario.of(yaml).until(PodPhase.RUNNING);
        List<Boolean> restarting = new ArrayList<>();
        scenario.onStep(
                step -> restarting.add(step.step().next().status().isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING)));

        scenario.exit("trainer", 88).stabilize();

        assertThat(restarting).startsWith(true, false);
    }

    @Test
    void faults() {
        PodScenario scenario = PodScenario.of(yaml).inject(new MissingImage("fetch"));
        scenario.until(s -> waits(s, "fetch", "ImagePullBackOff"), Duration.ofMinutes(1));
        scenario.runtime().imageAppears("fetch");
        scenario.until(PodPhase.RUNNING);

        scenario.inject(new FailCall(RuntimeOp.REMOVE_CONTAINER, "trainer")); // the next such call fails, once
        scenario.exit("trainer", 88).stabilize();

        scenario.inject(new Vanish("trainer")).stabilize(); // as after a removal by hand: it is started again
        assertThat(scenario.container("trainer").restartCount()).isEqualTo(2);
    }

    @Test
    void aDeadSandbox() {
        PodScenario scenario = PodScenario.of(yaml.replace("restartPolicy: Never", "restartPolicy: Always"))
                .until(PodPhase.RUNNING);
        String ip = scenario.status().podIP();

        scenario.inject(new SandboxDies()).stabilize();

        assertThat(scenario.status().podIP()).isNotEqualTo(ip); // this is what a restart in place is not
    }

    private static boolean waits(PodScenario scenario, String container, String reason) {
        return scenario.container(container).state() instanceof ContainerState.Waiting waiting
                && waiting.reason().equals(reason);
    }

    @Test
    void probes() {
        String probed = yaml + "      readinessProbe: {httpGet: {port: 80}}\n";
        PodScenario scenario = PodScenario.of(probed).until(PodPhase.RUNNING);

        scenario.probes().readiness("trainer", ProbeResult.FAILURE);
        scenario.stabilize();

        assertThat(scenario.status().isTrue(PodConditionType.READY)).isFalse();
    }

    @Test
    void theEndAndTheKubelet() {
        PodScenario scenario = PodScenario.of(yaml).until(PodPhase.RUNNING);

        scenario.exit("trainer", 88).sync().restartKubelet().stabilize(); // killed in the middle of the restart
        assertThat(scenario.container("trainer").restartCount()).isEqualTo(1);

        scenario.delete().stabilize();
        assertThat(scenario.runtime().snapshot().sandboxes()).noneMatch(Sandbox::ready);
    }

    @Test
    void whoseKubelet() {
        Kubelet old = Kubelet.of(KubernetesVersion.V1_34); // knows no restart rules: 88 is a failure
        PodScenario.of(yaml, old).until(PodPhase.RUNNING).exit("trainer", 88).until(PodPhase.FAILED);

        Kubelet slower = Kubelet.of(KubernetesVersion.V1_36).with(Divergence.BACK_OFF_AFTER_RESTART_ALL);
        PodScenario scenario = PodScenario.of(yaml, slower).until(PodPhase.RUNNING);
        scenario.exit("trainer", 88).until(s -> s.container("trainer").isRunning(), Duration.ofMinutes(1));
    }

    @Test
    void severalPodsShareOneTime() {
        VirtualTime time = new VirtualTime();
        Pod pod = PodCodec.readOne(yaml);
        PodScenario leader = PodScenario.of(pod, Kubelet.DEFAULT, time);
        PodScenario worker = PodScenario.of(pod, Kubelet.DEFAULT, time);
        time.at(time.now().plusSeconds(60), () -> worker.exit("trainer", 88)); // whatever else is to happen

        leader.after(Duration.ofMinutes(2)); // the time of both

        assertThat(worker.container("trainer").restartCount()).isEqualTo(1);
        assertThat(leader.container("trainer").restartCount()).isZero();
    }

    @Test
    void invariants() {
        PodScenario scenario = PodScenario.of(yaml);
        Invariants invariants = Invariants.of(scenario.world().pod(), Kubelet.DEFAULT);
        List<Violation> violations = new ArrayList<>();
        scenario.onStep(
                step -> violations.addAll(invariants.check(step.before(), step.observed(), step.step(), step.at())));

        scenario.until(PodPhase.RUNNING).exit("trainer", 88).stabilize();

        assertThat(violations).isEmpty();
    }

    @Test
    void anAgentInVirtualTime() {
        VirtualTime time = new VirtualTime();
        FakeContainerRuntime runtime = new FakeContainerRuntime(time::now);
        List<PodStatus> published = new ArrayList<>();
        Pod pod = PodCodec.readOne(yaml);
        try (PodWorkers workers = PodWorkers.builder(runtime)
                .clock(time)
                .executor(time)
                .resyncInterval(Duration.ofSeconds(1))
                .publisher((of, status) -> published.add(status))
                .start()) {
            workers.sync(pod);
            time.advance(Duration.ofSeconds(10));
            runtime.of(pod).exit("fetch", 0, time.now()); // here nothing exits by itself
            time.advance(Duration.ofSeconds(10));
            runtime.of(pod).exit("trainer", 88, time.now());
            time.advance(Duration.ofSeconds(10));
        }
        assertThat(published).anyMatch(status -> status.isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING));
        assertThat(published.get(published.size() - 1).initContainerStatuses())
                .allMatch(status -> status.restartCount() == 1);
    }

    @Test
    void aFailureTellsTheStory() {
        PodScenario scenario = PodScenario.of(yaml).until(PodPhase.RUNNING);
        assertThatThrownBy(() -> scenario.exit("trainer", 87).until(PodPhase.SUCCEEDED))
                .isInstanceOf(AssertionError.class)
                .satisfies(error -> assertThat(error.getMessage()).isEqualToIgnoringNewLines(textInGuide()));
    }

    private static String textInGuide() throws IOException {
        Matcher text = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        assertThat(text.find()).as("a text block").isTrue();
        return text.group(1);
    }
}
