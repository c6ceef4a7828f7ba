package dev.rekindle.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Everything a container runtime reports about one pod: all sandboxes and every attempt of every container, dead
 * ones included. The kubelet calls this {@code kubecontainer.PodStatus}.
 *
 * <pre>{@code
 * RuntimePod.builder().addSandbox(sandbox).addContainers(attempt1, attempt0).build()
 * }</pre>
 */
@Value.Immutable
@RuntimeStyle
public interface RuntimePod {
    /** A pod of which the runtime knows nothing. */
    RuntimePod EMPTY = builder().build();

    /** {@return the sandboxes, newest first; the builder takes them in any order of their creation} */
    List<Sandbox> sandboxes();

    /**
     * {@return the attempts of all containers, newest first, all names mixed; the builder takes them in any order of
     * their creation, those of the same moment newest first}
     */
    List<RuntimeContainer> containers();

    /**
     * {@return by container name, the highest attempt number of which the node still keeps a log file; how attempt
     * numbers go on after all attempts of a container were removed}
     */
    Map<String, Integer> newestLogs();

    /**
     * Returns the newest attempt of a container.
     *
     * @param name the name of the container
     * @return the first entry of that name, or null
     */
    default @Nullable RuntimeContainer newest(String name) {
        Objects.requireNonNull(name, "name: Required value: expected the name of a container");
        List<RuntimeContainer> containers = containers();
        for (int i = 0; i < containers.size(); i++) {
            RuntimeContainer container = containers.get(i);
            if (container.name().equals(name)) {
                return container;
            }
        }
        return null;
    }

    /** {@return the newest sandbox, or null} */
    default @Nullable Sandbox newestSandbox() {
        return sandboxes().isEmpty() ? null : sandboxes().get(0);
    }

    /**
     * Returns this pod, newest first. The builder asks for it.
     *
     * @return the pod
     * @throws IllegalArgumentException when the number of a log is negative
     */
    @Value.Check
    default RuntimePod newestFirst() {
        newestLogs().forEach((name, attempt) -> {
            if (attempt < 0) {
                throw new IllegalArgumentException("newestLogs: Invalid value: " + name + "=" + attempt
                        + ": expected the number of an attempt, from 0");
            }
        });
        boolean isSorted =
                isSorted(sandboxes(), Sandbox::createdAt) && isSorted(containers(), RuntimeContainer::createdAt);
        return isSorted
                ? this
                : builder()
                        .from(this)
                        .sandboxes(sorted(sandboxes(), Sandbox::createdAt))
                        .containers(sorted(containers(), RuntimeContainer::createdAt))
                        .build();
    }

    private static <T> boolean isSorted(List<T> list, Function<T, Instant> createdAt) {
        for (int i = 1; i < list.size(); i++) {
            if (createdAt.apply(list.get(i - 1)).isBefore(createdAt.apply(list.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static <T> List<T> sorted(List<T> list, Function<T, Instant> createdAt) {
        List<T> sorted = new ArrayList<>(list);
        sorted.sort(Comparator.comparing(createdAt).reversed());
        return sorted;
    }

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds runtime pods. */
    final class Builder extends ImmutableRuntimePod.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
