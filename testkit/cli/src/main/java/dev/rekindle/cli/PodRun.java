package dev.rekindle.cli;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.driver.ContainerRuntime;
import dev.rekindle.driver.PodStateStore;
import dev.rekindle.driver.PodWorkers;
import dev.rekindle.driver.RestartAllOptions;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.process.ContainerListener;
import dev.rekindle.process.ProcessRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** One pod, its driver and what is told of it. */
final class PodRun implements AutoCloseable {
    /** The kubelet looks as often when it hears nothing. */
    private static final Duration RESYNC = Duration.ofSeconds(1);

    final RunFacts facts;
    private final Pod pod;
    private final BlockingQueue<Fact> queue = new LinkedBlockingQueue<>();
    private final PodWorkers workers;

    PodRun(
            Pod pod,
            Kubelet kubelet,
            RestartAllOptions restartAll,
            ProcessRuntime processes,
            UnaryOperator<ContainerRuntime> around,
            PodStateStore store,
            Instant begin) {
        this.pod = pod;
        this.facts = new RunFacts(begin);
        workers = PodWorkers.builder(around.apply(processes))
                .store(store)
                .kubelet(kubelet)
                .restartAll(restartAll)
                .resyncInterval(RESYNC)
                .publisher((published, status) -> queue.add(facts.status(published, status, Instant.now())))
                .listener((about, event, at) -> facts.of(event, at).ifPresent(queue::add))
                .start();
        processes.listener(new ContainerListener() {
            @Override
            public void started(String podUid, RuntimeContainer container) {
                queue.add(facts.started(container, Instant.now()));
            }

            @Override
            public void exited(String podUid, RuntimeContainer container) {
                queue.add(facts.exited(container, Instant.now()));
                workers.wake(podUid);
            }
        });
    }

    void start() {
        workers.sync(pod);
    }

    /** Ends the pod as a deletion does: with its hooks and grace periods. */
    void terminate() {
        workers.terminate(pod.metadata().uid(), Termination.deletion(null));
    }

    /** What was told since the last time; waits a moment for the first. */
    List<Fact> take(Duration patience) throws InterruptedException {
        List<Fact> taken = new ArrayList<>();
        Fact first = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            queue.drainTo(taken);
        }
        return taken;
    }

    PodStatus status() {
        return state().status();
    }

    /** Whether the status is final and everything was told. */
    boolean ended() {
        return workers.isFinished(pod.metadata().uid()) && queue.isEmpty();
    }

    private PodState state() {
        return workers.state(pod.metadata().uid()).orElse(PodState.INITIAL);
    }

    /** Begins nothing any more, and waits for what is under way; what is waiting is interrupted. */
    @Override
    public void close() {
        workers.close();
    }
}
