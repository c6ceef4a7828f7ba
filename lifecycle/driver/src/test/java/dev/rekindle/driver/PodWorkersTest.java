package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.PodState.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PodWorkersTest {
    private final VirtualClock clock = new VirtualClock();
    private final PodStateStore store = PodStateStore.inMemory();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void end() {
        threads.shutdown();
        timers.shutdownNow();
    }

    private static Pod pod(String uid) {
        return TestPods.pod(uid, List.of(), List.of(TestPods.container("app").build()));
    }

    private PodWorkers virtual(ContainerRuntime runtime) {
        return PodWorkers.builder(runtime)
                .store(store)
                .executor(clock)
                .clock(clock)
                .jitter(() -> 0)
                .start();
    }

    private PodWorkers real(ContainerRuntime runtime) {
        return PodWorkers.builder(runtime)
                .store(store)
                .executor(threads)
                .clock(DriverClock.system(timers))
                .start();
    }

    /** Long enough for any machine; only a broken driver waits for it. */
    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aWakeDuringAStepLeadsToOneMoreStepAfterIt() {
        List<Integer> queuedDuringStep = new ArrayList<>();
        PodWorkers[] workers = new PodWorkers[1];
        AtomicInteger steps = new AtomicInteger();
        TestRuntime runtime = new TestRuntime(clock, new Faults()) {
            @Override
            public RuntimePod observe(Pod pod) throws ContainerRuntimeException {
                if (steps.incrementAndGet() == 3) { // the pod runs: nothing else makes it step again
                    workers[0].wake("uid-1");
                    workers[0].wake("uid-1");
                    queuedDuringStep.add(clock.queued());
                }
                return super.observe(pod);
            }
        };
        workers[0] = virtual(runtime);
        workers[0].sync(pod("uid-1"));
        clock.runFor(Duration.ofSeconds(1));
        assertThat(steps.get()).isEqualTo(2);
        workers[0].wake("uid-1");
        clock.runFor(Duration.ofSeconds(1));

        assertThat(queuedDuringStep).containsExactly(0);
        assertThat(steps.get()).isEqualTo(4);
    }

    @Test
    void noPodIsSteppedByTwoThreadsAtOnce() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch steps = new CountDownLatch(200);
        PodWorkers workers = real(new IdleRuntime() {
            @Override
            public RuntimePod observe(Pod pod) throws ContainerRuntimeException {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                for (int i = 0; i < 10_000; i++) {
                    Thread.onSpinWait(); // time for a second thread to come in
                }
                steps.countDown();
                inside.decrementAndGet();
                throw new ContainerRuntimeException("Away", "not now");
            }
        });
        workers.sync(pod("uid-1"));
        for (int i = 0; i < 4; i++) {
            threads.execute(() -> {
                while (steps.getCount() > 0) {
                    workers.wake("uid-1");
                }
            });
        }
        await(steps);
        workers.close();

        assertThat(most.get()).isEqualTo(1);
    }

    @Test
    void aSlowPodKeepsNoOtherWaiting() {
        CountDownLatch slowIsIn = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        CountDownLatch quickStarted = new CountDownLatch(1);
        PodWorkers workers = real(new IdleRuntime() {
            @Override
            public String startContainer(Pod pod, Container container, ContainerKind kind, int attempt, Sandbox in) {
                if (pod.metadata().uid().equals("slow")) {
                    slowIsIn.countDown();
                    await(letGo);
                } else {
                    quickStarted.countDown();
                }
                return "id";
            }
        });
        workers.sync(pod("slow"));
        await(slowIsIn);
        workers.sync(pod("quick"));

        await(quickStarted);
        assertThat(letGo.getCount()).as("the slow pod is still busy").isEqualTo(1);
        letGo.countDown();
        workers.close();
    }

    @Test
    void aPodIsWorkedOnUntilItIsGone() {
        TestRuntime runtime = new TestRuntime(clock, new Faults());
        PodWorkers workers = virtual(runtime);
        workers.sync(pod("uid-1"));
        clock.runFor(Duration.ofSeconds(1));
        assertThat(runtime.running()).containsExactly("app");
        assertThat(workers.state("other")).isEmpty();

        workers.terminate("uid-1", Termination.deletion(null));
        clock.runFor(Duration.ofSeconds(1));
        assertThat(workers.state("uid-1"))
                .hasValueSatisfying(s -> assertThat(s.work()).isEqualTo(Work.FINISHED));

        workers.remove("uid-1");
        assertThat(workers.state("uid-1")).isEmpty();
        assertThat(states("uid-1")).isFalse();
        int calls = runtime.faults.calls.size();
        clock.runFor(Duration.ofHours(1));
        assertThat(runtime.faults.calls).hasSize(calls);
    }

    private boolean states(String uid) {
        try {
            return store.load(uid).isPresent();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatVanishedIsEndedAndForgotten() throws IOException {
        TestRuntime runtime = new TestRuntime(clock, new Faults());
        store.save("gone-while-down", WorkerState.of(PodState.INITIAL));
        store.save("not-synced-yet", WorkerState.of(PodState.INITIAL));
        PodWorkers workers = PodWorkers.builder(runtime)
                .store(store)
                .executor(clock)
                .clock(clock)
                .publisher((pod, status) -> {
                    throw new IOException("pods \"p\" not found");
                })
                .start();
        workers.sync(pod("uid-1"));
        clock.runFor(Duration.ofSeconds(1));

        assertThat(workers.retain(List.of("uid-1", "not-synced-yet"))).containsExactly("gone-while-down");
        clock.runFor(Duration.ofSeconds(1));
        assertThat(runtime.running()).containsExactly("app");
        assertThat(store.podUids()).containsExactlyInAnyOrder("uid-1", "not-synced-yet");

        assertThat(workers.retain(List.of("not-synced-yet"))).isEmpty();
        clock.runFor(Duration.ofSeconds(60));
        assertThat(runtime.running()).isEmpty();
        assertThat(workers.pods()).isEmpty();
        assertThat(store.podUids()).containsExactly("not-synced-yet");
    }

    @Test
    void aRemovedUidComesBackOnlyAfterHouseWasKept() throws IOException {
        TestRuntime runtime = new TestRuntime(clock, new Faults());
        PodWorkers workers = virtual(runtime);
        workers.sync(pod("uid-1"));
        clock.runFor(Duration.ofSeconds(1));
        workers.remove("uid-1");
        workers.retain(List.of("uid-1"));
        workers.sync(pod("uid-1"));
        assertThat(workers.pods()).as("a late event").isEmpty();

        workers.retain(List.of());
        workers.sync(pod("uid-1"));
        assertThat(workers.pods()).as("not late: the API server has it again").hasSize(1);
    }

    @Test
    void aStepUnderWayIsFinishedBeforeTheStateIsForgotten() {
        removedDuringItsStep(false);
    }

    @Test
    void aStepUnderWayThatWasWokenIsFinishedBeforeTheStateIsForgotten() {
        removedDuringItsStep(true);
    }

    private void removedDuringItsStep(boolean woken) {
        PodWorkers[] workers = new PodWorkers[1];
        List<String> order = new ArrayList<>();
        TestRuntime runtime = new TestRuntime(clock, new Faults()) {
            @Override
            public String startContainer(Pod pod, Container container, ContainerKind kind, int attempt, Sandbox sandbox)
                    throws ContainerRuntimeException {
                if (woken) {
                    workers[0].wake("uid-1");
                }
                workers[0].remove("uid-1");
                order.add("stored " + states("uid-1"));
                return super.startContainer(pod, container, kind, attempt, sandbox);
            }
        };
        workers[0] = virtual(runtime);
        workers[0].sync(pod("uid-1"));
        clock.runFor(Duration.ofHours(1));

        assertThat(order).containsExactly("stored true");
        assertThat(states("uid-1")).isFalse();
        assertThat(runtime.running()).containsExactly("app");
    }

    @Test
    void aPodIsLookedAtEveryMinute() {
        TestRuntime runtime = new TestRuntime(clock, new Faults());
        PodWorkers workers = virtual(runtime);
        workers.sync(pod("uid-1"));
        clock.runFor(Duration.ofSeconds(1));
        runtime.faults.calls.clear();
        clock.runFor(Duration.ofMinutes(5));

        assertThat(runtime.faults.calls).containsOnly("observe").hasSize(5);
    }

    @Test
    void afterACloseNothingHappensAndNewWorkersGoOn() {
        TestRuntime runtime = new TestRuntime(clock, new Faults());
        PodWorkers first = virtual(runtime);
        first.sync(pod("uid-1"));
        first.close();
        clock.runFor(Duration.ofHours(1));
        assertThat(runtime.faults.calls).isEmpty();

        virtual(runtime).sync(pod("uid-1"));
        clock.runFor(Duration.ofSeconds(1));
        assertThat(runtime.running()).containsExactly("app");
    }

    @Test
    void aBrokenStepIsTriedAgain() {
        TestRuntime runtime = new TestRuntime(clock, new Faults());
        AtomicInteger retries = new AtomicInteger();
        PodWorkers workers = PodWorkers.builder(runtime)
                .store(store)
                .executor(clock)
                .clock(clock)
                .jitter(() -> {
                    if (retries.getAndIncrement() == 0) {
                        throw new IllegalStateException("a bug of the configuration");
                    }
                    return 0;
                })
                .start();
        runtime.faults.arm(Faults.Kind.FAIL_BEFORE, "observe"::equals);
        workers.sync(pod("uid-1"));
        clock.runFor(Duration.ofSeconds(20));

        assertThat(runtime.running()).containsExactly("app");
    }

    @Test
    void anExecutorThatIsFullIsTriedAgain() {
        TestRuntime runtime = new TestRuntime(clock, new Faults());
        AtomicInteger asked = new AtomicInteger();
        PodWorkers workers = PodWorkers.builder(runtime)
                .store(store)
                .executor(task -> {
                    if (asked.getAndIncrement() == 0) {
                        throw new RejectedExecutionException("full");
                    }
                    clock.execute(task);
                })
                .clock(clock)
                .start();
        workers.sync(pod("uid-1"));
        clock.runFor(Duration.ofSeconds(11));

        assertThat(runtime.running()).containsExactly("app");
    }

    @Test
    void noTimerIsLeftBehind() {
        PodWorkers workers = virtual(new TestRuntime(clock, new Faults()));
        workers.sync(pod("uid-1"));
        for (int i = 0; i < 3; i++) {
            clock.runFor(Duration.ofSeconds(1));
            assertThat(clock.timers()).isEqualTo(1);
            workers.wake("uid-1");
        }
        clock.runFor(Duration.ofSeconds(1));
        workers.close();
        assertThat(clock.timers()).isZero();
    }

    @Test
    void aNewVersionOfAPodIsTaken() {
        TestRuntime runtime = new TestRuntime(clock, new Faults());
        PodWorkers workers = virtual(runtime);
        workers.sync(pod("uid-1"));
        clock.runFor(Duration.ofSeconds(1));
        Pod old = pod("uid-1");
        workers.sync(Pod.builder()
                .from(old)
                .metadata(PodMetadata.builder()
                        .from(old.metadata())
                        .deletionTimestamp(Timestamp.of(clock.now()))
                        .build())
                .build());
        clock.runFor(Duration.ofSeconds(1));

        assertThat(runtime.running()).isEmpty();
    }

    @Test
    void podsThatCannotBeToldApartAreRefused() {
        PodWorkers workers = virtual(new TestRuntime(clock, new Faults()));
        assertThatThrownBy(() -> workers.sync(pod("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("metadata.uid: Required value: pod p_ns() has none");
        workers.sync(pod("uid-1"));
        Pod other = Pod.builder()
                .from(pod("uid-1"))
                .metadata(PodMetadata.builder()
                        .name("other")
                        .namespace("ns")
                        .uid("uid-1")
                        .build())
                .build();
        assertThatThrownBy(() -> workers.sync(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("metadata.uid: Duplicate value: \"uid-1\": it is that of pod p_ns(uid-1)"
                        + " and of pod other_ns(uid-1)");
        assertThatThrownBy(() -> workers.sync(TestPods.pod("uid-2", List.of(), List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("spec.containers: Required value: pod p_ns(uid-2)");
        assertThat(workers.pods()).extracting(pod -> pod.metadata().uid()).containsExactly("uid-1");
    }

    @Test
    void nothingStartsAfterTheEnd() {
        TestRuntime runtime = new TestRuntime(clock, new Faults());
        PodWorkers workers = virtual(runtime);
        workers.sync(pod("uid-1"));
        workers.close();
        workers.wake("uid-1");
        assertThatThrownBy(() -> workers.sync(pod("uid-2")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the workers are closed: pod p_ns(uid-2) is not taken");
        clock.runFor(Duration.ofMinutes(2));
        assertThat(runtime.running()).isEmpty();
    }

    @Test
    void aLateSyncDoesNotBringARemovedPodBack() {
        TestRuntime runtime = new TestRuntime(clock, new Faults());
        PodWorkers workers = virtual(runtime);
        workers.sync(pod("uid-1"));
        workers.remove("uid-1");
        workers.sync(pod("uid-1"));
        clock.runFor(Duration.ofMinutes(2));
        assertThat(workers.pods()).isEmpty();
        assertThat(runtime.running()).isEmpty();
    }

    @Test
    void aPodIsRemovedOnlyWhenItsLastStatusIsPublished() throws IOException {
        boolean[] away = new boolean[1];
        List<PodStatus> published = new ArrayList<>();
        List<PodEvent> events = new ArrayList<>();
        PodWorkers workers = PodWorkers.builder(new TestRuntime(clock, new Faults()))
                .store(store)
                .executor(clock)
                .clock(clock)
                .publisher((pod, status) -> {
                    if (away[0]) {
                        throw new NoClassDefFoundError("client");
                    }
                    published.add(status);
                })
                .listener((pod, event, at) -> events.add(event))
                .jitter(() -> 0)
                .start();
        workers.sync(pod("uid-1"));
        clock.runFor(Duration.ofSeconds(5));
        away[0] = true;
        workers.terminate("uid-1", Termination.deletion(null));
        clock.runFor(Duration.ofMinutes(2));
        assertThat(workers.state("uid-1").orElseThrow().work()).isEqualTo(Work.FINISHED);
        assertThat(workers.isFinished("uid-1")).isFalse();

        workers.remove("uid-1");
        clock.runFor(Duration.ofMinutes(1));
        assertThat(store.load("uid-1")).isPresent();
        assertThat(events).noneMatch(PodEvent.Finished.class::isInstance);

        away[0] = false;
        clock.runFor(Duration.ofMinutes(1));
        assertThat(published.get(published.size() - 1).phase().isTerminal()).isTrue();
        assertThat(events).filteredOn(PodEvent.Finished.class::isInstance).hasSize(1);
        assertThat(store.load("uid-1")).isEmpty();
        assertThat(workers.pods()).isEmpty();
    }

    @Test
    void anExecutorThatFailsOnceWedgesNoPod() {
        TestRuntime runtime = new TestRuntime(clock, new Faults());
        boolean[] failed = new boolean[1];
        PodWorkers workers = PodWorkers.builder(runtime)
                .store(store)
                .executor(task -> {
                    if (!failed[0]) {
                        failed[0] = true;
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    clock.execute(task);
                })
                .clock(clock)
                .jitter(() -> 0)
                .start();
        workers.sync(pod("uid-1"));
        clock.runFor(Duration.ofMinutes(1));
        assertThat(runtime.running()).containsExactly("app");
    }
}
