package dev.rekindle.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Files of one line. They are written beside their place and then linked or renamed into it; so no reader sees half
 * of one, also when the disk is full.
 */
final class Lines {
    /** What stands in place of a process that must not start any more. */
    static final String CANCELLED = "cancelled";

    private Lines() {}

    /** {@return the line, without spaces at its end; null when it is not there or not whole} */
    static @Nullable String read(Path file) throws IOException {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.endsWith("\n") ? text.stripTrailing() : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** {@return whether the file was created; not when it was there already} */
    static boolean create(Path file, String line) throws IOException {
        Path fresh = fresh(file, line);
        try {
            Files.createLink(file, fresh);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Takes the place of what is there. */
    static void replace(Path file, String line) throws IOException {
        Path fresh = fresh(file, line);
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static Path fresh(Path file, String line) throws IOException {
        Path directory = PodFiles.above(file);
        Path fresh = Files.createTempFile(directory, file.getFileName() + ".", ".new"); // only we may read it
        try {
            Files.writeString(fresh, line + "\n");
            return fresh;
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
    }
}
