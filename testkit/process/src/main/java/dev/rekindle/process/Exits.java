package dev.rekindle.process;

import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.process.Records.ContainerRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells of each end once, whoever notices it first. */
final class Exits {
    private final PodFiles files;
    /** The UIDs of pods by the directories of containers whose end was not told. */
    private final Map<Path, String> running = new ConcurrentHashMap<>();

    private volatile ContainerListener listener = ContainerListener.NONE;

    Exits(PodFiles files) {
        this.files = files;
    }

    void listener(ContainerListener value) {
        listener = value;
    }

    /** Watches what another JVM started. */
    void watchAll() throws IOException {
        for (Path pod : files.pods()) {
            for (Path sandbox : files.sandboxes(pod)) {
                for (Path container : files.containers(sandbox)) {
                    watchIfRunning(container);
                }
            }
        }
    }

    private void watchIfRunning(Path container) {
        try {
            ContainerRecord record = Records.container(container);
            if (record != null && new ContainerFiles(container).running()) {
                watch(container, record);
            }
        } catch (IOException e) {
            return; // damaged: whoever asks for this pod is told
        }
    }

    /** Tells of a start, and later of the end. */
    void started(Path container, ContainerRecord record) throws IOException {
        RuntimeContainer observed = observe(container);
        if (observed != null) {
            listener.started(record.podUid(), observed);
        }
        watch(container, record);
    }

    /** Tells of the end of what could not start: to the kubelet's relist too it is a container that died. */
    void failed(Path container, ContainerRecord record) {
        running.put(container, record.podUid());
        tell(container);
        running.remove(container);
    }

    private void watch(Path container, ContainerRecord record) throws IOException {
        running.put(container, record.podUid());
        ProcessId supervisor = ProcessId.read(container.resolve(ContainerFiles.SUPERVISOR));
        ProcessHandle handle =
                supervisor == null ? null : ProcessHandle.of(supervisor.pid()).orElse(null);
        if (handle != null) {
            CompletableFuture<Void> unused = handle.onExit().thenRun(() -> tell(container));
        }
        tell(container); // it may have been too fast
    }

    /** Tells if the container has ended and that was not told. */
    void tell(Path container) {
        try {
            RuntimeContainer observed = running.containsKey(container) ? observe(container) : null;
            if (observed != null && observed.exited()) {
                String podUid = running.remove(container);
                if (podUid != null) {
                    listener.exited(podUid, observed);
                }
            }
        } catch (IOException e) {
            return; // not known: whoever looks next may tell
        }
    }

    private @Nullable RuntimeContainer observe(Path container) throws IOException {
        return new ContainerFiles(container).observe(files.id(container), files.id(PodFiles.above(container)));
    }
}
