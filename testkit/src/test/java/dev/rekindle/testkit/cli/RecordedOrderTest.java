package dev.rekindle.testkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.EnvVar;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import dev.rekindle.lifecycle.driver.PodStateStore;
import dev.rekindle.testkit.Traces;
import dev.rekindle.testkit.process.ProcessRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pods of the recordings as processes of this machine: {@code run} publishes the statuses that the real kubelet
 * published, in the same order, and kills, removes and starts in the order that was seen there.
 *
 * <p>Their images held a program {@code wk}, which is a script here; it comes by the variable PATH, the only thing
 * that is added to the pods. Compared are phase, conditions with reasons and messages, and for each container state,
 * last state, restart count, ready and started. Left out are times, ids and addresses, which cannot be the same.
 */
class RecordedOrderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WORKER = """
            #!/bin/sh
            # ev NAME WHAT: notes that it happened. run NAME: works until the file exit-NAME says with which code to end
            if [ "$1" = ev ]; then
              echo "$2 $3" >> "$W/events"
              [ "$3" != run ] || sleep 0.3
              exit 0
            fi
            trap 'exit 0' TERM
            [ "$3" != ignterm ] || trap '' TERM
            while ! read -r code < "$W/exit-$2"; do
              sleep 0.05
            done 2> /dev/null
            rm "$W/exit-$2"
            exit "$code"
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void writeWorker() throws IOException {
        assumeTrue(RunProcess.isLinux(), "pods run as processes on Linux only");
        Path worker = directory.resolve("wk");
        Files.writeString(worker, WORKER);
        assertThat(worker.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void aRegularContainerIsTheTrigger() throws Exception {
        Recorded recorded = replay("a-regular-trigger", "main", true);

        assertThat(recorded.actual).isEqualTo(recorded.expected);
        assertThat(recorded.calls("stopping")).startsWith("helper", "sidecar").hasSize(5);
        assertThat(recorded.calls("removed")).containsExactly("helper", "init0", "sidecar", "init1", "main");
        assertThat(recorded.calls("started"))
                .containsExactly(
                        "init0", "sidecar", "init1", "main", "helper", "init0", "sidecar", "init1", "main", "helper");
        assertThat(recorded.events)
                .as("preStop hooks run when the pod is deleted, not when it restarts")
                .containsExactlyInAnyOrder(
                        "init0 run",
                        "init1 run",
                        "init0 run",
                        "init1 run",
                        "main preStop-hook",
                        "helper preStop-hook",
                        "sidecar preStop-hook");
    }

    @Test
    void aSidecarIsTheTrigger() throws Exception {
        Recorded recorded = replay("b-sidecar-trigger", "sidecar", true);

        assertThat(recorded.actual).isEqualTo(recorded.expected);
        assertThat(recorded.calls("stopping")).startsWith("main");
        assertThat(recorded.calls("removed")).containsExactly("main", "init0", "init1", "sidecar");
        assertThat(recorded.calls("started"))
                .containsExactly("init0", "sidecar", "init1", "main", "init0", "sidecar", "init1", "main");
    }

    @Test
    void anInitContainerIsTheTrigger() throws Exception {
        Recorded recorded = replay("c-init-trigger", "", true);

        assertThat(recorded.actual).isEqualTo(recorded.expected);
        assertThat(recorded.calls("removed")).containsExactly("init0", "sidecar", "initt");
    }

    @Test
    void oneContainerHasCompletedAndOneIgnoresSigterm() throws Exception {
        Recorded recorded = replay("i-ignores-sigterm-and-completed-sibling", "main", false);

        assertThat(recorded.actual).isEqualTo(recorded.expected);
        assertThat(recorded.calls("stopping")).containsExactly("stub");
        assertThat(recorded.calls("removed")).containsExactly("done", "stub", "init0", "main");
        Fact killed = recorded.facts.stream()
                .filter(fact -> fact.kind().equals("exited")
                        && "stub".equals(fact.data().get("container")))
                .findFirst()
                .orElseThrow();
        assertThat(killed.data()).containsEntry("exitCode", 137);
        assertThat(recorded.events).doesNotContain("stub preStop-hook");
    }

    @Test
    void theInitContainerFailsInItsSecondRun() throws Exception {
        Recorded recorded = replay("r-init-fails-after-restart-never", "main", true);

        assertThat(recorded.actual).isEqualTo(recorded.expected);
        assertThat(recorded.calls("started")).containsExactly("initr", "main", "helper", "initr");
    }

    /** What was recorded, and what {@code run} did. */
    private record Recorded(List<String> expected, List<String> actual, List<Fact> facts, List<String> events) {
        List<String> calls(String kind) {
            return facts.stream()
                    .filter(fact -> fact.kind().equals(kind))
                    .map(fact -> String.valueOf(fact.data().get("container")))
                    .toList();
        }
    }

    /** Runs the pod; the trigger exits with 88 once every container is ready, and then the pod is deleted or left. */
    private Recorded replay(String name, String trigger, boolean delete) throws Exception {
        List<Pod> recorded = Traces.pods(name);
        Pod pod = pod(recorded.get(0));
        List<String> expected = new ArrayList<>();
        recorded.stream()
                .filter(version -> delete || version.metadata().deletionTimestamp() == null)
                .forEach(version -> add(expected, version.status()));
        List<String> actual = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        try (ProcessRuntime runtime = ProcessRuntime.openTemporary();
                PodRun run = new PodRun(
                        pod,
                        FeatureGates.defaults(KubernetesVersion.V1_36),
                        runtime,
                        PodStateStore.inMemory(),
                        Instant.now())) {
            Path volume = runtime.directory().resolve(pod.metadata().uid()).resolve("volumes/w");
            boolean triggered = trigger.isEmpty();
            int beforeDeletion = beforeDeletion(recorded);
            boolean deleted = false;
            Instant end = Instant.now().plus(PATIENCE);
            run.start();
            while (!run.ended()
                    && (delete || actual.size() < expected.size())
                    && Instant.now().isBefore(end)) {
                for (Fact fact : run.take(Duration.ofMillis(100))) {
                    facts.add(fact);
                    if (fact.data().get("status") instanceof PodStatus status) {
                        add(actual, status);
                        if (!triggered && isUp(status)) {
                            triggered = true;
                            Files.writeString(volume.resolve("exit-" + trigger), "88\n");
                        }
                    }
                }
                if (delete && !deleted && actual.size() == beforeDeletion) {
                    deleted = true;
                    run.terminate();
                }
            }
            return new Recorded(expected, actual, facts, Files.readAllLines(volume.resolve("events")));
        }
    }

    /** How many statuses there are before the pod is deleted; more than there are when it ends by itself. */
    private static int beforeDeletion(List<Pod> recorded) {
        boolean endsByItself = recorded.stream()
                .anyMatch(pod -> pod.metadata().deletionTimestamp() == null
                        && pod.status().phase().isTerminal());
        List<String> before = new ArrayList<>();
        recorded.stream()
                .takeWhile(pod -> pod.metadata().deletionTimestamp() == null)
                .forEach(pod -> add(before, pod.status()));
        return endsByItself ? Integer.MAX_VALUE : before.size();
    }

    /** Every container is up for the first time; one that ends at once is not waited for. */
    private static boolean isUp(PodStatus status) {
        return status.phase().equals(PodPhase.RUNNING)
                && all(status)
                        .allMatch(c ->
                                c.restartCount() == 0 && (c.ready() || c.name().equals("done")));
    }

    private Pod pod(Pod recorded) {
        PodSpec spec = PodSpec.builder()
                .from(recorded.spec())
                .containers(recorded.spec().containers().stream()
                        .map(this::container)
                        .toList())
                .initContainers(recorded.spec().initContainers().stream()
                        .map(this::container)
                        .toList())
                .build();
        return Pod.builder().from(recorded).spec(spec).status(PodStatus.EMPTY).build();
    }

    private Container container(Container recorded) {
        return Container.builder()
                .from(recorded)
                .addEnv(EnvVar.builder()
                        .name("PATH")
                        .value(directory + ":/usr/bin:/bin")
                        .build())
                .addEnv(EnvVar.builder().name("W").value("/w").build())
                .build();
    }

    /** The first status is that of the API server; a container that ends at once may be seen running, or not. */
    private static void add(List<String> statuses, PodStatus status) {
        boolean early = all(status).anyMatch(c -> c.name().equals("done") && c.isRunning());
        String text = text(status);
        boolean same = !statuses.isEmpty() && statuses.get(statuses.size() - 1).equals(text);
        if (!status.conditions().isEmpty() && !early && !same) {
            statuses.add(text);
        }
    }

    private static Stream<ContainerStatus> all(PodStatus status) {
        return Stream.concat(status.initContainerStatuses().stream(), status.containerStatuses().stream());
    }

    /** What is compared of a status, one line a fact. */
    private static String text(PodStatus status) {
        StringBuilder text = new StringBuilder(status.phase() + "\n");
        for (PodCondition c : status.conditions()) {
            text.append("  " + c.type() + " " + c.status() + " " + c.reason() + " " + c.message() + "\n");
        }
        all(status)
                .forEach(c -> text.append("  " + c.name() + " " + text(c.state()) + " last " + text(c.lastState())
                        + " restarts " + c.restartCount() + " ready " + c.ready() + " started " + c.started() + "\n"));
        return text.toString();
    }

    private static String text(@Nullable ContainerState state) {
        if (state instanceof ContainerState.Terminated t) {
            return "Terminated " + t.exitCode() + " " + t.reason() + " " + t.message();
        }
        return state instanceof ContainerState.Running ? "Running" : Objects.toString(state, "none");
    }
}
