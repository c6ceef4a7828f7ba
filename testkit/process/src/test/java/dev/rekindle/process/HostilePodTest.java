package dev.rekindle.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimeContainer.State;
import dev.rekindle.core.Sandbox;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.driver.ContainerRuntimeException;
import dev.rekindle.driver.ExecResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods and machines that are not kind: full disks, damaged files, odd names, what hides and what resists. */
class HostilePodTest {
    private static final Duration GRACE = Duration.ofSeconds(10);

    @TempDir
    Path temporary;

    private Path directory;
    private ProcessRuntime runtime;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/stat")), "pods run as processes on Linux only");
        directory = temporary.toRealPath().resolve("state");
        runtime = ProcessRuntime.open(directory);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        if (runtime != null) {
            runtime.close();
            Processes.killAll(directory);
            Cgroups.remove(directory);
        }
    }

    @Test
    void anExitForWhichThereIsNoRoomIsWrittenOnceThereIs() throws Exception {
        Pod pod = pod("[sh, -c, 'while [ ! -e /data/end ]; do sleep 0.02; done; exit 9']");
        Path container = start(pod);
        Path room = container.resolve("exit.new");
        Files.delete(room);
        Files.createSymbolicLink(room, Path.of("/dev/full"));
        Files.createFile(directory.resolve("uid-1/volumes/data/end"));
        ProcessId process = Objects.requireNonNull(ProcessId.read(container.resolve("process")));
        Waiting.forEnd(process::alive);
        Waiting.forChange(
                directory,
                () -> Files.readString(container.resolve("errors")),
                text -> text.contains("I/O") || text.contains("rror"));
        assertThat(container.resolve("exit")).doesNotExist();
        assertThat(only(pod).state()).isEqualTo(State.RUNNING);
        Files.delete(room);
        assertThat(Waiting.forChange(directory, () -> only(pod), RuntimeContainer::exited)
                        .exitCode())
                .isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "garbage\n", "9"})
    void aDamagedExitIsUnknown(String damage) throws Exception {
        Pod pod = pod("[sh, -c, 'exit 9']");
        Path container = start(pod);
        ProcessId supervisor = Objects.requireNonNull(ProcessId.read(container.resolve("supervisor")));
        Waiting.forEnd(supervisor::alive);
        Files.writeString(container.resolve("exit"), damage);
        assertThat(only(pod).exitCode()).isEqualTo(255);
        assertThat(only(pod).reason()).isEqualTo("Unknown");
        assertThat(Lines.read(container.resolve("exit"))).startsWith("255 Unknown ");
    }

    @Test
    void aDamagedRecordRefusesItsPodAndNoOther() throws Exception {
        Pod damaged = pod("[sleep, '600']");
        Path container = start(damaged);
        Pod other = PodCodec.readOne(PodCodec.toYaml(damaged).replace("uid-1", "uid-2"));
        start(other);
        runtime.close();
        Files.writeString(container.resolve("container.json"), "{\"podUid\": ");
        runtime = ProcessRuntime.open(directory);
        assertThat(only(other).state()).isEqualTo(State.RUNNING);
        assertThatThrownBy(() -> runtime.observe(damaged))
                .isInstanceOf(ContainerRuntimeException.class)
                .hasMessageStartingWith("damaged record " + container.resolve("container.json"));
        Files.writeString(container.resolve("container.json"), "{}");
        assertThatThrownBy(() -> runtime.observe(damaged)).hasMessageStartingWith("damaged record ");
    }

    @Test
    void valuesOfVariablesArriveAndStandInNoCommandLine() throws Exception {
        Pod pod = pod("[sh, -c, 'env -0 > /data/env; touch /data/ready; sleep 600']", """
                env:
                  - {name: SECRET, value: "it's $HOME `id` geheim-4711"}
                  - {name: odd.name-1, value: "a b"}
                  - {name: UID, value: "7"}
                  - {name: LINES, value: "one\\ntwo"}
                  - {name: REKINDLE_DIR, value: elsewhere}
                """);
        Path container = start(pod);
        Waiting.forChange(directory, () -> Files.exists(directory.resolve("uid-1/volumes/data/ready")), there -> there);
        assertThat(Files.readString(directory.resolve("uid-1/volumes/data/env")).split("\0"))
                .contains("SECRET=it's $HOME `id` geheim-4711", "LINES=one\ntwo", "REKINDLE_DIR=" + container)
                .doesNotContain("REKINDLE_DIR=elsewhere");
        Path process = Path.of(
                "/proc",
                String.valueOf(Objects.requireNonNull(ProcessId.read(container.resolve("process")))
                        .pid()));
        assertThat(Files.readString(process.resolve("environ")).split("\0")).contains("odd.name-1=a b", "UID=7");
        assertThat(commandLines()).noneMatch(line -> line.contains("geheim-4711"));
        ExecResult said = runtime.exec(id(container), List.of("sh", "-c", "echo \"$SECRET\""), GRACE);
        assertThat(said.output()).isEqualTo("it's $HOME `id` geheim-4711\n");
        for (Path file : List.of(container.resolve("environment"), container.resolve("container.json"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("uid-1"))))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @CsvSource({"a=b, ''", "a=b, odd.name", "with space, ''", "$x'\", odd.name"})
    void programsWithOddNamesRunThemselves(String name, String variable) throws Exception {
        Path program = temporary.resolve(name);
        Files.writeString(program, "#!/bin/sh\necho ran \"$@\"\nexit 4\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Pod pod = pod(
                "['" + program.toString().replace("'", "''") + "', echo, wrong]",
                variable.isEmpty() ? "" : "env: [{name: " + variable + ", value: x}]");
        start(pod);
        assertThat(Waiting.forChange(directory, () -> only(pod), RuntimeContainer::exited)
                        .exitCode())
                .isEqualTo(4);
        assertThat(Files.readString(runtime.log(pod, "main", 0))).isEqualTo("ran echo wrong\n");
    }

    @Test
    void aHostPathMeansNothingToAShell() throws Exception {
        Path host = Files.createDirectory(temporary.resolve("a b;touch pwned $(touch pwned) 'c"));
        Pod pod = PodCodec.readOne(PodCodec.toYaml(pod("[sh, -c, 'echo kept > /data/sub/file; ls']"))
                .replace("emptyDir: {}", "hostPath: {path: \"" + host + "\"}"));
        Files.createDirectory(host.resolve("sub"));
        start(pod);
        assertThat(Waiting.forChange(directory, () -> only(pod), RuntimeContainer::exited)
                        .exitCode())
                .isZero();
        assertThat(host.resolve("sub/file")).hasContent("kept");
        assertThat(Files.readString(runtime.log(pod, "main", 0))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "link, a link leads",
        "link/x, a link leads",
        "../x, must not contain '..'",
        "a/../../x, '..'",
        "/x, relative"
    })
    void aSubPathStaysInItsVolume(String subPath, String why) throws Exception {
        Path volume = Files.createDirectories(directory.resolve("uid-1/volumes/data"));
        Files.createSymbolicLink(volume.resolve("link"), temporary);
        Pod pod = withSubPath(pod("[sh, -c, 'exit 0']"), subPath);
        assertThatThrownBy(() -> start(pod))
                .isInstanceOfSatisfying(
                        ContainerRuntimeException.class,
                        thrown -> assertThat(thrown.reason()).isEqualTo("CreateContainerConfigError"))
                .hasMessageContaining(why);
        assertThat(runtime.observe(pod).containers()).isEmpty();
        assertThat(temporary.resolve("x")).doesNotExist();
    }

    @Test
    void aSubPathMayFollowLinksWithinItsVolumeAndHaveAnyName() throws Exception {
        Path volume = Files.createDirectories(directory.resolve("uid-1/volumes/data"));
        Files.createDirectory(volume.resolve("real"));
        Files.createSymbolicLink(volume.resolve("link"), Path.of("real"));
        Pod pod = withSubPath(pod("[sh, -c, 'echo kept > /data/file']"), "link/a b;'c");
        start(pod);
        assertThat(Waiting.forChange(directory, () -> only(pod), RuntimeContainer::exited)
                        .exitCode())
                .isZero();
        assertThat(volume.resolve("real/a b;'c/file")).hasContent("kept");
    }

    @Test
    void doublingReferencesAreRefused() throws Exception {
        StringBuilder variables = new StringBuilder("env:\n  - {name: V0, value: xxxxxxxxxx}\n");
        for (int i = 1; i < 40; i++) {
            variables.append("  - {name: V" + i + ", value: $(V" + (i - 1) + ")$(V" + (i - 1) + ")}\n");
        }
        Pod pod = pod("[sh, -c, 'exit 0']", variables.toString());
        assertThatThrownBy(() -> start(pod))
                .isInstanceOfSatisfying(
                        ContainerRuntimeException.class,
                        thrown -> assertThat(thrown.reason()).isEqualTo("CreateContainerConfigError"))
                .hasMessageContaining("env[14].value: Invalid value: expected at most 131071 characters");
    }

    @ParameterizedTest
    @CsvSource({
        "/no/such/bin, stat /no/such/bin: no such file or directory",
        "no-such-bin, executable file not found in $PATH",
        "/etc/passwd, permission denied",
        "/etc, is a directory"
    })
    void aStartThatFailsLooksAsOnContainerd(String program, String why) throws Exception {
        Pod pod = pod("['" + program + "']");
        String message = "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc"
                + " create failed: unable to start container process: error during container init: exec: \"" + program
                + "\": " + why;
        assertThatThrownBy(() -> start(pod))
                .isInstanceOfSatisfying(
                        ContainerRuntimeException.class,
                        thrown -> assertThat(thrown.reason()).isEqualTo("RunContainerError"))
                .hasMessage(message);
        RuntimeContainer failed = only(pod);
        assertThat(failed.state()).isEqualTo(State.EXITED);
        assertThat(failed.exitCode()).isEqualTo(128);
        assertThat(failed.reason()).isEqualTo("StartError");
        assertThat(failed.message()).isEqualTo(message);
        assertThat(failed.startedAt()).isEqualTo(Instant.EPOCH);
        assertThat(failed.finishedAt()).isAfterOrEqualTo(failed.createdAt());
        runtime.close();
        runtime = ProcessRuntime.open(directory);
        assertThat(only(pod)).isEqualTo(failed);
    }

    @Test
    void aScriptWithoutItsInterpreterHasStartedAndEndsWith255() throws Exception {
        Path program = temporary.resolve("script");
        Files.writeString(program, "#!/no/such/interpreter\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Pod pod = pod("['" + program + "']");
        start(pod);
        assertThat(Waiting.forChange(directory, () -> only(pod), RuntimeContainer::exited)
                        .exitCode())
                .isEqualTo(255);
    }

    @Test
    void aStartThatWasCancelledIsNoRun() throws Exception {
        Pod pod = pod("[sleep, '600']");
        Path container = start(pod);
        runtime.stopContainer(id(container), GRACE);
        runtime.close();
        Files.delete(container.resolve("exit"));
        Files.writeString(container.resolve("process"), "cancelled\n");
        runtime = ProcessRuntime.open(directory);
        assertThat(runtime.observe(pod).containers()).isEmpty();
        assertThat(container).doesNotExist();
    }

    @Test
    void ofWhatAProbeSaysItsBeginningIsKept() throws Exception {
        Path container = start(pod("[sleep, '600']"));
        ExecResult said = runtime.exec(
                id(container), List.of("sh", "-c", "head -c 3000000 /dev/zero | tr '\\0' x; exit 3"), GRACE);
        assertThat(said.exitCode()).isEqualTo(3);
        assertThat(said.output()).isEqualTo("x".repeat(10 * 1024));
    }

    @Test
    void aProbeCommandThatIsNotThereIsAnErrorAndNoExitCode() throws Exception {
        Path container = start(pod("[sleep, '600']"));
        assertThatThrownBy(() -> runtime.exec(id(container), List.of("/no/such/bin"), GRACE))
                .isInstanceOf(ContainerRuntimeException.class)
                .hasMessageContaining("exec: \"/no/such/bin\": stat /no/such/bin: no such file or directory");
    }

    @Test
    void aDaemonThatHidesEndsWithItsContainer() throws Exception {
        assumeTrue(!Cgroups.of(directory).isEmpty(), "no cgroup can be created here");
        Pod pod = pod("[sh, -c, 'env -i setsid sh -c \"echo \\$\\$ > /data/pid; exec sleep 600\" & sleep 600']");
        Path container = start(pod);
        Path pid = directory.resolve("uid-1/volumes/data/pid");
        String daemon = Waiting.forChange(
                directory, () -> Files.exists(pid) ? Files.readString(pid) : "", text -> text.endsWith("\n"));
        assertThat(Path.of("/proc", daemon.strip())).exists();
        runtime.stopContainer(id(container), GRACE);
        runtime.removeContainer(id(container), false);
        Waiting.forEnd(() -> ProcessHandle.of(Long.parseLong(daemon.strip())).isPresent());
        assertThat(Path.of(Cgroups.of(container))).doesNotExist();
    }

    @Test
    void whatItsOwnerMayNotWriteIsDeletedNevertheless() throws Exception {
        Path tree = Files.createDirectories(temporary.resolve("tree/pkg/mod"))
                .resolve("../..")
                .normalize();
        Files.writeString(tree.resolve("pkg/mod/go.mod"), "module x");
        Files.setPosixFilePermissions(tree.resolve("pkg/mod"), PosixFilePermissions.fromString("r-xr-xr-x"));
        Files.setPosixFilePermissions(tree.resolve("pkg"), PosixFilePermissions.fromString("---------"));
        if (Files.isWritable(tree.resolve("pkg"))) { // root may write everywhere: let somebody else delete
            assumeTrue(Tools.find("setpriv") != null && Tools.find("chown") != null, "no setpriv");
            run("chown", "-R", "65534:65534", temporary.toString());
            run(
                    "setpriv",
                    "--reuid=65534",
                    "--regid=65534",
                    "--clear-groups",
                    "/bin/sh",
                    "-c",
                    Scripts.DELETE,
                    "rekindle-delete",
                    tree.toString());
        } else {
            PodFiles.deleteTree(tree);
        }
        assertThat(tree).doesNotExist();
    }

    private static void run(String... command) throws Exception {
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private Path start(Pod pod) throws ContainerRuntimeException {
        Sandbox sandbox = runtime.createSandbox(pod, 0);
        return directory.resolve(
                runtime.startContainer(pod, pod.spec().containers().get(0), ContainerKind.REGULAR, 0, sandbox));
    }

    private String id(Path container) {
        return directory.relativize(container).toString();
    }

    private RuntimeContainer only(Pod pod) throws ContainerRuntimeException {
        List<RuntimeContainer> containers = runtime.observe(pod).containers();
        assertThat(containers).hasSize(1);
        return containers.get(0);
    }

    private static List<String> commandLines() throws IOException {
        List<String> lines = new java.util.ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    lines.add(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    lines.add(""); // gone
                }
            }
        }
        return lines;
    }

    private static Pod withSubPath(Pod pod, String subPath) {
        return PodCodec.readOne(PodCodec.toYaml(pod)
                .replace("mountPath: /data", "mountPath: /data\n      subPath: \"" + subPath + "\""));
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
                      command: %s
                      volumeMounts:
                        - {name: data, mountPath: /data}
                %s
                """.formatted(command.strip(), more.indent(6)));
    }
}
