package dev.rekindle.process;

import dev.rekindle.core.Reasons;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimeContainer.State;
import dev.rekindle.process.Records.ContainerRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The state of one container, as its files and processes show it. */
final class ContainerFiles {
    static final String PROCESS = "process";
    static final String SUPERVISOR = "supervisor";
    static final String EXIT = "exit";

    private static final String START_ERROR = "128 StartError ";

    /** What containerd says of a container whose exit it does not know. */
    private static final String LOST = "255 Unknown Its supervisor ended without recording the exit code";

    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}( .*)?", Pattern.DOTALL);

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
        Lines.create(directory.resolve(EXIT), START_ERROR + message.replace('\n', ' '));
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
        if (started == null && exit != null) {
            started = Instant.EPOCH; // as containerd reports a start that failed
        }
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
                .finishedAt(exit == null ? null : later(created, ended()))
                .exitCode(Integer.parseInt(words[0]))
                .reason(reason(state, words))
                .message(words[2].strip())
                .build();
    }

    private static String reason(State state, String[] words) {
        if (state != State.EXITED || !words[1].isEmpty()) {
            return words[1];
        }
        return words[0].equals("0") ? Reasons.COMPLETED : Reasons.ERROR;
    }

    /**
     * The exit as it was recorded: the code, then perhaps a reason and a message. When nobody is left to record it,
     * this does: the real code is lost then.
     */
    private @Nullable String exitLine() throws IOException {
        String line = wholeExit();
        ProcessId process = line == null ? process() : null;
        if (process == null || process.alive() || supervised()) {
            return line;
        }
        line = wholeExit(); // the supervisor may have written it as its last act
        if (line != null) {
            return line;
        }
        try {
            Lines.replace(directory.resolve(EXIT), LOST);
        } catch (NoSuchFileException e) {
            return null; // removed meanwhile
        } catch (IOException e) {
            return LOST; // no room to write it down; the next look tries again
        }
        return LOST;
    }

    /** The line of the file, unless that is damaged: then nobody knows the exit. */
    private @Nullable String wholeExit() throws IOException {
        String line = Lines.read(directory.resolve(EXIT));
        return line == null || !WHOLE.matcher(line).matches() ? null : line;
    }

    private @Nullable Instant ended() throws IOException {
        Instant written = modified(EXIT);
        return written == null ? modified(PROCESS) : written;
    }

    /** {@return whether it ended without having run, because it could not start} */
    boolean failedToStart() throws IOException {
        String line = wholeExit();
        return line != null && line.startsWith(START_ERROR);
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
