package dev.rekindle.lifecycle.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.PodState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
        return new WorkerState(state, List.of(Timestamp.of(Instant.EPOCH)));
    }

    private static WorkerState with(PodState state) {
        return new WorkerState(state, List.of());
    }

    @Test
    void whatIsSavedIsLoadedByTheNextDriver() throws IOException {
        WorkerState state = busy();
        PodStateStore.onDisk(directory).save("uid-1", state);

        assertThat(PodStateStore.onDisk(directory).load("uid-1")).contains(state);
        assertThat(PodStateStore.onDisk(directory).load("uid-2")).isEmpty();
    }

    @Test
    void everyPodHasItsFile() throws IOException {
        PodStateStore store = PodStateStore.onDisk(directory.resolve("a/b"));
        store.save("uid-1", busy());
        store.save("uid-2", with(PodState.INITIAL));
        try (Stream<Path> files = Files.list(directory.resolve("a/b"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("uid-1.json", "uid-2.json");
        }

        store.delete("uid-1");
        store.delete("uid-1");
        assertThat(store.load("uid-1")).isEmpty();
        assertThat(store.load("uid-2")).contains(with(PodState.INITIAL));
    }

    @Test
    void aCrashBeforeTheRenameLeavesTheStateBefore() throws IOException {
        PodStateStore.onDisk(directory).save("uid-1", with(PodState.INITIAL));
        FileStateStore crashing = new FileStateStore(directory) {
            @Override
            void rename(Path from, Path to) {
                throw new Faults.Crash();
            }
        };
        WorkerState next = busy();
        assertThatThrownBy(() -> crashing.save("uid-1", next)).isInstanceOf(Faults.Crash.class);

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

        assertThat(PodStateStore.onDisk(directory).load("uid-1")).contains(with(PodState.INITIAL));
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
        for (String text :
                List.of("", "{\"pod\":", "null", "[]", "{\"pod\":{\"backOff\":{\"k\":{\"delay\":\"soon\"}}}}")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> store.load("uid-1"))
                    .as("file with %s", text)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("state file " + file + " is unreadable: ");
            assertThat(Files.readAllBytes(file)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aWorkerOverAnUnreadableFileDoesNothingAndSaysWhy() throws IOException {
        Files.writeString(directory.resolve("uid-1.json"), "{");
        TestDriver driver = new TestDriver(TestPods.training());
        PodWorker worker = new PodWorker(
                DriverConfig.builder(driver.runtime, PodStateStore.onDisk(directory), driver.clock, driver.clock)
                        .listener((pod, event, at) -> driver.events.add(event))
                        .build(),
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
}
