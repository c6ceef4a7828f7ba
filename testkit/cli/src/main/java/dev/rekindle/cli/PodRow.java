package dev.rekindle.cli;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerState.Terminated;
import dev.rekindle.core.ContainerState.Waiting;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The line of {@code kubectl get pod} ({@code printPod}, pkg/printers/internalversion/printers.go) for a pod that is
 * neither gated nor being deleted.
 */
final class PodRow {
    private final Pod pod;
    private final Set<String> sidecars = new HashSet<>();
    private String status;
    private int total;
    private int ready;
    private Restarts restarts = new Restarts();
    private final Restarts ofSidecars = new Restarts();

    PodRow(Pod pod, PodStatus podStatus) {
        this.pod = pod;
        for (Container container : pod.spec().initContainers()) {
            if (ContainerKind.ofInit(container) == ContainerKind.SIDECAR) {
                sidecars.add(container.name());
            }
        }
        total = pod.spec().containers().size() + sidecars.size();
        status = podStatus.reason().isEmpty() ? podStatus.phase().value() : podStatus.reason();
        if (!initializing(podStatus) || podStatus.isTrue(PodConditionType.INITIALIZED)) {
            regular(podStatus);
        }
    }

    /** The cells: name, ready, status, restarts, age. */
    List<String> cells(Instant now, Duration age) {
        return List.of(pod.metadata().name(), ready + "/" + total, status, restarts.text(now), Durations.age(age));
    }

    private boolean initializing(PodStatus podStatus) {
        List<ContainerStatus> statuses = podStatus.initContainerStatuses();
        for (int i = 0; i < statuses.size(); i++) {
            ContainerStatus container = statuses.get(i);
            restarts.add(container);
            if (sidecars.contains(container.name())) {
                ofSidecars.add(container);
            }
            Terminated ended = container.terminated();
            if (ended != null && ended.exitCode() == 0) {
                continue;
            }
            if (sidecars.contains(container.name()) && Boolean.TRUE.equals(container.started())) {
                ready += container.ready() ? 1 : 0;
                continue;
            }
            status = "Init:" + initReason(container.state(), i, statuses.size());
            return true;
        }
        return false;
    }

    private static String initReason(@Nullable ContainerState state, int index, int count) {
        if (state instanceof Terminated ended) {
            return reason(ended);
        }
        String waitingFor = state instanceof Waiting waiting ? waiting.reason() : "";
        boolean telling = !waitingFor.isEmpty() && !waitingFor.equals(Reasons.POD_INITIALIZING);
        return telling ? waitingFor : index + "/" + count;
    }

    private static String reason(Terminated ended) {
        return ended.reason().isEmpty() ? "ExitCode:" + ended.exitCode() : ended.reason();
    }

    /** From here on init containers do not count any more, sidecars do. */
    private void regular(PodStatus podStatus) {
        restarts = ofSidecars;
        boolean running = false;
        List<ContainerStatus> statuses = podStatus.containerStatuses();
        for (int i = statuses.size() - 1; i >= 0; i--) {
            ContainerStatus container = statuses.get(i);
            restarts.add(container);
            if (container.state() instanceof Waiting waiting
                    && !waiting.reason().isEmpty()) {
                status = waiting.reason();
            } else if (container.terminated() != null) {
                status = reason(container.terminated());
            } else if (container.ready() && container.isRunning()) {
                running = true;
                ready++;
            }
        }
        if (status.equals(Reasons.COMPLETED) && running) {
            status = podStatus.isTrue(PodConditionType.READY) ? "Running" : "NotReady";
        }
    }

    /** How often, and when last. */
    private static final class Restarts {
        private int count;
        private @Nullable Instant last;

        void add(ContainerStatus container) {
            count += container.restartCount();
            Terminated ended = container.lastTerminated();
            if (ended != null && ended.finishedAt() != null) {
                Instant end = ended.finishedAt().instant();
                last = last == null || end.isAfter(last) ? end : last;
            }
        }

        String text(Instant now) {
            boolean dated = count != 0 && last != null;
            return count + (dated ? " (" + Durations.age(Duration.between(last, now)) + " ago)" : "");
        }
    }
}
