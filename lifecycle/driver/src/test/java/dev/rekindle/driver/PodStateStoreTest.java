package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rekindle.core.PodPhase;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.PodState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodStateStoreTest {
    @TempDir
    Path directory = Path.of("");

    /** A state with something in every part. */
    private static WorkerState busy() {
        TestDriver driver = new TestDriver(TestPods.training());
        driver.runtime.endsAtOnce.put("init", 0);
        driver.settle();
        for (int i = 0; i < 2; i++) {
            driver.runtime.exit("proxy", 1);
            driver.runOnce();
            driver.runOnce();
        }
        driver.runtime.exit("trainer", TestPods.TRIGGER);
        driver.runOnce();
        PodState state = driver.worker.state();
        assertThat(state.causes()).isNotEmpty();
        assertThat(state.backOff()).isNotEmpty();
        assertThat(state.startErrors()).isNotEmpty();
        return WorkerState.of(state, List.of(Timestamp.of(Instant.EPOCH)), Instant.ofEpochMilli(1));
    }

    private static WorkerState with(PodState state) {
        return WorkerState.of(state);
    }

    @Test
    void whatIsSavedIsLoadedByTheNextDriver() throws IOException {
        WorkerState state = busy();
        try (PodStateStore store = PodStateStore.onDisk(directory)) {
            store.save("uid-1", state);
        }

        try (PodStateStore next = PodStateStore.onDisk(directory)) {
            assertThat(next.load("uid-1")).contains(state);
            assertThat(next.load("uid-2")).isEmpty();
        }
    }

    @Test
    void everyPodHasItsFile() throws IOException {
        PodStateStore store = PodStateStore.onDisk(directory.resolve("a/b"));
        store.save("uid-1", busy());
        store.save("uid-2", with(PodState.INITIAL));
        try (Stream<Path> files = Files.list(directory.resolve("a/b"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("uid-1.json", "uid-2.json", ".lock");
        }

        store.delete("uid-1");
        store.delete("uid-1");
        assertThat(store.load("uid-1")).isEmpty();
        assertThat(store.load("uid-2")).contains(with(PodState.INITIAL));
    }

    @Test
    void whatIsStoredIsListed() throws IOException {
        Files.writeString(directory.resolve("notes.txt"), "not ours");
        Files.writeString(directory.resolve("uid-9.json.new"), "{");
        Files.writeString(directory.resolve(".hidden.json"), "{");
        PodStateStore memory = PodStateStore.inMemory();
        for (PodStateStore store : List.of(PodStateStore.onDisk(directory), memory)) {
            store.save("uid-1", busy());
            store.save("uid.2", busy());
            store.save("uid-3", busy());
            store.delete("uid-3");

            assertThat(store.podUids()).containsExactlyInAnyOrder("uid-1", "uid.2");
        }
    }

    @Test
    void aCrashBeforeTheRenameLeavesTheStateBefore() throws IOException {
        FileStateStore crashing = new FileStateStore(directory) {
            @Override
            void rename(Path from, Path to) throws IOException {
                if (Files.exists(to)) {
                    throw new Faults.Crash();
                }
                super.rename(from, to);
            }
        };
        crashing.save("uid-1", with(PodState.INITIAL));
        WorkerState next = busy();
        assertThatThrownBy(() -> crashing.save("uid-1", next)).isInstanceOf(Faults.Crash.class);
        crashing.close();

        PodStateStore after = PodStateStore.onDisk(directory);
        assertThat(after.load("uid-1")).contains(with(PodState.INITIAL));
        after.save("uid-1", next);
        assertThat(after.load("uid-1")).contains(next);
    }

    @Test
    void aCrashWhileWritingLeavesTheStateBefore() throws IOException {
        PodStateStore store = PodStateStore.onDisk(directory);
        store.save("uid-1", with(PodState.INITIAL));
        Files.writeString(directory.resolve("uid-1.json.new"), "{\"pod\":{\"stat");

        assertThat(store.load("uid-1")).contains(with(PodState.INITIAL));
        store.save("uid-1", busy());
        assertThat(store.load("uid-1")).contains(busy());
    }

    @Test
    void whatIsOnTheDiskIsWholeBeforeItTakesTheName() throws IOException {
        String[] renamed = new String[1];
        FileStateStore store = new FileStateStore(directory) {
            @Override
            void rename(Path from, Path to) throws IOException {
                renamed[0] = Files.readString(from);
                super.rename(from, to);
            }
        };
        store.save("uid-1", busy());

        assertThat(Files.readString(directory.resolve("uid-1.json"))).isEqualTo(renamed[0]);
    }

    @Test
    void anUnreadableFileIsNamedAndLeftAlone() throws IOException {
        PodStateStore store = PodStateStore.onDisk(directory);
        Path file = directory.resolve("uid-1.json");
        for (String text : List.of(
                "",
                "\0\0\0\0",
                "{\"pod\":",
                "{}{",
                "null",
                "[]",
                "7",
                "{\"version\":\"1\"}",
                "{\"version\":0}",
                "{\"startedAgain\":\"yesterday\"}",
                "{\"pod\":{\"work\":\"SLEEPING\"}}",
                "{\"pod\":{\"backOff\":{\"k\":{\"delay\":\"soon\"}}}}",
                "[".repeat(100_000))) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> store.load("uid-1"))
                    .as("file with %s", text)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("state file " + file + " is unreadable: ");
            assertThat(Files.readAllBytes(file)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aFileOfANewerVersionIsRefusedAndOneWithoutAVersionIsRead() throws IOException {
        PodStateStore store = PodStateStore.onDisk(directory);
        store.save("uid-1", busy());
        Path file = directory.resolve("uid-1.json");
        String json = Files.readString(file);
        assertThat(json).startsWith("{\"version\":1,");

        Files.writeString(file, json.replace("\"version\":1,", ""));
        assertThat(store.load("uid-1")).contains(busy());
        Files.writeString(file, json.replace("\"version\":1,", "\"version\":2,"));
        assertThatThrownBy(() -> store.load("uid-1"))
                .hasMessage("state file " + file + " is unreadable: it is of version 2, from a newer release; this one"
                        + " knows versions up to 1");
    }

    @Test
    void onlyThePodWhoseFileIsDamagedIsRefusedAndItCanBeRemoved() throws IOException {
        Path damaged = Files.writeString(directory.resolve("bad.json"), "{\"pod\":");
        VirtualClock clock = new VirtualClock();
        List<PodEvent> events = new ArrayList<>();
        TestRuntime runtime = new TestRuntime(clock, new Faults());
        try (PodStateStore store = PodStateStore.onDisk(directory);
                PodWorkers workers = PodWorkers.builder(runtime)
                        .store(store)
                        .executor(clock)
                        .clock(clock)
                        .listener((pod, event, at) -> events.add(event))
                        .start()) {
            for (String uid : List.of("bad", "good")) {
                workers.sync(TestPods.pod(
                        uid, List.of(), List.of(TestPods.container("app").build())));
            }
            clock.runFor(Duration.ofSeconds(1));
            assertThat(runtime.running()).containsExactly("app");
            assertThat(workers.state("good").orElseThrow().status().phase()).isEqualTo(PodPhase.RUNNING);
            assertThat(events)
                    .filteredOn(PodEvent.DutyFailed.class::isInstance)
                    .singleElement()
                    .satisfies(failed -> assertThat(((PodEvent.DutyFailed) failed).message())
                            .startsWith("state file " + damaged + " is unreadable: "));

            workers.remove("bad");
            assertThat(damaged).doesNotExist();
        }
    }

    @Test
    void whatCannotBeSavedLeavesTheStateBeforeAndNoRest() throws IOException {
        boolean[] full = {false};
        FileStateStore store = new FileStateStore(directory) {
            @Override
            void rename(Path from, Path to) throws IOException {
                if (full[0]) {
                    throw new IOException("No space left on device");
                }
                super.rename(from, to);
            }
        };
        store.save("uid-1", with(PodState.INITIAL));
        full[0] = true;
        WorkerState next = busy();
        assertThatThrownBy(() -> store.save("uid-1", next)).hasMessage("No space left on device");
        assertThat(store.load("uid-1")).contains(with(PodState.INITIAL));
        full[0] = false;
        store.save("uid-1", next);
        assertThat(store.load("uid-1")).contains(next);
    }

    @Test
    void aWorkerOverAnUnreadableFileDoesNothingAndSaysWhy() throws IOException {
        Files.writeString(directory.resolve("uid-1.json"), "{");
        TestDriver driver = new TestDriver(TestPods.training());
        PodWorker worker = new PodWorker(
                PodWorkers.builder(driver.runtime)
                        .store(PodStateStore.onDisk(directory))
                        .executor(driver.clock)
                        .clock(driver.clock)
                        .listener((pod, event, at) -> driver.events.add(event))
                        .config(new OwnThreads()),
                driver.pod);
        worker.runOnce(driver.clock.now());

        assertThat(driver.faults.calls).isEmpty();
        assertThat(driver.events(PodEvent.DutyFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.message()).contains("uid-1.json is unreadable: "));
        assertThat(directory.resolve("uid-1.json")).hasContent("{");
    }

    @Test
    void aUidThatIsNoFileNameIsRefused() throws IOException {
        PodStateStore store = PodStateStore.onDisk(directory);
        for (String uid : List.of("", "../x", "a/b", ".hidden", "a b", "x".repeat(201))) {
            assertThatThrownBy(() -> store.save(uid, with(PodState.INITIAL)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("metadata.uid: Invalid value: \"" + uid + "\": expected ");
        }
    }

    @Test
    void whatIsCreatedMayBeReadByItsOwnerOnly() throws IOException {
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path fresh = directory.resolve("a/b");
        try (PodStateStore store = PodStateStore.onDisk(fresh)) {
            store.save("uid-1", busy());
        }

        assertThat(permissions(directory.resolve("a"))).isEqualTo("rwx------");
        assertThat(permissions(fresh)).isEqualTo("rwx------");
        assertThat(permissions(fresh.resolve("uid-1.json"))).isEqualTo("rw-------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefusedAtOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        for (Path bad : List.of(file, file.resolve("below"))) {
            assertThatThrownBy(() -> PodStateStore.onDisk(bad))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("directory " + bad + " cannot be used: ");
        }
    }

    @Test
    void aStoreThatWasClosedWritesNothingMore() throws IOException {
        PodStateStore store = PodStateStore.onDisk(directory);
        store.close();
        try (PodStateStore next = PodStateStore.onDisk(directory)) {
            store.close();
            assertThatThrownBy(() -> store.save("uid-1", with(PodState.INITIAL)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(" is closed");
            assertThatThrownBy(() -> PodStateStore.onDisk(directory))
                    .as("closing twice does not take away what the next one has")
                    .hasMessageContaining(" is in use by this process already: pid "
                            + ProcessHandle.current().pid());
            assertThat(next.load("uid-1")).isEmpty();
        }
    }
}
