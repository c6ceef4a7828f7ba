package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerState.Running;
import dev.rekindle.core.ContainerState.Terminated;
import dev.rekindle.core.ContainerState.Waiting;
import dev.rekindle.core.ContainerStatus;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Several steps of a {@link TablePod}, each going on with the state of the one before. Container statuses are written
 * {@code run}, {@code wait:CrashLoopBackOff} or as the exit code.
 */
final class TableLife {
    final TablePod pod;
    PodState state = PodState.INITIAL;
    private @Nullable Step last;

    TableLife(TablePod pod) {
        this.pod = pod;
    }

    /** {@return what is ordered} */
    String see(String runtime) {
        return see(Observation.of(TablePod.runtime(runtime)));
    }

    String see(Observation observed) {
        return at(TablePod.NOW, observed);
    }

    String at(Instant now, Observation observed) {
        last = pod.step(state, observed, now);
        state = last.next();
        return pod.text(last);
    }

    Step last() {
        return Objects.requireNonNull(last);
    }

    ContainerStatus status(String container) {
        return Objects.requireNonNull(state.status().container(container));
    }

    String shown(String container) {
        var shown = status(container).state();
        if (shown instanceof Waiting waiting) {
            return "wait:" + waiting.reason();
        }
        return shown instanceof Terminated ended
                ? Integer.toString(ended.exitCode())
                : shown instanceof Running ? "run" : "";
    }

    String condition(String type) {
        var condition = state.status().condition(type);
        return condition == null ? "none" : (condition.status() + " " + condition.reason()).trim();
    }
}
