package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rekindle.core.Pod;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is handed over from code that no null checker reads is refused at once, in a sentence. */
@NullUnmarked
class ArgumentsTest {
    private static final VirtualClock CLOCK = new VirtualClock();
    private static final TestRuntime RUNTIME = new TestRuntime(CLOCK, new Faults());
    private static final PodStateStore STORE = PodStateStore.inMemory();
    private static final Pod POD = TestPods.training();

    private static DriverConfig.Builder config() {
        return DriverConfig.builder(RUNTIME, STORE, CLOCK, CLOCK);
    }

    private static org.junit.jupiter.params.provider.Arguments refused(String name, ThrowingCallable call) {
        return arguments(name, call);
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> nulls() {
        PodWorkers workers = new PodWorkers(config().build());
        PodWorker worker = new PodWorker(config().build(), POD);
        return Stream.of(
                refused("runtime", () -> DriverConfig.builder(null, STORE, CLOCK, CLOCK)),
                refused("store", () -> DriverConfig.builder(RUNTIME, null, CLOCK, CLOCK)),
                refused("executor", () -> DriverConfig.builder(RUNTIME, STORE, null, CLOCK)),
                refused("clock", () -> DriverConfig.builder(RUNTIME, STORE, CLOCK, null)),
                refused("publisher", () -> config().publisher(null)),
                refused("listener", () -> config().listener(null)),
                refused("probes", () -> config().probes(null)),
                refused("restartAll", () -> config().restartAll(null)),
                refused("resyncInterval", () -> config().resyncInterval(null)),
                refused("kubelet", () -> config().kubelet(null)),
                refused("jitter", () -> config().jitter(null)),
                refused("window", () -> new RestartBudget(1, null)),
                refused("preStop", () -> new RestartAllOptions(null, null, null)),
                refused("config", () -> new PodWorkers(null)),
                refused("pod", () -> workers.sync(null)),
                refused("podUid", () -> workers.isFinished(null)),
                refused("podUid", () -> workers.wake(null)),
                refused("podUid", () -> workers.state(null)),
                refused("podUid", () -> workers.remove(null)),
                refused("podUid", () -> workers.terminate(null, null)),
                refused("request", () -> workers.terminate("uid-1", null)),
                refused("podUids", () -> workers.retain(null)),
                refused("podUids", () -> workers.retain(Arrays.asList("uid-1", null))),
                refused("config", () -> new PodWorker(null, POD)),
                refused("pod", () -> new PodWorker(config().build(), null)),
                refused("pod", () -> worker.update(null)),
                refused("request", () -> worker.terminate(null)),
                refused("timers", () -> DriverClock.system(null)),
                refused("runtime", () -> ProbeRunner.standard(null)),
                refused("directory", () -> PodStateStore.onDisk(null)),
                refused("directory", () -> DirectoryLock.acquire(null)),
                refused("output", () -> ExecResult.exited(0, null)),
                refused("errorOutput", () -> new ExecResult(0, "", false, null)));
    }

    @ParameterizedTest
    @MethodSource("nulls")
    void nullIsRefusedWithWhatWasExpected(String name, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(NullPointerException.class)
                .hasMessageStartingWith(name + ": Required value: expected ");
    }

    static List<org.junit.jupiter.params.provider.Arguments> outOfRange() {
        return List.of(
                refused("resyncInterval", () -> config().resyncInterval(Duration.ofSeconds(-1))),
                refused("window", () -> new RestartBudget(1, Duration.ofSeconds(-1))),
                refused("max", () -> new RestartBudget(-1, Duration.ofSeconds(1))),
                refused(
                        "gracePeriod",
                        () -> new RestartAllOptions(Duration.ofSeconds(-1), RestartAllOptions.PreStop.SKIP, null)),
                refused("minInterval", () -> RestartAllOptions.KUBELET.withMinInterval(Duration.ofSeconds(-1))));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void whatIsNegativeIsRefusedWithTheValueAndTheRange(String name, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(name + ": Invalid value: (-1|PT-1S): expected .+");
    }
}
