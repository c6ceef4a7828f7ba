package dev.rekindle.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the states of pods survive the driver. Calls for different pods come at the same time, those for one pod one
 * after the other.
 */
public interface PodStateStore extends AutoCloseable {
    /**
     * Reads the state of a pod.
     *
     * @param podUid the UID of the pod
     * @return the state that was saved last, or empty when none was
     * @throws IOException when there is one and it cannot be read; then nothing is done for this pod until it can be,
     *     or until the pod is removed. The message says what to look at, such as a file
     */
    Optional<WorkerState> load(String podUid) throws IOException;

    /**
     * Saves the state of a pod; afterwards it survives a crash.
     *
     * @param podUid the UID of the pod
     * @param state the state
     * @throws IOException when it was not saved; then the state before is still there
     */
    void save(String podUid, WorkerState state) throws IOException;

    /**
     * Forgets the state of a pod.
     *
     * @param podUid the UID of the pod; nothing happens when there is no state
     * @throws IOException when it may still be there
     */
    void delete(String podUid) throws IOException;

    /**
     * Lists the pods of which there are states, for house-keeping ({@link PodWorkers#retain}).
     *
     * @return their UIDs; by default none, and then nothing is kept house of
     * @throws IOException when that cannot be told
     */
    default Set<String> podUids() throws IOException {
        return Set.of();
    }

    /**
     * Lets another driver use what this store holds, where only one may. Whoever opened the store closes it, after the
     * workers; {@link PodWorkers#close} does not. By default nothing happens.
     *
     * @throws IOException when that failed
     */
    @Override
    default void close() throws IOException {}

    /**
     * A store that lives as long as the process: for pods that do not outlive it, and for tests.
     *
     * @return an empty store
     */
    static PodStateStore inMemory() {
        Map<String, WorkerState> states = new ConcurrentHashMap<>();
        return new PodStateStore() {
            @Override
            public Optional<WorkerState> load(String podUid) {
                return Optional.ofNullable(states.get(podUid));
            }

            @Override
            public void save(String podUid, WorkerState state) {
                states.put(podUid, state);
            }

            @Override
            public void delete(String podUid) {
                states.remove(podUid);
            }

            @Override
            public Set<String> podUids() {
                return Set.copyOf(states.keySet());
            }
        };
    }

    /**
     * A store of JSON files, one for each pod, named by its UID. A file is replaced as a whole and is on the disk when
     * {@link #save} returns. What is created may be read by its owner only. Needs Jackson 2 databind, an optional
     * dependency.
     *
     * @param directory where the files are; created when it does not exist; this store has it for itself until it is
     *     closed or the JVM ends
     * @return the store; close it for another to be opened on the directory
     * @throws IOException when another store has the directory, in this JVM or another one, whose holder the message
     *     names; or when the directory cannot be written
     */
    static PodStateStore onDisk(Path directory) throws IOException {
        return new FileStateStore(Arguments.required(directory, "directory", "where the files are"));
    }
}
