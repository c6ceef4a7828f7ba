package dev.rekindle.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads a log while it is being written. */
final class LogTail {
    private static final int READ_MAX = 64 * 1024;

    /** Colours, and whatever else begins as they do. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]");

    final String container;
    final int attempt;
    private final Path file;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long offset;

    LogTail(String container, int attempt, Path file) {
        this.container = container;
        this.attempt = attempt;
        this.file = file;
    }

    /** Leaves out what is there already. */
    LogTail fromEnd() throws IOException {
        offset = Files.exists(file) ? Files.size(file) : 0;
        return this;
    }

    /** {@return the lines that became whole, of at most 64 KiB} */
    List<String> poll() throws IOException {
        List<String> lines = new ArrayList<>();
        for (byte b : read()) {
            if (b == '\n' || line.size() >= READ_MAX) {
                lines.add(take());
            } else {
                line.write(b);
            }
        }
        return lines;
    }

    /** Hands over the rest, piece by piece, when nobody writes any more. */
    void finish(Consumer<List<String>> piece) throws IOException {
        long before;
        do {
            before = offset;
            piece.accept(poll());
        } while (offset > before);
        if (line.size() > 0) {
            piece.accept(List.of(take()));
        }
    }

    /** What could move the cursor of a terminal is left out. */
    private String take() {
        String text = COLOUR.matcher(line.toString(StandardCharsets.UTF_8)).replaceAll("");
        line.reset();
        StringBuilder harmless = new StringBuilder(text.length());
        text.chars().filter(c -> !Layout.isHarmful(c)).forEach(c -> harmless.append((char) c));
        return harmless.toString();
    }

    /** A log that is shorter than what was read of it has been rotated: the rest is in the one before. */
    private byte[] read() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            if (channel.size() >= offset) {
                return read(channel);
            }
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
        byte[] rest = readRotated();
        if (rest.length == 0) {
            offset = 0;
            return read();
        }
        return rest;
    }

    private byte[] readRotated() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file.resolveSibling(file.getFileName() + ".1"))) {
            return read(channel);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private byte[] read(SeekableByteChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(READ_MAX);
        channel.position(offset);
        int count = Math.max(0, channel.read(buffer));
        offset += count;
        return Arrays.copyOf(buffer.array(), count);
    }
}
