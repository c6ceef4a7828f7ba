package dev.rekindle.lifecycle;

import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attempts that a runtime reports, by container of the spec, newest first. */
final class Attempts {
    /** All attempts, those of one container side by side. */
    private final RuntimeContainer[] sorted;

    /** Where those of each container begin, by its index; one more tells where the last ones end. */
    private final int[] begin;

    Attempts(CompiledPod pod, RuntimePod runtime) {
        List<RuntimeContainer> attempts = runtime.containers();
        begin = new int[pod.containers.size() + 1];
        for (int i = 0; i < attempts.size(); i++) {
            for (CompiledContainer c = pod.find(attempts.get(i).name()); c != null; c = c.namesake()) {
                begin[c.index()]++;
            }
        }
        for (int i = 1; i <= pod.containers.size(); i++) {
            begin[i] += begin[i - 1]; // where each ends, until it is filled, last attempt first
        }
        sorted = new RuntimeContainer[begin[pod.containers.size()]];
        for (int i = attempts.size() - 1; i >= 0; i--) {
            for (CompiledContainer c = pod.find(attempts.get(i).name()); c != null; c = c.namesake()) {
                sorted[--begin[c.index()]] = attempts.get(i);
            }
        }
    }

    /** The newest attempt, or null. */
    @Nullable
    RuntimeContainer newest(CompiledContainer container) {
        return count(container) > 0 ? sorted[begin[container.index()]] : null;
    }

    /** One of its attempts; 0 is the newest. */
    RuntimeContainer get(CompiledContainer container, int i) {
        return sorted[begin[container.index()] + i];
    }

    int count(CompiledContainer container) {
        return begin[container.index() + 1] - begin[container.index()];
    }

    List<RuntimeContainer> of(CompiledContainer container) {
        return Arrays.asList(sorted).subList(begin[container.index()], begin[container.index() + 1]);
    }
}
