package dev.rekindle.core;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a container runtime reports about one pod: all sandboxes and every attempt of every container, dead
 * ones included. The kubelet calls this {@code kubecontainer.PodStatus}.
 *
 * @param sandboxes newest first
 * @param containers newest first, all names mixed
 * @param newestLogs by container name, the highest attempt number of which the node still keeps a log file; how
 *     attempt numbers go on after all attempts of a container were removed
 */
public record RuntimePod(List<Sandbox> sandboxes, List<RuntimeContainer> containers, Map<String, Integer> newestLogs) {
    /** A pod of which the runtime knows nothing. */
    public static final RuntimePod EMPTY = new RuntimePod(List.of(), List.of(), Map.of());

    /** Copies. */
    public RuntimePod {
        sandboxes = List.copyOf(sandboxes);
        containers = List.copyOf(containers);
        newestLogs = Map.copyOf(newestLogs);
    }

    /**
     * Returns the newest attempt of a container.
     *
     * @param name the name of the container
     * @return the first entry of that name, or null
     */
    public @Nullable RuntimeContainer newest(String name) {
        for (int i = 0; i < containers.size(); i++) {
            RuntimeContainer container = containers.get(i);
            if (container.name().equals(name)) {
                return container;
            }
        }
        return null;
    }

    /** {@return the newest sandbox, or null} */
    public @Nullable Sandbox newestSandbox() {
        return sandboxes.isEmpty() ? null : sandboxes.get(0);
    }
}
