package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Workers close what they made for themselves, and nothing else. */
class OwnThreadsTest {
    private static final Pod POD =
            TestPods.pod(List.of(), List.of(TestPods.container("app").build()));

    /** Long enough for any machine; only a broken driver waits for it. */
    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join(60_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(thread.isAlive()).as("%s is alive", thread).isFalse();
    }

    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("rekindle-"));
        return threads;
    }

    /** Blocks in the first start of a container until it is interrupted. */
    private static final class Blocking extends IdleRuntime {
        private final CountDownLatch isIn = new CountDownLatch(1);
        private final AtomicBoolean left = new AtomicBoolean();

        @Override
        public String startContainer(Pod pod, Container container, ContainerKind kind, int attempt, Sandbox sandbox) {
            isIn.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            left.set(true);
            return "id";
        }
    }

    @Test
    void workersThatOnlyKnowARuntimeRunAndLeaveNoThread() {
        Set<Thread> before = threads();
        CountDownLatch retried = new CountDownLatch(2);
        List<Thread> used = Collections.synchronizedList(new ArrayList<>());
        PodWorkers workers = PodWorkers.builder(new IdleRuntime() {
                    @Override
                    public RuntimePod observe(Pod pod) throws ContainerRuntimeException {
                        used.add(Thread.currentThread());
                        retried.countDown();
                        return super.observe(pod); // shows no container: looked at again by a timer
                    }
                })
                .resyncInterval(Duration.ofMillis(1))
                .start();
        workers.sync(POD);
        await(retried);
        Set<Thread> made = threads();
        made.removeAll(before);
        workers.close();

        made.addAll(used); // virtual threads are in no list
        assertThat(made).isNotEmpty().allMatch(Thread::isDaemon);
        made.forEach(OwnThreadsTest::awaitEnd);
    }

    @Test
    void theEndInterruptsWhatIsUnderWayAndWaitsForIt() {
        Blocking runtime = new Blocking();
        PodWorkers workers = PodWorkers.builder(runtime).start();
        workers.sync(POD);
        await(runtime.isIn);
        workers.close();

        assertThat(runtime.left).as("the step is over when close returns").isTrue();
        workers.close();
    }

    @Test
    void anEndFromWithinAStepWaitsForNothing() {
        PodWorkers[] workers = new PodWorkers[1];
        CountDownLatch closed = new CountDownLatch(1);
        workers[0] = PodWorkers.builder(new IdleRuntime() {})
                .publisher((pod, status) -> {
                    workers[0].close();
                    assertThat(Thread.currentThread().isInterrupted())
                            .as("it was not waited for 10 s in vain")
                            .isTrue();
                    closed.countDown();
                })
                .start();
        workers[0].sync(POD);
        await(closed);
    }

    @Test
    void whatWasGivenStaysOpen() {
        ExecutorService executor = Executors.newCachedThreadPool();
        ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
        AtomicBoolean storeClosed = new AtomicBoolean();
        PodStateStore store = new ForwardingStore(PodStateStore.inMemory()) {
            @Override
            public void close() {
                storeClosed.set(true);
            }
        };
        Blocking runtime = new Blocking();
        Set<Thread> before = threads();
        try {
            PodWorkers workers = PodWorkers.builder(runtime)
                    .store(store)
                    .executor(executor)
                    .clock(DriverClock.system(timers))
                    .start();
            workers.sync(POD);
            await(runtime.isIn);
            workers.close();

            assertThat(executor.isShutdown()).isFalse();
            assertThat(timers.isShutdown()).isFalse();
            assertThat(storeClosed).isFalse();
            assertThat(runtime.left).as("interrupted").isFalse();
            assertThat(threads()).isEqualTo(before);
        } finally {
            executor.shutdownNow();
            timers.shutdownNow();
        }
    }

    @Test
    void aGivenExecutorStaysOpenThoughTheTimersAreOurs() throws InterruptedException {
        ExecutorService executor = Executors.newCachedThreadPool();
        CountDownLatch retried = new CountDownLatch(2);
        Set<Thread> before = threads();
        try (PodWorkers workers = PodWorkers.builder(new IdleRuntime() {
                    @Override
                    public RuntimePod observe(Pod pod) throws ContainerRuntimeException {
                        retried.countDown();
                        return super.observe(pod);
                    }
                })
                .executor(executor)
                .resyncInterval(Duration.ofMillis(1))
                .start()) {
            workers.sync(POD);
            await(retried);
        }
        Set<Thread> left = threads();
        left.removeAll(before);
        left.forEach(OwnThreadsTest::awaitEnd);

        assertThat(executor.isShutdown()).isFalse();
        executor.shutdown();
        assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Hands everything on but the end. */
    private abstract static class ForwardingStore implements PodStateStore {
        private final PodStateStore store;

        private ForwardingStore(PodStateStore store) {
            this.store = store;
        }

        @Override
        public Optional<WorkerState> load(String podUid) throws IOException {
            return store.load(podUid);
        }

        @Override
        public void save(String podUid, WorkerState state) throws IOException {
            store.save(podUid, state);
        }

        @Override
        public void delete(String podUid) throws IOException {
            store.delete(podUid);
        }
    }
}
