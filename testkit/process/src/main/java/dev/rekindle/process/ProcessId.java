package dev.rekindle.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One process of Linux for good: its number and when it began (fields 1 and 22 of {@code /proc/PID/stat}), since
 * numbers are used again.
 *
 * @param pid its number
 * @param startTicks when it began, in clock ticks since boot
 * @param group its process group when this was noted
 */
record ProcessId(long pid, long startTicks, long group) {
    /** Fields after the name, which is in parentheses and may hold anything. */
    private static final int STATE = 0;

    private static final int GROUP = 2;
    private static final int START_TICKS = 19;

    /** Reads a line of {@code /proc/PID/stat}. */
    static ProcessId parse(String stat) {
        String[] fields = fields(stat);
        long pid = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
        return new ProcessId(pid, Long.parseLong(fields[START_TICKS]), Long.parseLong(fields[GROUP]));
    }

    /** Reads a line that a script wrote; null while it is not there or not whole. */
    static @Nullable ProcessId read(Path file) throws IOException {
        String line = Lines.read(file);
        try {
            return line == null || line.equals(Lines.CANCELLED) ? null : parse(line);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException("damaged record " + file + ": expected a line of /proc/PID/stat", e);
        }
    }

    /** Whether it runs; a zombie does not. */
    boolean alive() {
        try {
            String[] fields = fields(stat(Path.of("/proc/" + pid)));
            return Long.parseLong(fields[START_TICKS]) == startTicks && !fields[STATE].matches("[ZXx]");
        } catch (IOException e) {
            return false; // gone, perhaps while it was being read
        }
    }

    boolean leadsGroup() {
        return group == pid;
    }

    /** Reads the line of a process that is there, given its directory in {@code /proc}. */
    static String stat(Path process) throws IOException {
        return Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
    }

    private static String[] fields(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
    }
}
