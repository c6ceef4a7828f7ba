package dev.rekindle.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimeContainer.State;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.driver.ContainerRuntimeException;
import dev.rekindle.driver.ExecResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One call after another, with real processes. */
class ProcessRuntimeTest {
    private static final Duration GRACE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private ProcessRuntime runtime;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/stat")), "pods run as processes on Linux only");
        runtime = ProcessRuntime.open(directory);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        if (runtime != null) {
            runtime.close();
            Processes.killAll(directory.toRealPath());
        }
    }

    @Test
    void runsACommandWithItsEnvironmentVolumesAndArguments() throws Exception {
        Pod pod = pod("""
                [sh, -c, 'echo "$0 $1 $GREETING $HOSTNAME"; echo kept > /data/file; pwd; exit 7', $(GREETING), /data]
                """);
        Sandbox sandbox = runtime.createSandbox(pod, 0);
        String id = start(pod, sandbox, 0);
        RuntimeContainer ended = Waiting.forChange(directory, () -> only(pod), RuntimeContainer::exited);

        assertThat(ended.exitCode()).isEqualTo(7);
        assertThat(ended.reason()).isEqualTo("Error");
        assertThat(ended.id()).isEqualTo(id);
        assertThat(ended.startedAt()).isBetween(ended.createdAt(), ended.finishedAt());
        Path volume = directory.toRealPath().resolve("uid-1/volumes/data");
        assertThat(Files.readString(volume.resolve("file"))).isEqualTo("kept\n");
        assertThat(Files.readAllLines(runtime.log(pod, "main", 0)))
                .first()
                .isEqualTo("hello " + volume + " hello tiny");
    }

    @Test
    void endsWithTheSignalThatWasAskedFor() throws Exception {
        Pod pod = pod(
                "[sh, -c, 'trap \"exit 3\" USR1; touch /data/ready; while :; do sleep 0.05; done']",
                "lifecycle: {stopSignal: SIGUSR1}");
        Sandbox sandbox = runtime.createSandbox(pod, 0);
        String id = start(pod, sandbox, 0);
        awaitReady();
        runtime.stopContainer(id, GRACE);
        assertThat(only(pod).exitCode()).isEqualTo(3);
    }

    @Test
    void theExitCodeTellsTheSignal() throws Exception {
        Pod pod = pod("[sleep, '600']");
        Sandbox sandbox = runtime.createSandbox(pod, 0);
        runtime.stopContainer(start(pod, sandbox, 0), GRACE);
        assertThat(only(pod).exitCode()).isEqualTo(143);
    }

    @Test
    void killsWhatIgnoresItsSignal() throws Exception {
        Pod pod = pod("[sh, -c, 'trap \"\" TERM; touch /data/ready; sleep 600']");
        Sandbox sandbox = runtime.createSandbox(pod, 0);
        String id = start(pod, sandbox, 0);
        awaitReady();
        runtime.stopContainer(id, Duration.ofMillis(50));
        assertThat(only(pod).exitCode()).isEqualTo(137);
        runtime.stopContainer(id, Duration.ofMillis(50)); // once more changes nothing
        assertThat(only(pod).exitCode()).isEqualTo(137);
    }

    @Test
    void aContainerEndsWithItsFirstProcessWhateverThatLeftBehind() throws Exception {
        Pod pod = pod("[sh, -c, 'sleep 600 & setsid sleep 600 & exit 0']");
        Sandbox sandbox = runtime.createSandbox(pod, 0);
        String id = start(pod, sandbox, 0);
        assertThat(Waiting.forChange(directory, () -> only(pod), RuntimeContainer::exited)
                        .reason())
                .isEqualTo("Completed");
        runtime.removeContainer(id, true);
        assertThat(Processes.in(directory.toRealPath())).hasSize(1); // the holder of the sandbox
        runtime.stopSandbox(sandbox.id());
        assertThat(Processes.in(directory.toRealPath())).isEmpty();
        assertThat(runtime.observe(pod).sandboxes()).extracting(Sandbox::ready).containsExactly(false);
    }

    @Test
    void countsOnAfterAllAttemptsAreGoneIfTheLogsAreKept() throws Exception {
        Pod pod = pod("[sh, -c, 'exit 0']");
        Sandbox sandbox = runtime.createSandbox(pod, 0);
        for (int attempt = 0; attempt < 3; attempt++) {
            start(pod, sandbox, attempt);
            Waiting.forChange(directory, () -> runtime.observe(pod).newest("main"), RuntimeContainer::exited);
        }
        RuntimePod observed = runtime.observe(pod);
        assertThat(observed.containers()).extracting(RuntimeContainer::attempt).containsExactly(2, 1);
        for (RuntimeContainer container : observed.containers()) {
            runtime.removeContainer(container.id(), true);
            runtime.removeContainer(container.id(), true);
        }
        assertThat(runtime.observe(pod).containers()).isEmpty();
        assertThat(runtime.observe(pod).newestLogs()).containsEntry("main", 2);
        assertThat(runtime.log(pod, "main", 0)).exists();
    }

    @Test
    void removesLogsThatAreNotKeptAndNothingThatRuns() throws Exception {
        Pod pod = pod("[sleep, '600']");
        Sandbox sandbox = runtime.createSandbox(pod, 0);
        String id = start(pod, sandbox, 0);
        assertThatThrownBy(() -> runtime.removeContainer(id, false))
                .isInstanceOf(ContainerRuntimeException.class)
                .hasMessageContaining("is running");
        runtime.stopContainer(id, GRACE);
        runtime.removeContainer(id, false);
        assertThat(runtime.observe(pod).newestLogs()).isEmpty();
    }

    @Test
    void execRunsInTheSameNetworkWithTheSameEnvironment() throws Exception {
        Pod pod = pod("[sleep, '600']");
        Sandbox sandbox = runtime.createSandbox(pod, 0);
        String id = start(pod, sandbox, 0);
        ExecResult said = runtime.exec(id, List.of("sh", "-c", "echo $GREETING; ls -d /data; exit 5"), GRACE);
        assertThat(said.exitCode()).isEqualTo(5);
        assertThat(said.output()).isEqualTo("hello\n" + directory.toRealPath().resolve("uid-1/volumes/data") + "\n");

        ExecResult slow = runtime.exec(id, List.of("sh", "-c", "echo begun; sleep 600"), Duration.ofMillis(200));
        assertThat(slow.timedOut()).isTrue();

        Path inside = Path.of(
                "/proc",
                String.valueOf(process(directory.resolve(id).resolve("process")).pid()),
                "ns/net");
        boolean own = runtime.sharedNetwork(sandbox.id()) == null;
        boolean same = Files.readSymbolicLink(inside).equals(Files.readSymbolicLink(Path.of("/proc/self/ns/net")));
        assertThat(same).isNotEqualTo(own);
        ExecResult link = runtime.exec(id, List.of("readlink", "/proc/self/ns/net"), GRACE);
        assertThat(link.output().strip())
                .isEqualTo(Files.readSymbolicLink(inside).toString());
        runtime.stopContainer(id, GRACE);
        assertThatThrownBy(() -> runtime.exec(id, List.of("true"), GRACE)).hasMessageContaining("is not running");
    }

    @Test
    void sharesTheNetworkWithProbesFromOutsideAndSaysSo() throws Exception {
        Pod pod = PodCodec.readOne(
                PodCodec.toYaml(pod("[sleep, '600']")).replace("spec:\n", "spec:\n  hostNetwork: true\n"));
        Sandbox sandbox = runtime.createSandbox(pod, 0);
        assertThat(runtime.sharedNetwork(sandbox.id())).isEqualTo("spec.hostNetwork is true");
        assertThat(sandbox.hostNetwork()).isTrue();
        assertThat(sandbox.ip()).isEqualTo("127.0.0.1");
    }

    @Test
    void aProgramThatIsNotThereIsAStartError() throws Exception {
        Pod pod = pod("[no-such-program]");
        Sandbox sandbox = runtime.createSandbox(pod, 0);
        assertThatThrownBy(() -> start(pod, sandbox, 0))
                .isInstanceOf(ContainerRuntimeException.class)
                .hasMessageContaining("container init: exec: \"no-such-program\": executable file not found in $PATH");
        assertThat(only(pod).exitCode()).isEqualTo(128);
        assertThat(only(pod).reason()).isEqualTo("StartError");
    }

    @Test
    void aSecondJvmGoesOnWithWhatRunsAndKnowsWhatEndedMeanwhile() throws Exception {
        Pod pod = pod("[sh, -c, 'while [ ! -e /data/end ]; do sleep 0.02; done; exit 9']");
        Sandbox sandbox = runtime.createSandbox(pod, 0);
        String id = start(pod, sandbox, 0);
        assertThatThrownBy(() -> ProcessRuntime.open(directory)).hasMessageContaining("is in use");
        runtime.close();
        runtime = ProcessRuntime.open(directory);
        assertThat(only(pod).state()).isEqualTo(State.RUNNING);
        assertThat(only(pod).id()).isEqualTo(id);
        assertThat(runtime.observe(pod).newestSandbox()).isEqualTo(sandbox);
        runtime.close();
        Files.createFile(directory.resolve("uid-1/volumes/data/end"));
        Waiting.forChange(directory, () -> Files.exists(directory.resolve(id).resolve("exit")), there -> there);
        runtime = ProcessRuntime.open(directory);
        assertThat(only(pod).exitCode()).isEqualTo(9);
    }

    @Test
    void aStartThatWasCutOffIsUndone() throws Exception {
        Pod pod = pod("[sleep, '600']");
        Sandbox sandbox = runtime.createSandbox(pod, 0);
        Path cutOff = directory.toRealPath().resolve(start(pod, sandbox, 0));
        runtime.close();
        Processes.killAll(cutOff);
        for (String file : List.of("process", "supervisor", "exit")) {
            Files.deleteIfExists(cutOff.resolve(file));
        }
        Path half = cutOff.resolveSibling("main-1-half");
        Files.createDirectories(half.resolve("root"));
        runtime = ProcessRuntime.open(directory);
        assertThat(cutOff).doesNotExist();
        assertThat(half).doesNotExist();
        assertThat(runtime.observe(pod).containers()).isEmpty();
        assertThat(runtime.observe(pod).sandboxes()).extracting(Sandbox::ready).containsExactly(true);
    }

    @Test
    void anExitThatNobodyRecordedIsUnknown() throws Exception {
        Pod pod = pod("[sleep, '600']");
        Sandbox sandbox = runtime.createSandbox(pod, 0);
        Path container = directory.toRealPath().resolve(start(pod, sandbox, 0));
        ProcessId supervisor = process(container.resolve("supervisor"));
        ProcessHandle.of(supervisor.pid()).orElseThrow().destroyForcibly();
        Waiting.forEnd(supervisor::alive);
        assertThat(only(pod).state()).isEqualTo(State.RUNNING);
        Processes.killAll(container);
        RuntimeContainer lost = Waiting.forChange(directory, () -> only(pod), RuntimeContainer::exited);
        assertThat(lost.exitCode()).isEqualTo(255);
        assertThat(lost.reason()).isEqualTo("Unknown");
    }

    @Test
    void aTemporaryRuntimeLeavesNothing() throws Exception {
        ProcessRuntime temporary = ProcessRuntime.openTemporary();
        Path root = temporary.directory();
        Pod pod = pod("[sh, -c, 'setsid sleep 600 & sleep 600']");
        try {
            temporary.startContainer(
                    pod, pod.spec().containers().get(0), ContainerKind.REGULAR, 0, temporary.createSandbox(pod, 0));
            assertThat(Processes.in(root)).isNotEmpty();
        } finally {
            temporary.close();
        }
        assertThat(Processes.in(root)).isEmpty();
        assertThat(root).doesNotExist();
    }

    private void awaitReady() throws Exception {
        Waiting.forChange(directory, () -> Files.exists(directory.resolve("uid-1/volumes/data/ready")), there -> there);
    }

    private String start(Pod pod, Sandbox sandbox, int attempt) throws ContainerRuntimeException {
        return runtime.startContainer(pod, pod.spec().containers().get(0), ContainerKind.REGULAR, attempt, sandbox);
    }

    private RuntimeContainer only(Pod pod) throws ContainerRuntimeException {
        List<RuntimeContainer> containers = runtime.observe(pod).containers();
        assertThat(containers).hasSize(1);
        return containers.get(0);
    }

    private static ProcessId process(Path file) throws Exception {
        return Objects.requireNonNull(ProcessId.read(file));
    }

    private static Pod pod(String command) {
        return pod(command, "");
    }

    private static Pod pod(String command, String more) {
        return PodCodec.readOne("""
                apiVersion: v1
                kind: Pod
                metadata: {name: tiny, uid: uid-1}
                spec:
                  volumes:
                    - {name: data, emptyDir: {}}
                  containers:
                    - name: main
                      image: none
                      command: %s
                      env:
                        - {name: GREETING, value: hello}
                      volumeMounts:
                        - {name: data, mountPath: /data}
                      %s
                """.formatted(command.strip(), more));
    }
}
