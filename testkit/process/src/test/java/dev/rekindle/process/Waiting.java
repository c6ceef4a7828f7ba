package dev.rekindle.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Waits for what processes do, at most as long as the runtime itself is patient. */
final class Waiting {
    private Waiting() {}

    /** Looks again whenever something changes in a directory or below it: containers tell what they did by files. */
    static <T> T forChange(Path directory, Callable<T> look, Predicate<T> enough) throws Exception {
        long deadline = System.nanoTime() + Processes.PATIENCE.toNanos();
        try (WatchService changes = directory.getFileSystem().newWatchService()) {
            watch(directory, changes);
            T seen = look.call();
            while (!enough.test(seen)) {
                WatchKey changed = changes.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertThat(changed).as("something new in place of " + seen).isNotNull();
                changed.pollEvents();
                changed.reset();
                watch(directory, changes); // before the look: what comes later is an event
                seen = look.call();
            }
            return seen;
        }
    }

    /** Nothing tells of the end of a process that is not our child, so this asks again and again. */
    static void forEnd(BooleanSupplier alive) throws InterruptedException {
        assertThat(Processes.await(() -> !alive.getAsBoolean(), Processes.PATIENCE))
                .as("the process has ended")
                .isTrue();
    }

    private static void watch(Path directory, WatchService changes) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                visited.register(
                        changes,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
