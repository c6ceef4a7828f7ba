package dev.rekindle.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks at the same time as far as the executor has threads. The calling thread takes part: it runs whatever
 * nobody has begun. So nothing waits for a pool whose threads all wait.
 */
final class Together {
    private Together() {}

    /** Something that may fail. */
    interface Task {
        void run() throws ContainerRuntimeException;
    }

    /** Runs a task and returns what it failed with; an {@link Error} as the cause of an exception. */
    static @Nullable Exception attempt(Task task) {
        try {
            task.run();
            return null;
        } catch (ContainerRuntimeException | RuntimeException e) {
            return e;
        } catch (Error e) {
            throwFatal(e);
            return new IllegalStateException(e.toString(), e);
        }
    }

    /** What the JVM cannot go on from is thrown; an overflown stack has been unwound. */
    static void throwFatal(Throwable e) {
        if (e instanceof VirtualMachineError fatal && !(e instanceof StackOverflowError)) {
            throw fatal;
        }
    }

    /** Runs all to their end. Returns the failures, in the order of the tasks. */
    static List<Exception> run(Executor executor, List<Task> tasks) {
        List<FutureTask<Optional<Exception>>> futures = new ArrayList<>();
        for (Task task : tasks) {
            futures.add(new FutureTask<>(() -> Optional.ofNullable(attempt(task))));
        }
        for (int i = 1; i < futures.size(); i++) {
            try {
                executor.execute(futures.get(i));
            } catch (RejectedExecutionException e) {
                break; // shut down or full: the loop below runs them
            }
        }
        List<Exception> failures = new ArrayList<>();
        for (FutureTask<Optional<Exception>> future : futures) {
            future.run();
            get(future).ifPresent(failures::add);
        }
        return failures;
    }

    private static <T> T get(FutureTask<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true; // a stop that has begun is waited for; the runtime sees its own interrupts
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof Error error) {
                        throw error;
                    }
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
