package dev.rekindle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.driver.PodWorkers;
import dev.rekindle.lifecycle.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many pods under the driver, in virtual time, with random exits: nothing gets lost, nothing piles up. */
class FakeContainerRuntimeSoakTest {
    private static final long SEED = 5532;
    private static final String[] NAMES = {"init", "sidecar", "trainer", "logger"};
    private static final int[] EXIT_CODES = {0, 1, 88, 137};
    private static final String MANIFEST = """
            apiVersion: v1
            kind: Pod
            metadata: {name: worker, namespace: default}
            spec:
              restartPolicy: Always
              initContainers:
                - {name: init, image: i}
                - {name: sidecar, image: i, restartPolicy: Always}
              containers:
                - name: trainer
                  image: i
                  restartPolicy: Always
                  restartPolicyRules:
                    - {action: RestartAllContainers, exitCodes: {operator: In, values: [88]}}
                - {name: logger, image: i}
            """;

    /** Says nothing about the machine it runs on. */
    @Test
    void fewPodsForSomeHours() {
        Node node = new Node(20);
        node.live(Duration.ofHours(8));
        node.settle();
        assertThat(node.restarts)
                .as("seed %d: restarts of all containers", SEED)
                .isPositive();
    }

    @Test
    @Tag("soak")
    void twoHundredPodsForTenDays() {
        Node node = new Node(200);
        int threads = Thread.activeCount();
        node.live(Duration.ofDays(5));
        long halfway = usedMemory();
        node.live(Duration.ofDays(5));
        long end = usedMemory();
        System.out.printf(
                "200 pods, 10 days: %d exits, %d starts, %d restarts of all containers, %,d kB then %,d kB, %d threads%n",
                node.exits, node.starts, node.restarts, halfway / 1024, end / 1024, Thread.activeCount());
        node.settle();
        assertThat(node.restarts)
                .as("seed %d: restarts of all containers", SEED)
                .isPositive();
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
        // everything that is kept is kept for every pod; twice as long a life must not need much more
        assertThat(end).as("seed %d: used memory", SEED).isLessThan(halfway + halfway / 2);
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** A driver over a fake node in virtual time. */
    private static final class Node {
        private final VirtualTime time = new VirtualTime();
        private final Random random = new Random(SEED);
        private final FakeContainerRuntime runtime = new FakeContainerRuntime(time::now);
        private final List<Pod> pods = new ArrayList<>();
        private final PodWorkers workers;
        private long exits;
        private long starts;
        private long restarts;

        private Node(int count) {
            Random jitter = new Random(SEED + 1);
            workers = PodWorkers.builder(runtime)
                    .executor(time)
                    .clock(time)
                    .resyncInterval(Duration.ofMinutes(10))
                    .jitter(jitter::nextDouble)
                    .start();
            Pod template = PodCodec.readOne(MANIFEST);
            for (int i = 0; i < count; i++) {
                Pod pod = template.withUid("uid-" + i);
                pods.add(pod);
                workers.sync(pod);
            }
        }

        /** Lets something exit every five minutes in each pod, and init containers soon after they began. */
        private void live(Duration duration) {
            Instant end = time.now().plus(duration);
            while (time.now().isBefore(end)) {
                for (Pod pod : pods) {
                    FakePod fake = runtime.of(pod);
                    exit(pod, fake, "init", 0);
                    if (random.nextInt(10) == 0) {
                        String name = NAMES[1 + random.nextInt(3)];
                        exit(pod, fake, name, EXIT_CODES[random.nextInt(EXIT_CODES.length)]);
                    }
                    count(fake);
                }
                time.advance(Duration.ofSeconds(30));
            }
        }

        private void exit(Pod pod, FakePod fake, String name, int exitCode) {
            if (fake.exit(name, exitCode, time.now())) {
                exits++;
                workers.wake(pod.metadata().uid());
            }
        }

        private void count(FakePod fake) {
            List<RuntimeCall> calls = fake.takeCalls();
            starts += calls.stream()
                    .filter(call -> call.op().equals("StartContainer"))
                    .count();
            boolean reset = calls.stream().anyMatch(call -> Boolean.TRUE.equals(call.keepLogs()));
            restarts += reset ? 1 : 0;
        }

        /** After ten minutes without exits every pod runs in its first sandbox, and has kept count. */
        private void settle() {
            for (int i = 0; i < 20; i++) {
                pods.forEach(pod -> exit(pod, runtime.of(pod), "init", 0));
                time.advance(Duration.ofSeconds(30));
            }
            for (Pod pod : pods) {
                String uid = pod.metadata().uid();
                PodState state = workers.state(uid).orElseThrow();
                PodStatus status = state.status();
                assertThat(status.phase()).as("seed %d, %s", SEED, uid).isEqualTo(PodPhase.RUNNING);
                assertThat(status.containerStatuses())
                        .as("seed %d, %s", SEED, uid)
                        .allMatch(ContainerStatus::ready);
                assertThat(runtime.of(pod).snapshot().sandboxes()).hasSize(1);
                assertThat(state.backOff().size()).isLessThanOrEqualTo(NAMES.length);
            }
        }
    }
}
