package dev.rekindle.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Standard output of a process, where a failed write ends the command. A {@link PrintWriter} keeps failures to itself:
 * nobody would notice that a disk is full, and a command would go on for a reader that left.
 */
final class StandardOutput extends OutputStream {
    private final OutputStream out;

    private StandardOutput(OutputStream out) {
        this.out = out;
    }

    static PrintWriter writer(OutputStream out) {
        return new PrintWriter(new StandardOutput(out), false, StandardCharsets.UTF_8);
    }

    /** Nothing more can be written. Unchecked, since a {@link PrintWriter} swallows what is checked. */
    static final class Lost extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final boolean readerLeft;

        Lost(IOException cause, boolean readerLeft) {
            super("rekindle: cannot write to standard output: " + cause.getMessage(), cause);
            this.readerLeft = readerLeft;
        }

        /** Whether a reader such as {@code head} has enough, which is no error. */
        boolean readerLeft() {
            return readerLeft;
        }
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new Lost(e, readerLeft(e));
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new Lost(e, readerLeft(e));
        }
    }

    /** The message is in the language of the user; what the output is tells more, where the system says it. */
    private static boolean readerLeft(IOException e) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException unknown) {
            return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
        }
    }
}
