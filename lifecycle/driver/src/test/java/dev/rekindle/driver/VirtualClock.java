package dev.rekindle.driver;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Time that moves when told to, and an executor that runs when told to. Everything on one thread. */
final class VirtualClock implements DriverClock, Executor {
    private record Timer(Instant at, long order, Runnable task) {}

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparing(Timer::at).thenComparing(Timer::order));
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Duration set = Duration.ZERO;
    private long order;
    /** What is due while somebody sleeps runs, as it does on other threads; otherwise time just jumps. */
    boolean runsWhileSomebodySleeps;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration duration) {
        if (runsWhileSomebodySleeps) {
            runFor(duration);
        } else {
            now = now.plus(duration);
        }
    }

    synchronized void moveTo(Instant at) {
        now = at.isAfter(now) ? at : now;
    }

    /** Sets the clock back, as an administrator would: timers, which count time spans, do not notice. */
    void setBack(Duration duration) {
        List<Timer> running = List.copyOf(timers);
        timers.clear();
        running.forEach(timer -> timers.add(new Timer(timer.at.minus(duration), timer.order, timer.task)));
        now = now.minus(duration);
        set = set.plus(duration);
    }

    /** Without what the clock was set by. */
    @Override
    public long nanoTime() {
        return Duration.between(Instant.EPOCH, now.plus(set)).toNanos();
    }

    @Override
    public Runnable schedule(Runnable task, Instant at) {
        Timer timer = new Timer(at, order++, task);
        timers.add(timer);
        return () -> timers.removeIf(t -> t.order == timer.order);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs what is queued, and timers, until that time. */
    void runUntil(Instant end) {
        for (int i = 0; i < 100_000; i++) {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            } else if (!timers.isEmpty() && !timers.peek().at.isAfter(end)) {
                Timer timer = timers.remove();
                moveTo(timer.at);
                timer.task.run();
            } else {
                moveTo(end);
                return;
            }
        }
        throw new AssertionError("does not come to rest");
    }

    void runFor(Duration duration) {
        runUntil(now.plus(duration));
    }

    int timers() {
        return timers.size();
    }

    int queued() {
        return tasks.size();
    }
}
