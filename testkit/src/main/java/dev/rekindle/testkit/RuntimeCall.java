package dev.rekindle.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call that changed something in a {@link FakePod}, named as in the CRI.
 *
 * @param op {@code RunPodSandbox}, {@code StopPodSandbox}, {@code CreateContainer}, {@code StartContainer},
 *     {@code ExecSync}, {@code StopContainer} or {@code RemoveContainer}
 * @param id the container or sandbox
 * @param container the name of the container; empty for a sandbox
 * @param attempt the attempt number of what is created, or null
 * @param sandbox the sandbox a container is created in; empty otherwise
 * @param timeout the grace of a stop, or null
 * @param command the command of an exec; empty otherwise
 * @param keepLogs whether a removal kept the logs, or null
 * @param failed whether the call failed, as it was told to
 */
public record RuntimeCall(
        String op,
        String id,
        String container,
        @Nullable Integer attempt,
        String sandbox,
        @Nullable Duration timeout,
        List<String> command,
        @Nullable Boolean keepLogs,
        boolean failed) {
    /** Checks and copies. */
    public RuntimeCall {
        Objects.requireNonNull(op, "op must not be null");
        Objects.requireNonNull(id, "id must not be null");
        Objects.requireNonNull(container, "container must not be null");
        Objects.requireNonNull(sandbox, "sandbox must not be null");
        command = List.copyOf(command);
    }

    static RuntimeCall sandbox(String op, String id, @Nullable Integer attempt) {
        return new RuntimeCall(op, id, "", attempt, "", null, List.of(), null, false);
    }

    static RuntimeCall container(String op, String id, String container) {
        return new RuntimeCall(op, id, container, null, "", null, List.of(), null, false);
    }

    RuntimeCall created(int number, String sandboxId) {
        return new RuntimeCall(op, id, container, number, sandboxId, timeout, command, keepLogs, failed);
    }

    RuntimeCall withTimeout(Duration grace) {
        return new RuntimeCall(op, id, container, attempt, sandbox, grace, command, keepLogs, failed);
    }

    RuntimeCall withCommand(List<String> words) {
        return new RuntimeCall(op, id, container, attempt, sandbox, timeout, words, keepLogs, failed);
    }

    RuntimeCall withKeepLogs(boolean keep) {
        return new RuntimeCall(op, id, container, attempt, sandbox, timeout, command, keep, failed);
    }

    RuntimeCall asFailed() {
        return new RuntimeCall(op, id, container, null, "", null, List.of(), null, true);
    }

    /** {@return the call in one line: what is null or empty is left out} */
    @Override
    public String toString() {
        return op + " " + id
                + (attempt == null ? "" : ", attempt " + attempt)
                + (sandbox.isEmpty() ? "" : " in " + sandbox)
                + (timeout == null ? "" : ", timeout " + timeout)
                + (command.isEmpty() ? "" : " " + command)
                + (keepLogs == null ? "" : keepLogs ? ", keeps logs" : ", removes logs")
                + (failed ? ", failed" : "");
    }
}
