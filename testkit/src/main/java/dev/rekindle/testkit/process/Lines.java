package dev.rekindle.testkit.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Files of one line, which a script writes with one call and creates only if they are not there. A line counts when
 * it is whole, with its line feed; so no reader sees half of one.
 */
final class Lines {
    /** What stands in place of a process that must not start any more. */
    static final String CANCELLED = "cancelled";

    private Lines() {}

    static @Nullable String read(Path file) throws IOException {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return text.endsWith("\n") ? text.substring(0, text.length() - 1) : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** {@return whether the file was created; not when it was there already} */
    static boolean create(Path file, String line) throws IOException {
        try {
            Files.writeString(file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
