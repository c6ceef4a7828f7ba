package dev.rekindle.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the logs of containers from filling the disk: as the kubelet does with {@code containerLogMaxSize} and {@code
 * containerLogMaxFiles} at their defaults. Processes write to their log themselves and cannot be told to open it anew,
 * so it is copied and cut; what they write in the instant between is lost.
 */
final class LogRotation {
    private static final long SIZE_MAX = 10 * 1024 * 1024;
    /** The one that is written, and those before. */
    private static final int FILES_MAX = 5;

    private static final long PERIOD_SECONDS = 1;

    private final PodFiles files;
    private final long sizeMax;
    private final CountDownLatch closed = new CountDownLatch(1);

    private LogRotation(PodFiles files, long sizeMax) {
        this.files = files;
        this.sizeMax = sizeMax;
    }

    /** Of a size that a test can write. */
    static LogRotation of(PodFiles files, long sizeMax) {
        return new LogRotation(files, sizeMax);
    }

    /** Looks at all logs once a second, until it is closed. */
    static LogRotation start(PodFiles files) {
        LogRotation rotation = of(files, SIZE_MAX);
        Thread thread = new Thread(rotation::run, "rekindle-logs");
        thread.setDaemon(true);
        thread.start();
        return rotation;
    }

    private void run() {
        try {
            while (!closed.await(PERIOD_SECONDS, TimeUnit.SECONDS)) {
                rotateAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closed.countDown();
    }

    /** What cannot be rotated now, as on a full disk, is tried again. */
    void rotateAll() {
        try {
            for (Path pod : files.pods()) {
                for (Path log : files.logs(pod)) {
                    rotateIfLarge(log);
                }
            }
        } catch (IOException e) {
            return; // the next look tries again
        }
    }

    private void rotateIfLarge(Path log) {
        try {
            if (Files.size(log) > sizeMax) {
                rotate(log);
            }
        } catch (IOException e) {
            return; // removed meanwhile, or the disk is full
        }
    }

    private static void rotate(Path log) throws IOException {
        Path copy = before(log, 1).resolveSibling(log.getFileName() + ".new");
        try (FileChannel from = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            copy(from, copy);
            for (int i = FILES_MAX - 2; i >= 1; i--) {
                moveIfThere(before(log, i), before(log, i + 1));
            }
            Files.move(copy, before(log, 1), StandardCopyOption.REPLACE_EXISTING);
            from.truncate(0);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** Also what is written while it copies, unless the writer is faster. */
    private static void copy(FileChannel from, Path copy) throws IOException {
        try (FileChannel to = FileChannel.open(
                copy, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            long copied = 0;
            long most = 2 * from.size();
            while (copied < Math.min(from.size(), most)) {
                copied += from.transferTo(copied, Math.min(from.size(), most) - copied, to);
            }
        }
    }

    private static void moveIfThere(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            return; // there are not so many yet
        }
    }

    /** The log that was written before, 1 the newest of those. */
    static Path before(Path log, int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }

    /** Deletes a log with those before. */
    static void delete(Path log) throws IOException {
        Files.deleteIfExists(log);
        for (int i = 1; i < FILES_MAX; i++) {
            Files.deleteIfExists(before(log, i));
        }
    }
}
