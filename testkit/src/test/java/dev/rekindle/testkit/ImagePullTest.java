package dev.rekindle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerState.Waiting;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.driver.ContainerRuntimeException;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.testkit.Fault.FailCall;
import dev.rekindle.testkit.Fault.MissingImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePullTest {
    private static final String NOT_FOUND = "rpc error: code = NotFound desc = failed to pull and unpack image"
            + " \"app:2\": failed to resolve reference \"app:2\": app:2: not found";

    private static Pod pod(String policy, String pullPolicy) {
        return PodCodec.readOne("""
                metadata: {name: p, namespace: ns, uid: u1}
                spec:
                  restartPolicy: %s
                  containers:
                    - {name: app, image: "app:2", imagePullPolicy: %s}
                    - {name: twin, image: "app:2"}
                """.formatted(policy, pullPolicy));
    }

    private static Waiting waiting(PodScenario scenario, String name) {
        ContainerStatus status = scenario.status().containerStatuses().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
        return (Waiting) Objects.requireNonNull(status.state());
    }

    private static List<Long> pulls(PodScenario scenario) {
        List<Long> pulls = new ArrayList<>();
        scenario.onStep(step -> {
            if (step.step().actions().stream()
                    .anyMatch(a -> a instanceof StartContainer s && s.name().equals("app"))) {
                pulls.add(scenario.time().elapsed().toSeconds());
            }
        });
        return pulls;
    }

    @ParameterizedTest
    @CsvSource({"Never,1.36", "OnFailure,1.35", "Always,1.34"})
    void thePullIsTriedAgainAfterDelaysThatDouble(String policy, String version) {
        PodScenario scenario = PodScenario.of(pod(policy, "IfNotPresent"), Kubelet.of(KubernetesVersion.parse(version)))
                .inject(new MissingImage("app:2"));
        List<Long> pulls = pulls(scenario);
        scenario.after(Duration.ofMinutes(22));
        // 10, 20, 40, 80, 160, 300 and 300 s of delay, looked at every 10 s since the event at 1 s
        assertThat(pulls).containsExactly(0L, 11L, 31L, 71L, 151L, 311L, 611L, 911L, 1211L);
        assertThat(scenario.status().containerStatuses()).allMatch(status -> status.restartCount() == 0);
    }

    @Test
    void theStatusTellsThePullAndThenTheBackOffWithItsCause() {
        PodScenario scenario = PodScenario.of(pod("Never", "Always")).inject(new MissingImage("app:2"));
        List<String> reasons = new ArrayList<>();
        scenario.onStep(step -> reasons.add(waiting(scenario, "app").reason()));
        scenario.after(Duration.ofSeconds(12));
        assertThat(waiting(scenario, "app").message())
                .isEqualTo("Back-off pulling image \"app:2\": ErrImagePull: " + NOT_FOUND);
        scenario.after(Duration.ofSeconds(70));
        assertThat(reasons).contains("ErrImagePull", "ImagePullBackOff");
    }

    @Test
    void containersOfOneImageShareTheBackOff() {
        PodScenario scenario = PodScenario.of(pod("Always", "IfNotPresent")).inject(new MissingImage("app:2"));
        scenario.after(Duration.ofSeconds(1));
        assertThat(scenario.state().imagePulls())
                .hasEntrySatisfying("app:2", pull -> assertThat(pull.delay()).isEqualTo(Duration.ofSeconds(10)));
        assertThat(waiting(scenario, "twin").reason()).isEqualTo("ImagePullBackOff");
    }

    @Test
    void theImageIsPulledWhenItAppears() {
        PodScenario scenario = PodScenario.of(pod("Never", "IfNotPresent"))
                .inject(new MissingImage("app:2"))
                .after(Duration.ofSeconds(5));
        scenario.runtime().imageAppears("app:2");
        scenario.after(Duration.ofSeconds(10));
        assertThat(scenario.status().containerStatuses()).allMatch(ContainerStatus::isRunning);
        assertThat(scenario.status().containerStatuses()).allMatch(s -> s.restartCount() == 0 && s.lastState() == null);
    }

    @Test
    void anImageThatMayNotBePulledIsLookedForEveryTenSeconds() {
        PodScenario scenario = PodScenario.of(PodCodec.readOne("""
                        metadata: {name: p, namespace: ns, uid: u1}
                        spec: {containers: [{name: app, image: "app:2", imagePullPolicy: Never}]}
                        """)).inject(new MissingImage("app:2"));
        List<Long> looks = pulls(scenario);
        scenario.after(Duration.ofSeconds(32));
        assertThat(looks).containsExactly(0L, 1L, 11L, 21L, 31L);
        assertThat(waiting(scenario, "app").reason()).isEqualTo("ErrImageNeverPull");
        assertThat(waiting(scenario, "app").message())
                .isEqualTo("Container image \"app:2\" is not present with pull policy of Never");
    }

    @Test
    void theBackOffOfTheContainerComesBeforeThatOfItsImage() {
        PodScenario scenario = PodScenario.of(pod("Always", "Always")).after(Duration.ofSeconds(5));
        scenario.exit("app", 1).after(Duration.ofSeconds(5)); // its entry is made
        scenario.inject(new MissingImage("app:2")).exit("app", 1).after(Duration.ofSeconds(5));
        assertThat(scenario.state().imagePulls()).isEmpty();
        scenario.after(Duration.ofSeconds(6));
        assertThat(waiting(scenario, "app").reason()).isEqualTo("CrashLoopBackOff");
        scenario.after(Duration.ofSeconds(10));
        assertThat(scenario.state().imagePulls()).containsKey("app:2");
        assertThat(Objects.requireNonNull(scenario.runtime().snapshot().newest("app"))
                        .attempt())
                .isEqualTo(1); // no attempt is used up
    }

    @ParameterizedTest
    @ValueSource(strings = {"StartContaner", "startContainer"})
    void anUnknownCallIsRefusedWithTheKnownOnes(String op) {
        assertThatThrownBy(() -> Fault.parse("fail-next " + op + " app"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown call \"" + op + "\": a runtime has RunPodSandbox, StopPodSandbox, PullImage,"
                        + " CreateContainer, StartContainer, ExecSync, StopContainer, RemoveContainer");
    }

    @Test
    void anUnknownContainerIsRefusedWithTheKnownOnes() {
        FakePod runtime = new FakePod(pod("Always", "Always"));
        assertThatThrownBy(() -> runtime.inject(new FailCall(RuntimeOp.STOP_CONTAINER, "ap"), Instant.EPOCH))
                .hasMessage("unknown container \"ap\": the pod has app, twin");
        assertThatThrownBy(() -> new FailCall(RuntimeOp.RUN_POD_SANDBOX, "app"))
                .hasMessage("RunPodSandbox is a call of the whole pod, it has no container \"app\"");
    }

    @Test
    void aNodeStartsTheContainerItWasHandedAndFailsAsTold() throws Exception {
        Pod pod = pod("Always", "Always");
        FakeContainerRuntime node = new FakeContainerRuntime(() -> Instant.EPOCH);
        Sandbox sandbox = node.createSandbox(pod, 0);
        Container other = Container.builder().name("app").image("other:1").build();
        String id = node.startContainer(pod, other, ContainerKind.REGULAR, 0, sandbox);
        assertThat(Objects.requireNonNull(node.observe(pod).newest("app")).image())
                .isEqualTo("other:1");
        Container stranger = Container.builder().name("stranger").image("s:1").build();
        node.startContainer(pod, stranger, ContainerKind.REGULAR, 0, sandbox);
        assertThat(Objects.requireNonNull(node.observe(pod).newest("stranger")).image())
                .isEqualTo("s:1");

        node.of(pod).inject(new FailCall(RuntimeOp.EXEC_SYNC, "app"), Instant.EPOCH);
        assertThatThrownBy(() -> node.exec(id, List.of("x"), Duration.ofSeconds(1)))
                .isInstanceOf(ContainerRuntimeException.class);
        assertThat(node.exec(id, List.of("x"), Duration.ofSeconds(1)).exitCode())
                .isZero();
        node.failObserveOnce(pod);
        assertThatThrownBy(() -> node.observe(pod)).isInstanceOf(ContainerRuntimeException.class);
        assertThat(node.observe(pod).containers()).hasSize(2);
        node.of(pod).inject(new FailCall(RuntimeOp.STOP_POD_SANDBOX, ""), Instant.EPOCH);
        assertThatThrownBy(() -> node.stopSandbox(sandbox.id())).hasMessageContaining("scripted failure");
        assertThat(Objects.requireNonNull(node.observe(pod).newestSandbox()).ready())
                .isTrue();
    }
}
