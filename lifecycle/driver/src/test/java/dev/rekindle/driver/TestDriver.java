package dev.rekindle.driver;

import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One pod with everything around it: a runtime, a store and a publisher that fail on demand, and a journal. */
final class TestDriver {
    final VirtualClock clock = new VirtualClock();
    final Faults faults = new Faults();
    final TestRuntime runtime = new TestRuntime(clock, faults);
    final PodStateStore states = PodStateStore.inMemory();
    final List<PodStatus> published = new ArrayList<>();
    final List<PodEvent> events = new ArrayList<>();

    final Pod pod;
    private final UnaryOperator<PodWorkersBuilder> options;
    PodWorker worker;

    TestDriver(Pod pod) {
        this(pod, builder -> builder);
    }

    TestDriver(Pod pod, UnaryOperator<PodWorkersBuilder> options) {
        this.pod = pod;
        this.options = options;
        this.worker = newWorker();
    }

    DriverConfig config() {
        return options.apply(PodWorkers.builder(runtime)
                        .store(new Store())
                        .executor(clock)
                        .clock(clock)
                        .publisher(this::publish)
                        .listener((p, event, at) -> events.add(event))
                        .jitter(() -> 0))
                .config(new OwnThreads());
    }

    private PodWorker newWorker() {
        return new PodWorker(config(), pod);
    }

    /** What a restart of the driver leaves: the runtime, and what was stored. */
    void restart() {
        worker = newWorker();
    }

    Instant runOnce() {
        return worker.runOnce(clock.now());
    }

    /** Runs until nothing is left to do but to look again in a minute. A crash restarts the driver. */
    void settle() {
        for (int i = 0; i < 200; i++) {
            Instant next;
            try {
                next = runOnce();
            } catch (Faults.Crash e) {
                restart();
                continue;
            }
            if (Duration.between(clock.now(), next).toSeconds() >= 60) {
                return;
            }
            clock.moveTo(next);
        }
        throw new AssertionError("does not come to rest: " + faults.calls);
    }

    PodStatus status() {
        return worker.state().status();
    }

    ContainerStatus status(String name) {
        ContainerStatus status = status().container(name);
        if (status == null) {
            throw new AssertionError("no status of " + name);
        }
        return status;
    }

    <T extends PodEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void publish(Pod of, PodStatus status) throws IOException {
        if (faults.before("publish")) {
            throw new IOException("the API server is away");
        }
        published.add(status);
        if (faults.after()) {
            throw new IOException("the API server went away");
        }
    }

    private final class Store implements PodStateStore {
        @Override
        public Optional<WorkerState> load(String podUid) throws IOException {
            if (faults.before("load")) {
                throw new IOException("the disk cannot be read");
            }
            Optional<WorkerState> state = states.load(podUid);
            if (faults.after()) {
                throw new IOException("the disk cannot be read");
            }
            return state;
        }

        @Override
        public void save(String podUid, WorkerState state) throws IOException {
            if (faults.before("save")) {
                throw new IOException("the disk is full");
            }
            states.save(podUid, state);
            if (faults.after()) {
                throw new IOException("the disk went away");
            }
        }

        @Override
        public void delete(String podUid) throws IOException {
            states.delete(podUid);
        }
    }
}
