package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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

    private static PodWorkersBuilder builder() {
        return PodWorkers.builder(RUNTIME).executor(CLOCK).clock(CLOCK);
    }

    private static org.junit.jupiter.params.provider.Arguments refused(String name, ThrowingCallable call) {
        return arguments(name, call);
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> nulls() {
        PodWorkers workers = builder().start();
        return Stream.of(
                refused("runtime", () -> PodWorkers.builder(null)),
                refused("store", () -> builder().store(null)),
                refused("executor", () -> builder().executor(null)),
                refused("clock", () -> builder().clock(null)),
                refused("publisher", () -> builder().publisher(null)),
                refused("listener", () -> builder().listener(null)),
                refused("probes", () -> builder().probes(null)),
                refused("restartAll", () -> builder().restartAll(null)),
                refused("resyncInterval", () -> builder().resyncInterval(null)),
                refused("kubelet", () -> builder().kubelet(null)),
                refused("jitter", () -> builder().jitter(null)),
                refused("window", () -> new RestartBudget(1, null)),
                refused("preStop", () -> RestartAllOptions.KUBELET.withPreStop(null)),
                refused("pod", () -> workers.sync(null)),
                refused("podUid", () -> workers.isFinished(null)),
                refused("podUid", () -> workers.wake(null)),
                refused("podUid", () -> workers.state(null)),
                refused("podUid", () -> workers.remove(null)),
                refused("podUid", () -> workers.terminate(null, null)),
                refused("request", () -> workers.terminate("uid-1", null)),
                refused("podUids", () -> workers.retain(null)),
                refused("podUids", () -> workers.retain(Arrays.asList("uid-1", null))),
                refused("timers", () -> DriverClock.system(null)),
                refused("runtime", () -> ProbeRunner.standard(null)),
                refused("directory", () -> PodStateStore.onDisk(null)),
                refused("directory", () -> DirectoryLock.acquire(null)),
                refused("output", () -> ExecResult.exited(0, null)),
                refused("errorOutput", () -> ExecResult.exited(0, "").withErrorOutput(null)));
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
                refused("resyncInterval", () -> builder().resyncInterval(Duration.ofSeconds(-1))),
                refused("window", () -> new RestartBudget(1, Duration.ofSeconds(-1))),
                refused("max", () -> new RestartBudget(-1, Duration.ofSeconds(1))),
                refused("gracePeriod", () -> RestartAllOptions.KUBELET.withGracePeriod(Duration.ofSeconds(-1))),
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
