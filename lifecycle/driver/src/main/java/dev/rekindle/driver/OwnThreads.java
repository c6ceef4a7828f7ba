package dev.rekindle.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that workers made for themselves. None of them keeps the JVM alive. */
final class OwnThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PodWorkers.class);

    /** What is under way ends soon once it is interrupted; a runtime that does not is not waited for. */
    private static final long PATIENCE_SECONDS = 10;

    /** The first whose virtual threads do not hold their carrier while they block in a synchronized method (JEP 491). */
    private static final int VIRTUAL_THREADS_JDK = 24;

    private final List<ExecutorService> executors = new ArrayList<>();

    ExecutorService executor() {
        return own(newExecutor());
    }

    /** One thread is enough: a timer only wakes. */
    DriverClock clock() {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, daemons("rekindle-timer-"));
        timers.setRemoveOnCancelPolicy(true); // a pod wakes far more often than its timer comes due
        return DriverClock.system(own(timers));
    }

    private <T extends ExecutorService> T own(T executor) {
        executors.add(executor);
        return executor;
    }

    /** Compiled against 17, so that what came later is looked up. */
    private static ExecutorService newExecutor() {
        if (Runtime.version().feature() >= VIRTUAL_THREADS_JDK) {
            try {
                return (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null);
            } catch (ReflectiveOperationException e) {
                LOG.debug("No virtual threads", e);
            }
        }
        return Executors.newCachedThreadPool(daemons("rekindle-worker-"));
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Interrupts what is under way and waits for its end. On one of these threads, which is interrupted itself then,
     * it does not wait.
     */
    @Override
    public void close() {
        executors.forEach(ExecutorService::shutdownNow);
        try {
            for (ExecutorService executor : executors) {
                if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    LOG.warn("Work on a pod goes on {} s after it was interrupted", PATIENCE_SECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
