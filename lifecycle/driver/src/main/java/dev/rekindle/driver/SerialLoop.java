package dev.rekindle.driver;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a body again and again on an executor: when woken and when the body asked for it, never twice at once. A wake
 * during a run leads to another run. Every run is a task of its own, so that a busy loop does not keep a thread.
 */
final class SerialLoop {
    private static final Logger LOG = LoggerFactory.getLogger(SerialLoop.class);

    private enum State {
        IDLE,
        QUEUED,
        RUNNING,
        WOKEN_WHILE_RUNNING
    }

    private final Executor executor;
    private final DriverClock clock;
    private final Function<Instant, Optional<Instant>> body;

    private State state = State.IDLE;
    private @Nullable Runnable cancelTimer;
    private @Nullable Runnable last;

    /** The body gets the time and returns when it wants to run again at the latest. */
    SerialLoop(Executor executor, DriverClock clock, Function<Instant, Optional<Instant>> body) {
        this.executor = executor;
        this.clock = clock;
        this.body = body;
    }

    /** Runs the body soon. */
    synchronized void wake() {
        if (last != null) {
            return;
        }
        if (state == State.RUNNING) {
            state = State.WOKEN_WHILE_RUNNING;
        } else if (state == State.IDLE) {
            queue();
        }
    }

    /** Ends the loop: no run begins any more, and when none is under way, {@code afterwards} runs. */
    void close(Runnable afterwards) {
        synchronized (this) {
            if (last != null) {
                return;
            }
            last = afterwards;
            cancelTimer();
            if (state == State.RUNNING || state == State.WOKEN_WHILE_RUNNING) {
                return; // the run under way does it
            }
        }
        afterwards.run();
    }

    private void queue() {
        cancelTimer();
        state = State.QUEUED;
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            LOG.error("The executor rejects work; it was shut down or is full: {}", e.getMessage());
            state = State.IDLE;
            wakeAt(clock.now().plus(PodWorker.BACK_OFF_PERIOD));
        } catch (Throwable e) { // no thread could be made, say: the loop must not wait for a run that never comes
            LOG.error("The executor failed to take work", e);
            state = State.IDLE;
            wakeAt(clock.now().plus(PodWorker.BACK_OFF_PERIOD));
        }
    }

    private void wakeAt(Instant at) {
        try {
            cancelTimer = clock.schedule(this::wake, at);
        } catch (RejectedExecutionException e) {
            LOG.error("The clock rejects work; it was shut down: {}", e.getMessage());
        } catch (Throwable e) {
            LOG.error("The clock failed to take work", e);
        }
    }

    private void cancelTimer() {
        if (cancelTimer != null) {
            cancelTimer.run();
            cancelTimer = null;
        }
    }

    private void run() {
        synchronized (this) {
            if (last != null) {
                return;
            }
            state = State.RUNNING;
        }
        // what a broken body wants is not known: as after any failure
        Optional<Instant> next = Optional.of(clock.now().plus(PodWorker.BACK_OFF_PERIOD));
        try {
            next = body.apply(clock.now());
        } catch (Throwable e) {
            LOG.error("Error syncing pod, skipping", e);
        } finally {
            finished(next);
        }
    }

    private void finished(Optional<Instant> next) {
        Runnable afterwards;
        synchronized (this) {
            afterwards = last;
            boolean woken = state == State.WOKEN_WHILE_RUNNING;
            state = State.IDLE;
            if (afterwards == null && (woken || (next.isPresent() && !next.get().isAfter(clock.now())))) {
                queue();
            } else if (afterwards == null && next.isPresent()) {
                wakeAt(next.get());
            }
        }
        if (afterwards != null) {
            afterwards.run();
        }
    }
}
