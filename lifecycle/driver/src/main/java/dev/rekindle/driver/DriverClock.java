package dev.rekindle.driver;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The time of a driver: real in production, virtual in tests. */
public interface DriverClock {
    /** {@return the present time} */
    Instant now();

    /**
     * Returns a time that only goes forward, for measuring how long something took: the time of day may be set.
     *
     * @return nanoseconds since some moment; by default those of {@link #now()}, for clocks that are not set
     */
    default long nanoTime() {
        Instant now = now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /**
     * Waits, for a {@code sleep} hook.
     *
     * @param duration how long; nothing happens when it is not positive
     * @throws InterruptedException when the thread is interrupted
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Runs a task later. The task is short.
     *
     * @param task what to run
     * @param at when; at once when that is over
     * @return cancels the task if it has not begun
     */
    Runnable schedule(Runnable task, Instant at);

    /**
     * The clock of the system.
     *
     * @param timers runs the tasks; one thread is enough for any number of pods
     * @return the clock
     */
    static DriverClock system(ScheduledExecutorService timers) {
        Arguments.required(timers, "timers", "an executor, such as Executors.newSingleThreadScheduledExecutor()");
        return new DriverClock() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                if (!duration.isNegative()) {
                    TimeUnit.NANOSECONDS.sleep(TimeUnit.NANOSECONDS.convert(duration)); // which knows no overflow
                }
            }

            @Override
            public Runnable schedule(Runnable task, Instant at) {
                long millis = TimeUnit.MILLISECONDS.convert(Duration.between(now(), at));
                long rounded = millis == Long.MAX_VALUE ? millis : Math.max(0, millis + 1);
                Future<?> future = timers.schedule(task, rounded, TimeUnit.MILLISECONDS);
                return () -> future.cancel(false);
            }
        };
    }
}
