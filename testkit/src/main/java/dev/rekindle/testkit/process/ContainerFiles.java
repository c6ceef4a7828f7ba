package dev.rekindle.testkit.process;

import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimeContainer.State;
import dev.rekindle.testkit.process.Records.ContainerRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of one container, as its files and processes show it. */
final class ContainerFiles {
    static final String PROCESS = "process";
    static final String SUPERVISOR = "supervisor";
    static final String EXIT = "exit";

    private static final int KILLED = 137;
    private static final String LOST =
            KILLED + " ContainerStatusUnknown Its supervisor ended without recording the exit code";

    final Path directory;

    ContainerFiles(Path directory) {
        this.directory = directory;
    }

    boolean exited() throws IOException {
        return exitLine() != null;
    }

    @Nullable
    ProcessId process() throws IOException {
        return ProcessId.read(directory.resolve(PROCESS));
    }

    /** {@return whether it has begun and not ended} */
    boolean running() throws IOException {
        return process() != null && exitLine() == null;
    }

    /** How a container ended that could not even start. */
    void failedToStart(String message) throws IOException {
        Lines.create(directory.resolve(EXIT), "128 StartError " + message.replace('\n', ' '));
    }

    @Nullable
    RuntimeContainer observe(String id, String sandboxId) throws IOException {
        ContainerRecord record = Records.container(directory);
        if (record == null) {
            return null; // being created or removed
        }
        String exit = exitLine();
        Instant created = record.created();
        Instant started = process() == null ? null : later(created, modified(PROCESS));
        State state = exit != null ? State.EXITED : started == null ? State.CREATED : State.RUNNING;
        String[] words = exit == null ? new String[] {"0", "", ""} : (exit + "  ").split(" ", 3);
        return RuntimeContainer.builder()
                .id(id)
                .name(record.name())
                .sandboxId(sandboxId)
                .state(state)
                .attempt(record.attempt())
                .image(record.image())
                .createdAt(created)
                .startedAt(started)
                .finishedAt(exit == null ? null : later(started == null ? created : started, modified(EXIT)))
                .exitCode(Integer.parseInt(words[0]))
                .reason(reason(state, words))
                .message(words[2].strip())
                .build();
    }

    private static String reason(State state, String[] words) {
        if (state != State.EXITED || !words[1].isEmpty()) {
            return words[1];
        }
        return words[0].equals("0") ? "Completed" : "Error";
    }

    /**
     * The exit as it was recorded: the code, then perhaps a reason and a message. When nobody is left to record it,
     * this does: the real code is lost then.
     */
    private @Nullable String exitLine() throws IOException {
        String line = Lines.read(directory.resolve(EXIT));
        ProcessId process = line == null ? process() : null;
        if (process == null || process.alive() || supervised()) {
            return line;
        }
        try {
            Lines.create(directory.resolve(EXIT), LOST); // unless the supervisor did it just now
        } catch (NoSuchFileException e) {
            return null; // removed meanwhile
        }
        return Lines.read(directory.resolve(EXIT));
    }

    private boolean supervised() throws IOException {
        ProcessId supervisor = ProcessId.read(directory.resolve(SUPERVISOR));
        return supervisor != null && supervisor.alive();
    }

    private @Nullable Instant modified(String file) throws IOException {
        try {
            return Files.getLastModifiedTime(directory.resolve(file)).toInstant();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** The clock of files lags behind by some milliseconds. */
    private static @Nullable Instant later(Instant least, @Nullable Instant time) {
        return time == null || time.isAfter(least) ? time : least;
    }
}
