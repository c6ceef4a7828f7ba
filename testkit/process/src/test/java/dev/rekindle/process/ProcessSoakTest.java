package dev.rekindle.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.driver.PodStateStore;
import dev.rekindle.driver.PodWorkers;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fifty pods of real processes that restart in place again and again: no thread, process or file handle piles up. */
@Tag("soak")
class ProcessSoakTest {
    private static final int PODS = 50;
    private static final Duration TIME = Duration.ofMinutes(2);
    private static final String MANIFEST = """
            apiVersion: v1
            kind: Pod
            metadata: {name: tiny, namespace: default}
            spec:
              restartPolicy: Never
              hostNetwork: true
              initContainers:
                - {name: init, command: ["true"]}
              containers:
                - name: main
                  command: [sh, -c, "sleep 1; exit 88"]
                  restartPolicy: Never
                  restartPolicyRules:
                    - {action: RestartAllContainers, exitCodes: {operator: In, values: [88]}}
            """;

    @TempDir
    Path directory;

    @Test
    void fiftyPodsForTwoMinutes() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "handles are counted on Linux only");
        AtomicInteger exits = new AtomicInteger();
        Semaphore happened = new Semaphore(0);
        try (ProcessRuntime runtime = ProcessRuntime.open(directory.resolve("pods"));
                PodStateStore store = PodStateStore.onDisk(directory.resolve("state"));
                PodWorkers workers = PodWorkers.builder(runtime)
                        .store(store)
                        .resyncInterval(Duration.ofSeconds(1))
                        .start()) {
            runtime.listener(new ContainerListener() {
                @Override
                public void started(String podUid, RuntimeContainer container) {}

                @Override
                public void exited(String podUid, RuntimeContainer container) {
                    exits.addAndGet(container.name().equals("main") ? 1 : 0);
                    workers.wake(podUid);
                    happened.release();
                }
            });
            List<String> uids = start(workers);
            Usage early = usageAfter(TIME.dividedBy(4), happened);
            Usage late = usageAfter(TIME.multipliedBy(3).dividedBy(4), happened);
            System.out.printf("%d pods, %s: %d restarts, then %s, now %s%n", PODS, TIME, exits.get(), early, late);
            uids.forEach(uid -> workers.terminate(uid, Termination.deletion(Duration.ofSeconds(2))));
            awaitEnd(workers, uids, happened);
            assertThat(exits.get()).isGreaterThan(PODS * 10);
            assertThat(late.threads).isLessThan(early.threads + PODS);
            assertThat(late.handles).isLessThan(early.handles + PODS);
            assertThat(late.processes).isLessThan(early.processes + PODS);
        }
        assertThat(processes()).as("processes left").isZero();
    }

    private static List<String> start(PodWorkers workers) {
        List<String> uids = new ArrayList<>();
        Pod template = PodCodec.readOne(MANIFEST);
        for (int i = 0; i < PODS; i++) {
            String uid = "soak-" + i;
            workers.sync(template.withUid(uid));
            uids.add(uid);
        }
        return uids;
    }

    private static Usage usageAfter(Duration time, Semaphore happened) throws Exception {
        Instant end = Instant.now().plus(time);
        while (Instant.now().isBefore(end)) {
            happened.tryAcquire(1, TimeUnit.SECONDS);
        }
        System.gc();
        Runtime jvm = Runtime.getRuntime();
        return new Usage(
                Thread.activeCount(),
                count("/proc/self/fd"),
                processes(),
                (jvm.totalMemory() - jvm.freeMemory()) / 1024);
    }

    private static void awaitEnd(PodWorkers workers, List<String> uids, Semaphore happened) throws Exception {
        Instant deadline = Instant.now().plusSeconds(60);
        while (!uids.stream().allMatch(uid -> workers.state(uid).orElseThrow().work() == PodState.Work.FINISHED)) {
            assertThat(Instant.now()).as("pods end within a minute").isBefore(deadline);
            happened.tryAcquire(1, TimeUnit.SECONDS);
        }
    }

    private static long processes() {
        return ProcessHandle.current().descendants().count();
    }

    private static long count(String path) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(path))) {
            return files.count();
        }
    }

    /** What this JVM uses; memory in kB. */
    private record Usage(int threads, long handles, long processes, long memory) {}
}
