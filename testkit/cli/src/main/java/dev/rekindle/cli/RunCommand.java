package dev.rekindle.cli;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodPhase;
import dev.rekindle.driver.ContainerRuntime;
import dev.rekindle.driver.PodStateStore;
import dev.rekindle.driver.RestartAllOptions;
import dev.rekindle.process.LocalPods;
import dev.rekindle.process.ProcessRuntime;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rekindle run}: a pod as processes of this machine. */
@Command(
        name = "run",
        header = "Run a pod as processes of this machine (Linux): real exit codes, real signals.",
        description = {
            "",
            "Images are not pulled: every container needs a command, a program of this machine. Nothing is mounted:"
                    + " a volume (emptyDir, hostPath) is a directory, and its path takes the place of the mount path in"
                    + " command, args, workingDir, values of env, and commands of hooks and probes, wherever a word"
                    + " begins with it. What a script computes itself is not seen: give it paths in variables.",
            "The sandbox has a network of its own, with nothing but loopback, where the system permits it, unless the"
                    + " pod says hostNetwork: true or has probes or hooks that connect; the first line tells.",
            "Ctrl-C ends the pod as a deletion does, with its hooks and grace periods.",
            "",
            "Exit codes: 0 the pod has succeeded, or --until is over; 1 it has failed; 2 bad input; 130 Ctrl-C.",
            ""
        },
        abbreviateSynopsis = true,
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class RunCommand implements Callable<Integer> {
    /** What a shell says of a command that SIGINT ended. */
    private static final int INTERRUPTED = 130;

    private final Terminal terminal;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    PodFile file = new PodFile();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where volumes, logs and the state are kept. Run again with the same directory to go on with"
                    + " what runs, even after kill -9. Default: a temporary directory, gone at the end.")
    @Nullable
    Path state;

    @Option(names = "--until", paramLabel = "DURATION", description = "End the pod after this time, such as 90s.")
    @Nullable
    String until;

    @Option(
            names = "--restart-interval",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "The least time between two restarts of all containers, for exits that recur at once; 0s for"
                    + " none. No restart is left out. Not a behaviour of Kubernetes. Default: ${DEFAULT-VALUE}")
    String restartInterval = "1s";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or json: one object a line. Default: ${DEFAULT-VALUE}")
    String format = "text";

    /** How long the end of the pod may take beyond its grace period. */
    Duration beyondGrace = RunLoop.BEYOND_GRACE;

    /** What is put between the driver and its runtime: nothing, but by tests. */
    UnaryOperator<ContainerRuntime> aroundRuntime = UnaryOperator.identity();

    /** What is put between the driver and its store: nothing, but by tests. */
    UnaryOperator<PodStateStore> aroundStore = UnaryOperator.identity();

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Kubelet kubelet = cluster.kubelet();
        Duration time = until == null ? null : Durations.parse("--until", until);
        Duration interval = Durations.parse("--restart-interval", restartInterval);
        RestartAllOptions restartAll = RestartAllOptions.KUBELET.withMinInterval(interval.isZero() ? null : interval);
        if (!format.equals("text") && !format.equals("json")) {
            throw new BadInput("--format: \"" + format + "\", expected text or json");
        }
        Pod pod = withUid(PodFile.admitted(file.pod(), kubelet));
        List<String> problems = LocalPods.problems(pod);
        if (!problems.isEmpty()) {
            throw new BadInput(file.shownFiles() + ": " + String.join("\n" + file.shownFiles() + ": ", problems));
        }
        Interrupt interrupt = new Interrupt();
        try (ProcessRuntime runtime = open()) {
            return run(pod, kubelet, restartAll, time, runtime, interrupt);
        } catch (IOException e) {
            throw new BadInput("--state: " + e.getMessage(), e);
        } finally {
            interrupt.finished();
        }
    }

    private int run(
            Pod pod,
            Kubelet kubelet,
            RestartAllOptions restartAll,
            @Nullable Duration time,
            ProcessRuntime runtime,
            Interrupt interrupt)
            throws IOException, InterruptedException {
        Instant begin = Instant.now();
        PrintWriter out = spec.commandLine().getOut();
        RunOutput output = format.equals("json") ? RunOutput.json(out, begin) : RunOutput.text(out, terminal);
        try (PodStateStore store = aroundStore.apply(store());
                PodRun run = new PodRun(pod, kubelet, restartAll, runtime, aroundRuntime, store, begin)) {
            RunLoop loop = new RunLoop(pod, runtime, run, output, new RunView(terminal), beyondGrace);
            Instant end = time == null ? Instant.MAX : begin.plus(time);
            loop.begin(state == null);
            boolean enough;
            try {
                enough = loop.untilEnd(
                        () -> interrupt.happened() || Instant.now().isAfter(end));
            } catch (StandardOutput.Lost e) {
                loop.endUnseen();
                throw e;
            }
            boolean succeeded = run.status().phase().equals(PodPhase.SUCCEEDED);
            int exitCode = interrupt.happened() ? INTERRUPTED : succeeded || enough ? 0 : 1;
            loop.end(exitCode);
            return exitCode;
        }
    }

    private ProcessRuntime open() throws IOException {
        return state == null ? ProcessRuntime.openTemporary() : ProcessRuntime.open(state.resolve("pods"));
    }

    private PodStateStore store() throws IOException {
        return state == null ? PodStateStore.inMemory() : PodStateStore.onDisk(state.resolve("state"));
    }

    /** The same manifest is the same pod, so that a second run finds what the first one left. */
    private static Pod withUid(Pod pod) {
        PodMetadata metadata = pod.metadata();
        if (!metadata.uid().isEmpty()) {
            return pod;
        }
        String key = metadata.namespace() + "/" + metadata.name();
        String uid =
                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
        return pod.withUid(uid);
    }

    /** Ctrl-C, or SIGTERM: the JVM ends when the command has cleaned up. */
    private static final class Interrupt {
        private final CountDownLatch done = new CountDownLatch(1);
        private final Thread hook = new Thread(this::happen, "rekindle-interrupt");
        private volatile boolean happened;

        private Interrupt() {
            Runtime.getRuntime().addShutdownHook(hook);
        }

        private void happen() {
            happened = true;
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean happened() {
            return happened;
        }

        private void finished() {
            done.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                return; // it is running
            }
        }
    }
}
