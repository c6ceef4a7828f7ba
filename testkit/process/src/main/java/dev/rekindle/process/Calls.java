package dev.rekindle.process;

import dev.rekindle.driver.ContainerRuntimeException;
import java.io.IOException;

/** Turns the failures of one call into those of the interface. */
final class Calls {
    private Calls() {}

    interface Call<T> {
        T call() throws IOException, InterruptedException, ContainerRuntimeException;
    }

    static <T> T run(String reason, Call<T> call) throws ContainerRuntimeException {
        try {
            return call.call();
        } catch (IOException e) {
            throw new ContainerRuntimeException(reason, e.getMessage() == null ? e.toString() : e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContainerRuntimeException(reason, "interrupted", e);
        }
    }
}
