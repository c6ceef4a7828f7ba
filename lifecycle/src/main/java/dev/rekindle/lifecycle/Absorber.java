package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes what was seen into the state: back-off entries move when a new attempt is seen (or a start is reported to
 * have failed), start errors come and go with reported failures and new attempts, causes are noted when their
 * restart begins. Never because something was ordered: an order may be lost.
 */
final class Absorber {
    private final CompiledPod pod;
    private final CrashLoopBackOff backOff;

    Absorber(CompiledPod pod, CrashLoopBackOff backOff) {
        this.pod = pod;
        this.backOff = backOff;
    }

    PodState absorb(PodState state, Observation observed, Instant now) {
        Draft draft = new Draft(state);
        each(pod.init, state.status().initContainerStatuses(), observed, draft);
        each(pod.regular, state.status().containerStatuses(), observed, draft);
        each(pod.ephemeral, state.status().ephemeralContainerStatuses(), observed, draft);
        for (ActionResult result : observed.results()) {
            if (result.action() instanceof StartContainer start) {
                Instant at = result.at() == null ? now : result.at();
                if (result.failure() == null) {
                    draft.removeStartError(start.name());
                } else {
                    failedStart(start, result.failure(), observed.runtime(), draft, at);
                }
            }
        }
        causes(state, observed.runtime(), draft);
        return draft.done();
    }

    private void each(
            List<CompiledContainer> containers, List<ContainerStatus> known, Observation observed, Draft draft) {
        for (int i = 0; i < containers.size(); i++) {
            CompiledContainer container = containers.get(i);
            RuntimeContainer newest = observed.runtime().newest(container.name());
            ContainerStatus status = Statuses.find(known, container.name());
            if (newest != null && status != null && !newest.id().equals(status.containerID())) {
                newAttempt(container, newest, observed, draft);
            }
        }
    }

    private void newAttempt(CompiledContainer container, RuntimeContainer newest, Observation observed, Draft draft) {
        if (newest.state() != RuntimeContainer.State.CREATED) {
            draft.removeStartError(container.name()); // what was only created did not start
        }
        Instant finishedAt = endBefore(newest, observed);
        if (finishedAt != null) {
            count(container, finishedAt, newest.createdAt(), draft);
        }
    }

    /**
     * Counts a start. The entry tells which one was counted last: an observation may come twice, and the status from
     * which new attempts are told may have been refused.
     */
    private void count(CompiledContainer container, Instant finishedAt, Instant startedAt, Draft draft) {
        BackOffEntry entry = draft.backOff().get(container.backOffKey());
        if (entry == null || !entry.lastUpdate().equals(startedAt)) {
            draft.changeBackOff().put(container.backOffKey(), backOff.next(entry, finishedAt, startedAt));
        }
    }

    /** The end from which the back-off of this start counted: as reported, or as far as the runtime still tells. */
    private static @Nullable Instant endBefore(RuntimeContainer started, Observation observed) {
        for (ActionResult result : observed.results()) {
            if (result.action() instanceof StartContainer start
                    && start.name().equals(started.name())
                    && start.attempt() == started.attempt()) {
                return start.lastFinishedAt();
            }
        }
        return LastEnd.of(started.name(), observed.runtime(), started);
    }

    private void failedStart(StartContainer start, Failure failure, RuntimePod runtime, Draft draft, Instant at) {
        CompiledContainer container = pod.findAny(start.name());
        if (container == null) {
            return;
        }
        draft.changeStartErrors().put(start.name(), failure);
        if (ImagePullBackOff.isFailedPull(failure)) {
            failedPull(container, failure, draft, at);
        }
        Instant finishedAt = start.lastFinishedAt();
        RuntimeContainer newest = runtime.newest(start.name());
        boolean counted = newest != null && newest.attempt() == start.attempt(); // it exists: counted as a new attempt
        if (finishedAt != null && !counted) {
            count(container, finishedAt, at, draft);
        }
    }

    /** Containers of one image share its back-off: the second of a sync would not have pulled it again. */
    private static void failedPull(CompiledContainer container, Failure failure, Draft draft, Instant at) {
        String image = container.spec().image();
        ImagePullBackOff entry = draft.imagePulls().get(image);
        if (entry != null && entry.inBackOff(at)) {
            if (!draft.pulled.add(image) || !entry.lastUpdate().equals(at)) {
                draft.changeStartErrors().put(container.name(), entry.waiting(image));
            }
            return;
        }
        draft.pulled.add(image);
        draft.changeImagePulls().put(image, ImagePullBackOff.next(entry, failure, at));
    }

    private void causes(PodState state, RuntimePod runtime, Draft draft) {
        if (!pod.restartAllEnabled || !pod.hasRestartAllRule || isRestarting(state.status())) {
            return;
        }
        causes(pod.init, runtime, draft);
        causes(pod.regular, runtime, draft);
    }

    private static boolean isRestarting(PodStatus status) {
        return status.isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING);
    }

    private static void causes(List<CompiledContainer> containers, RuntimePod runtime, Draft draft) {
        for (int i = 0; i < containers.size(); i++) {
            CompiledContainer container = containers.get(i);
            RuntimeContainer newest = runtime.newest(container.name());
            if (newest != null && RestartAll.isTrigger(container, newest)) {
                Instant finishedAt = newest.finishedAt();
                draft.addCause(new RestartCause(
                        container.name(),
                        newest.id(),
                        newest.exitCode(),
                        container.rules().firstMatch(newest.exitCode()),
                        finishedAt == null ? null : Timestamp.of(finishedAt)));
            }
        }
    }

    /** The state while it changes; copies a part only when it does. */
    private static final class Draft {
        private final PodState state;
        private @Nullable Map<String, BackOffEntry> backOff;
        private @Nullable Map<String, Failure> startErrors;
        private @Nullable Map<String, ImagePullBackOff> imagePulls;
        private List<RestartCause> causes;
        /** Images whose pull failed in what was observed. */
        private final Set<String> pulled = new HashSet<>();

        private Draft(PodState state) {
            this.state = state;
            this.causes = state.causes();
        }

        private Map<String, Failure> startErrors() {
            return startErrors != null ? startErrors : state.startErrors();
        }

        private Map<String, Failure> changeStartErrors() {
            if (startErrors == null) {
                startErrors = new TreeMap<>(state.startErrors());
            }
            return startErrors;
        }

        private void removeStartError(String name) {
            if (startErrors().containsKey(name)) {
                changeStartErrors().remove(name);
            }
        }

        private Map<String, ImagePullBackOff> imagePulls() {
            return imagePulls != null ? imagePulls : state.imagePulls();
        }

        private Map<String, ImagePullBackOff> changeImagePulls() {
            if (imagePulls == null) {
                imagePulls = new TreeMap<>(state.imagePulls());
            }
            return imagePulls;
        }

        private Map<String, BackOffEntry> backOff() {
            return backOff != null ? backOff : state.backOff();
        }

        private Map<String, BackOffEntry> changeBackOff() {
            if (backOff == null) {
                backOff = new TreeMap<>(state.backOff());
            }
            return backOff;
        }

        private void addCause(RestartCause cause) {
            for (RestartCause known : causes) {
                if (known.containerID().equals(cause.containerID())) {
                    return;
                }
            }
            List<RestartCause> all = new ArrayList<>(causes);
            all.add(cause);
            causes = all;
        }

        private PodState done() {
            if (backOff == null && startErrors == null && imagePulls == null && causes == state.causes()) {
                return state;
            }
            return new PodState(state.work(), state.status(), backOff(), startErrors(), causes, imagePulls());
        }
    }
}
