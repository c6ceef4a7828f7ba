package dev.rekindle.testkit.invariants;

import static dev.rekindle.testkit.invariants.Seen.first;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerState.Terminated;
import dev.rekindle.core.ContainerState.Waiting;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.Probe;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.Reasons;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.ProbeResults;
import dev.rekindle.testkit.invariants.Seen.Pair;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds of the statuses of containers. */
final class ContainerInvariants {
    private static final String RESTARTING = Reasons.RESTARTING_ALL_CONTAINERS;
    private static final int REMOVED = 137;

    static final List<Invariant> LIST = List.of(
            new Invariant(
                    7,
                    "ephemerals-are-left-alone",
                    "A restart neither stops nor removes an ephemeral container, and its restart count stays.",
                    ContainerInvariants::ephemerals),
            new Invariant(
                    46,
                    "restart-counts-grow",
                    "The restart count of a container does not decrease.",
                    s -> s.pod().restartAllEnabled()
                            ? s.firstPair(p -> p.old() != null
                                    && p.fresh().restartCount() < p.old().restartCount())
                            : null),
            new Invariant(
                    47,
                    "one-more-restart",
                    "The step that makes the condition False counts one restart more for every container that ran or"
                            + " had ended as published before, and none for the others.",
                    ContainerInvariants::oneMoreRestart),
            new Invariant(
                    48,
                    "placeholders",
                    "The step that makes the condition False shows every container that ran or had ended as waiting,"
                            + " RestartingAllContainers, with 137 as its last exit code.",
                    ContainerInvariants::placeholders),
            new Invariant(
                    49,
                    "restarting-is-shown-once",
                    "The waiting reason RestartingAllContainers does not outlast one step.",
                    s -> s.fresh().equals(s.old())
                            ? null
                            : s.firstPair(p -> p.old() != null && isRestarting(p.old()) && isRestarting(p.fresh()))),
            new Invariant(
                    50,
                    "last-state-stays",
                    "The last state RestartingAllContainers stays until the container has ended by itself, or a new"
                            + " attempt follows one that was created and did not start.",
                    ContainerInvariants::lastStateStays),
            new Invariant(
                    71,
                    "probed-by-its-own-id",
                    "A sidecar or regular container that runs is ready, or started, only when it has no such probe or"
                            + " the probe succeeded for its own id.",
                    ContainerInvariants::probed));

    private ContainerInvariants() {}

    private static @Nullable String probed(Seen s) {
        if (s.fresh().equals(s.old())) {
            return null; // a new one may have been refused, with all it says about probes
        }
        for (Container container : s.pod().probed()) {
            ContainerStatus status = s.fresh().container(container.name());
            if (status == null || !status.isRunning()) {
                continue;
            }
            String id = status.containerID();
            ProbeResults probes = s.observed().probes();
            if (Boolean.TRUE.equals(status.started())
                    && !succeeded(container.startupProbe(), probes.startup().get(id))) {
                return container.name() + " is started, but its probe said "
                        + probes.startup().get(id);
            }
            if (status.ready()
                    && !succeeded(container.readinessProbe(), probes.readiness().get(id))) {
                return container.name() + " is ready, but its probe said "
                        + probes.readiness().get(id);
            }
        }
        return null;
    }

    private static boolean succeeded(@Nullable Probe probe, @Nullable ProbeResult result) {
        return result == null ? probe == null : result == ProbeResult.SUCCESS;
    }

    private static boolean isRestarting(ContainerStatus status) {
        return status.state() instanceof Waiting waiting && waiting.reason().equals(RESTARTING);
    }

    private static boolean lastIsRestarting(ContainerStatus status) {
        Terminated last = status.lastTerminated();
        return last != null && last.reason().equals(RESTARTING) && last.exitCode() == REMOVED;
    }

    private static @Nullable String ephemerals(Seen s) {
        if (!s.resets() || !s.sandboxIsIntact() || s.pod().has(Divergence.EPHEMERAL_TERMINATED)) {
            return null;
        }
        List<String> names = s.pod().pod().spec().ephemeralContainers().stream()
                .map(c -> c.name())
                .toList();
        String touched = first(s.step().actions(), action -> touches(action, names));
        if (touched != null) {
            return touched;
        }
        for (ContainerStatus fresh : s.fresh().ephemeralContainerStatuses()) {
            ContainerStatus old = Seen.find(s.old().ephemeralContainerStatuses(), fresh.name());
            boolean there = s.runtime().newest(fresh.name()) != null;
            if (there && old != null && old.restartCount() != fresh.restartCount() && old.isRunning()) {
                return old + " became " + fresh;
            }
        }
        return null;
    }

    private static boolean touches(PodAction action, List<String> names) {
        return (action instanceof StopContainer stop && names.contains(stop.name()))
                || (action instanceof RemoveContainer remove && names.contains(remove.name()));
    }

    private static boolean began(Pair pair) {
        return pair.old() != null && pair.old().state() != null && !(pair.old().state() instanceof Waiting);
    }

    private static @Nullable String oneMoreRestart(Seen s) {
        return s.beginsAnew()
                ? s.firstPair(p ->
                        p.old() != null && p.fresh().restartCount() != p.old().restartCount() + (began(p) ? 1 : 0))
                : null;
    }

    private static @Nullable String placeholders(Seen s) {
        if (!s.beginsAnew()) {
            return null;
        }
        return s.firstPair(p -> {
            boolean masked = s.before().startErrors().containsKey(p.fresh().name());
            boolean waits = masked || isRestarting(p.fresh());
            boolean last = lastIsRestarting(p.fresh()) || s.pod().has(Divergence.TRIGGER_EXIT_CODE_KEPT);
            return began(p) && !(waits && last);
        });
    }

    private static @Nullable String lastStateStays(Seen s) {
        if (!s.pod().restartAllEnabled() || s.pod().has(Divergence.LAST_STATE_LOST)) {
            return null;
        }
        return s.firstPair(p -> {
            if (p.old() == null || !lastIsRestarting(p.old()) || lastIsRestarting(p.fresh())) {
                return false;
            }
            if (p.fresh().lastState() instanceof Waiting) {
                return false; // the kubelet shows the attempt before as it is, even when it never started
            }
            Terminated last = p.fresh().lastTerminated();
            boolean ended = p.old().terminated() != null;
            return last == null || (last.containerID().isEmpty() && !ended);
        });
    }
}
