package dev.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rekindle.conformance.Recordings;
import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.EnvVar;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.driver.PodStateStore;
import dev.rekindle.driver.RestartAllOptions;
import dev.rekindle.process.ProcessRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pods of the recordings as processes of this machine: {@code run} publishes the statuses that the real kubelet
 * published, in the same order, and kills, removes and starts in the order that was seen there.
 *
 * <p>Their images held a program {@code wk}, which is a script here, as is {@code sleep}; they come by the
 * variable PATH, the only thing that is added to the pods. Compared are phase, conditions with reasons and messages, and for each container state,
 * last state, restart count, ready and started. Left out are times, ids and addresses, which cannot be the same.
 */
@Tag("processes")
class RecordedOrderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WORKER = """
            #!/bin/sh
            # ev NAME WHAT: notes that it happened. run NAME: works until the file exit-NAME says with which code to end
            if [ "$1" = ev ]; then
              echo "$2 $3" >> "$W/events"
              [ "$3" != run ] || sleep 1
              exit 0
            fi
            trap 'exit 0' TERM
            [ "$3" != ignterm ] || trap '' TERM
            echo "$2" >> "$W/up"
            while ! read -r code < "$W/exit-$2"; do
              /bin/sleep 0.05
            done 2> /dev/null
            rm "$W/exit-$2"
            exit "$code"
            """;

    /** So that nobody waits for long. */
    private static final String SLEEP = """
            #!/bin/sh
            exec /bin/sleep 0.3
            """;

    private static final Kubelet KUBELET = Kubelet.of(KubernetesVersion.V1_36);

    @TempDir
    Path directory;

    @BeforeEach
    void writeWorker() throws IOException {
        assumeTrue(RunProcess.isLinux(), "pods run as processes on Linux only");
        write("wk", WORKER);
        write("sleep", SLEEP);
    }

    private void write(String program, String script) throws IOException {
        Path file = Files.writeString(directory.resolve(program), script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void aRegularContainerIsTheTrigger() throws Exception {
        Recorded recorded = replay("a-regular-trigger", "main");

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
        Recorded recorded = replay("b-sidecar-trigger", "sidecar");

        assertThat(recorded.actual).isEqualTo(recorded.expected);
        assertThat(recorded.calls("stopping")).startsWith("main");
        assertThat(recorded.calls("removed")).containsExactly("main", "init0", "init1", "sidecar");
        assertThat(recorded.calls("started"))
                .containsExactly("init0", "sidecar", "init1", "main", "init0", "sidecar", "init1", "main");
    }

    @Test
    void anInitContainerIsTheTrigger() throws Exception {
        Recorded recorded = replay("c-init-trigger", "");

        assertThat(recorded.actual).isEqualTo(recorded.expected);
        assertThat(recorded.calls("removed")).containsExactly("init0", "sidecar", "initt");
    }

    @Test
    void oneContainerHasCompletedAndOneIgnoresSigterm() throws Exception {
        Recorded recorded = replay("i-ignores-sigterm-and-completed-sibling", "main");

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
        Recorded recorded = replay("r-init-fails-after-restart-never", "main");

        assertThat(recorded.actual).isEqualTo(recorded.expected);
        assertThat(recorded.calls("started")).containsExactly("initr", "main", "helper", "initr");
    }

    @Test
    void theDriverIsKilledBeforeItSeesTheExit() throws Exception {
        Recorded recorded = replay(
                "g1-kubelet-killed-before-it-saw-the-exit",
                "main",
                fact -> fact.data().get("status") instanceof PodStatus status && isUp(status));

        assertThat(recorded.actual).isEqualTo(recorded.expected);
        assertThat(recorded.calls("removed")).containsExactly("helper", "init0", "main");
    }

    @Test
    void theDriverIsKilledWhileItKills() throws Exception {
        Recorded recorded = replay(
                "g2-kubelet-killed-while-killing",
                "main",
                fact -> fact.kind().equals("stopping")
                        && "stub1".equals(fact.data().get("container")));

        assertThat(recorded.actual).isEqualTo(recorded.expected);
        assertThat(recorded.calls("removed")).containsExactly("stub1", "stub2", "helper", "init0", "sidecar", "main");
    }

    @Test
    void theDriverIsKilledWhileAnInitContainerRunsAgain() throws Exception {
        Recorded recorded = replay(
                "g3-kubelet-killed-while-init-reruns",
                "main",
                fact -> fact.data().get("status") instanceof PodStatus status
                        && status.initContainerStatuses().get(1).isRunning()
                        && status.initContainerStatuses().get(1).restartCount() == 1);

        assertThat(recorded.actual).isEqualTo(recorded.expected);
        assertThat(recorded.calls("started"))
                .containsExactly("init0", "initslow", "main", "helper", "init0", "initslow", "main", "helper");
    }

    @Test
    void theDriverIsKilledWhenEverythingIsRemoved() throws Exception {
        Recorded recorded = replay(
                "g1-kubelet-killed-before-it-saw-the-exit",
                "main",
                fact -> fact.kind().equals("removed")
                        && "main".equals(fact.data().get("container")));

        // when it dies after it published the end of the restart, init0 is seen waiting once more
        assertThat(recorded.actual).containsSubsequence(recorded.expected);
        assertThat(recorded.actual.size()).isLessThanOrEqualTo(recorded.expected.size() + 1);
        assertThat(recorded.calls("removed")).containsExactly("helper", "init0", "main");
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

    /** The trigger exits once every container is up, and the pod is deleted when the recorded one was. */
    private Recorded replay(String name, String trigger) throws Exception {
        return new Replay(name, trigger).run();
    }

    /** As {@link #replay(String, String)}; at a moment, once, the driver is killed and another begins. */
    private Recorded replay(String name, String trigger, Predicate<Fact> killed) throws Exception {
        Replay replay = new Replay(name, trigger);
        replay.killed = killed;
        return replay.run();
    }

    /** One pod of the recordings as processes. */
    private final class Replay {
        private final Pod pod;
        private final List<String> expected = new ArrayList<>();
        private final List<String> actual = new ArrayList<>();
        private final List<Fact> facts = new ArrayList<>();
        private final String trigger;
        private final int beforeDeletion;
        private @Nullable Predicate<Fact> killed;
        private PodStatus last = PodStatus.EMPTY;
        private boolean triggered;
        private boolean deleted;

        private Replay(String name, String trigger) throws IOException {
            List<Pod> recorded = Recordings.pods(name);
            this.pod = adapted(recorded.get(0));
            this.trigger = trigger;
            recorded.stream().takeWhile(version -> !isDeleted(version)).forEach(v -> add(expected, v.status()));
            this.beforeDeletion = expected.size();
            if (isGentle(recorded)) {
                recorded.stream().dropWhile(v -> !isDeleted(v)).forEach(v -> add(expected, v.status()));
            }
        }

        private Recorded run() throws Exception {
            try (ProcessRuntime runtime = ProcessRuntime.openTemporary()) {
                Path volume = runtime.directory().resolve(pod.metadata().uid()).resolve("volumes/w");
                boolean dies = killed != null;
                assertThat(live(runtime, volume)).as("killed").isEqualTo(dies);
                if (dies) {
                    trigger(volume);
                    awaitExit(runtime);
                    assertThat(live(runtime, volume)).as("killed again").isFalse();
                }
                return new Recorded(expected, actual, facts, Files.readAllLines(volume.resolve("events")));
            }
        }

        /** The life of one driver, which knows what the API server has. Returns whether it was killed. */
        private boolean live(ProcessRuntime runtime, Path volume) throws Exception {
            Pod known = Pod.builder().from(pod).status(last).build();
            Instant end = Instant.now().plus(PATIENCE);
            boolean dead = false;
            PodRun run = new PodRun(
                    known,
                    KUBELET,
                    RestartAllOptions.KUBELET,
                    runtime,
                    UnaryOperator.identity(),
                    PodStateStore.inMemory(),
                    Instant.now());
            try (run) {
                run.start();
                while (!dead && Instant.now().isBefore(end) && !isAtRest(run)) {
                    dead = noteAll(run.take(Duration.ofMillis(100)));
                    if (!dead) {
                        act(run, volume);
                    }
                }
            }
            noteAll(run.take(Duration.ZERO)); // what it published in the last moment
            return dead;
        }

        private boolean noteAll(List<Fact> told) {
            boolean now = false;
            for (Fact fact : told) {
                now |= note(fact);
            }
            return now;
        }

        /** Returns whether this is the moment to be killed. */
        private boolean note(Fact fact) {
            facts.add(fact);
            if (fact.data().get("status") instanceof PodStatus status) {
                last = status;
                add(actual, status);
            }
            boolean now = killed != null && killed.test(fact);
            killed = now ? null : killed;
            return now;
        }

        private boolean isAtRest(PodRun run) {
            int size = actual.size();
            return size >= expected.size()
                    && actual.get(size - 1).equals(expected.get(expected.size() - 1))
                    && (run.ended() || expected.size() == beforeDeletion);
        }

        private void act(PodRun run, Path volume) throws IOException {
            if (!areUp(volume)) {
                return;
            }
            if (isUp(last)) {
                trigger(volume);
            }
            if (!deleted && actual.size() == beforeDeletion && expected.size() > beforeDeletion) {
                deleted = true;
                run.terminate();
            }
        }

        /** Every worker that was started says that it is ready for a SIGTERM. */
        private boolean areUp(Path volume) throws IOException {
            long started = facts.stream()
                    .filter(fact -> fact.kind().equals("started"))
                    .map(fact -> pod.spec().container(String.valueOf(fact.data().get("container"))))
                    .filter(container ->
                            container != null && container.command().indexOf("run") == 1)
                    .count();
            Path up = volume.resolve("up");
            return started > 0 && Files.exists(up) && Files.readAllLines(up).size() >= started;
        }

        private void trigger(Path volume) throws IOException {
            if (!triggered && !trigger.isEmpty()) {
                Files.writeString(volume.resolve("exit-" + trigger), "88\n");
            }
            triggered = true;
        }

        private void awaitExit(ProcessRuntime runtime) throws Exception {
            Instant end = Instant.now().plus(PATIENCE);
            RuntimeContainer newest = runtime.observe(pod).newest(trigger);
            while (newest != null && newest.attempt() == 0 && newest.running()) {
                assertThat(Instant.now()).as("the trigger exits").isBefore(end);
                Thread.onSpinWait();
                newest = runtime.observe(pod).newest(trigger);
            }
        }
    }

    private static boolean isDeleted(Pod pod) {
        return pod.metadata().deletionTimestamp() != null;
    }

    /** Whether the recorded pod was deleted with a grace period that obedient containers do not need. */
    private static boolean isGentle(List<Pod> recorded) {
        Pod last = recorded.get(recorded.size() - 1);
        return last.status().phase().equals(PodPhase.SUCCEEDED);
    }

    /** Every container is up for the first time; one that ends at once is not waited for. */
    private static boolean isUp(PodStatus status) {
        return status.phase().equals(PodPhase.RUNNING)
                && all(status)
                        .allMatch(c ->
                                c.restartCount() == 0 && (c.ready() || c.name().equals("done")));
    }

    private Pod adapted(Pod recorded) {
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
