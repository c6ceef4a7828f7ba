package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.Pod;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.KillPod;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The threads of a pod's end; what happens in which order is in {@link TerminationTest}. */
class ContainerStopperTest {
    private final Pod pod = TestPods.training();
    private final VirtualClock clock = new VirtualClock();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void containersOfAPodAreStoppedAtTheSameTime() throws ContainerRuntimeException {
        CyclicBarrier together = new CyclicBarrier(3);
        ContainerRuntime runtime = new IdleRuntime() {
            @Override
            public void stopContainer(String id, Duration grace) throws ContainerRuntimeException {
                try {
                    together.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    throw new ContainerRuntimeException("Alone", id + " was stopped alone", e);
                }
            }
        };
        stopper(runtime, threads).killPod(pod, "", kill("a", "b", "c"));
        assertThat(together.isBroken()).isFalse();
    }

    @Test
    void anExecutorWithoutThreadsKeepsNothingRunning() throws ContainerRuntimeException {
        List<String> stopped = new ArrayList<>();
        ContainerRuntime runtime = new IdleRuntime() {
            @Override
            public void stopContainer(String id, Duration grace) {
                stopped.add(id);
            }
        };
        stopper(runtime, clock).killPod(pod, "", kill("a", "b"));
        stopper(runtime, task -> {
                    throw new RejectedExecutionException("shut down");
                })
                .killPod(pod, "", kill("c", "d"));

        assertThat(stopped).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aStopThatThrowsAnErrorKeepsNothingElseRunning() {
        List<String> stopped = new ArrayList<>();
        ContainerRuntime runtime = new IdleRuntime() {
            @Override
            public void stopContainer(String id, Duration grace) {
                if (id.equals("a")) {
                    throw new AssertionError("a defect of the runtime");
                }
                stopped.add(id);
            }
        };

        assertThatThrownBy(() -> stopper(runtime, clock).killPod(pod, "", kill("a", "b", "c")))
                .hasRootCauseMessage("a defect of the runtime");
        assertThat(stopped).containsExactly("b", "c");
    }

    @Test
    void aClockThatIsSetDuringAHookChangesNoGracePeriod() throws ContainerRuntimeException {
        Pod hooked = TestPods.pod(
                List.of(), List.of(TestPods.withHooks(TestPods.container("app").build(), "", "drain")));
        for (Duration jump : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
            List<Duration> graces = new ArrayList<>();
            VirtualClock time = new VirtualClock();
            ContainerRuntime runtime = new IdleRuntime() {
                @Override
                public ExecResult exec(String id, List<String> command, Duration timeout) {
                    time.sleep(Duration.ofSeconds(7));
                    time.setBack(jump);
                    return ExecResult.exited(0, "");
                }

                @Override
                public void stopContainer(String id, Duration grace) {
                    graces.add(grace);
                }
            };
            DriverConfig config =
                    PodWorkers.builder(runtime).executor(time).clock(time).config(new OwnThreads());
            new ContainerStopper(config, new HookRunner(runtime, time), new DriverEvents(PodListener.NONE, time))
                    .stop(
                            hooked,
                            "",
                            PodAction.stopContainer(
                                    "id", "app", Duration.ofSeconds(30), true, StopReason.POD_KILLED, ""));

            assertThat(graces).as("set back by %s", jump).containsExactly(Duration.ofSeconds(23));
        }
    }

    private ContainerStopper stopper(ContainerRuntime runtime, Executor executor) {
        DriverConfig config =
                PodWorkers.builder(runtime).executor(executor).clock(clock).config(new OwnThreads());
        return new ContainerStopper(config, new HookRunner(runtime, clock), new DriverEvents(PodListener.NONE, clock));
    }

    private static KillPod kill(String... ids) {
        List<StopContainer> stops = new ArrayList<>();
        for (String id : ids) {
            stops.add(PodAction.stopContainer(id, id, Duration.ofSeconds(5), false, StopReason.POD_KILLED, ""));
        }
        return PodAction.killPod(stops, List.of(), List.of());
    }
}
