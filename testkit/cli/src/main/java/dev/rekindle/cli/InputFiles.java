package dev.rekindle.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens what the user names. */
final class InputFiles {
    private InputFiles() {}

    static InputStream open(String name) throws IOException {
        Path path = path(name);
        if (Files.isDirectory(path)) {
            throw new BadInput(name + ": a directory, expected a file");
        }
        return Files.newInputStream(path);
    }

    static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new BadInput("\"" + name + "\": not the name of a file", e);
        }
    }

    static BadInput unreadable(String name, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new BadInput(name + ": no such file", e);
        }
        if (e instanceof AccessDeniedException) {
            return new BadInput(name + ": permission denied", e);
        }
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return new BadInput(name + ": cannot be read: " + reason, e);
    }
}
