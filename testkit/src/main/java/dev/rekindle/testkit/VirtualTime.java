package dev.rekindle.testkit;

import dev.rekindle.driver.DriverClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;

/**
 * A clock that moves only when told to, and the tasks to run as it moves. Tasks run in the order of their times, and
 * those of the same time in the order in which they were scheduled, so that a run is the same every time. Also the
 * clock and the executor of a driver: {@code DriverConfig.builder(runtime, store, time, time)}. Not safe for use by
 * several threads.
 */
public final class VirtualTime implements DriverClock, Executor {
    /** Where time begins, unless told otherwise. */
    public static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

    private final Instant start;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.comparing(Task::at).thenComparing(task -> task.last).thenComparing(task -> task.number));
    private Instant now;
    private long scheduled;

    /** Begins at {@link #DEFAULT_START}. */
    public VirtualTime() {
        this(DEFAULT_START);
    }

    /**
     * Begins at a time.
     *
     * @param start the time
     */
    public VirtualTime(Instant start) {
        this.start = Objects.requireNonNull(start, "start must not be null");
        this.now = start;
    }

    /** Something to be done at a time. */
    public final class Task {
        private final Instant at;
        private final boolean last;
        private final long number;
        private final Runnable work;

        private Task(Instant at, boolean last, long number, Runnable work) {
            this.at = at;
            this.last = last;
            this.number = number;
            this.work = work;
        }

        /** {@return when it is due} */
        public Instant at() {
            return at;
        }

        /** Takes it off the schedule; does nothing when it has run. */
        public void cancel() {
            tasks.remove(this);
        }

        @Override
        public String toString() {
            return "task at " + at;
        }
    }

    @Override
    public Instant now() {
        return now;
    }

    /** {@return how long it is since the beginning} */
    public Duration elapsed() {
        return Duration.between(start, now);
    }

    /**
     * Schedules a task.
     *
     * @param at when to run it; a time that is over counts as now
     * @param work what to do
     * @return the task
     */
    public Task at(Instant at, Runnable work) {
        return add(at, false, work);
    }

    /** Schedules a task that comes after all others of its time. */
    Task atLast(Instant at, Runnable work) {
        return add(at, true, work);
    }

    private Task add(Instant at, boolean last, Runnable work) {
        Objects.requireNonNull(at, "at must not be null");
        Objects.requireNonNull(work, "work must not be null");
        Task task = new Task(at.isBefore(now) ? now : at, last, scheduled++, work);
        tasks.add(task);
        return task;
    }

    @Override
    public Runnable schedule(Runnable task, Instant at) {
        return at(at, task)::cancel;
    }

    @Override
    public void execute(Runnable task) {
        at(now, task);
    }

    /**
     * Moves on, with all that is due on the way, while the caller waits. Of several that wait inside each other the
     * one that began last goes on first.
     */
    @Override
    public void sleep(Duration duration) {
        if (!duration.isNegative()) {
            advance(duration);
        }
    }

    /** {@return when the next task is due; empty when none is scheduled} */
    public Optional<Instant> next() {
        return Optional.ofNullable(tasks.peek()).map(Task::at);
    }

    /**
     * Moves to the time of the next task and runs it.
     *
     * @return whether there was one
     */
    public boolean runNext() {
        Task task = tasks.poll();
        if (task == null) {
            return false;
        }
        now = task.at.isAfter(now) ? task.at : now;
        task.work.run();
        return true;
    }

    /**
     * Moves on, and runs the tasks that are due on the way, among them those that they schedule.
     *
     * @param duration how far
     * @throws IllegalArgumentException when it is negative
     */
    public void advance(Duration duration) {
        Instant end = now.plus(notNegative(duration, "duration"));
        while (next().filter(at -> !at.isAfter(end)).isPresent()) {
            runNext();
        }
        now = end.isAfter(now) ? end : now; // a task may have slept
    }

    static Duration notNegative(Duration duration, String name) {
        Objects.requireNonNull(duration, name + " must not be null");
        if (duration.isNegative()) {
            throw new IllegalArgumentException("invalid " + name + " " + duration + ": expected no negative time");
        }
        return duration;
    }

    /** {@return where time is, and what is due next} */
    @Override
    public String toString() {
        return now + ", " + elapsed() + " since the beginning, "
                + next().map(at -> tasks.size() + " tasks, the next at " + at).orElse("no task");
    }
}
