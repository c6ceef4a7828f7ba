package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

    PodState absorb(PodState state, Look look, Instant now) {
        List<ActionResult> results = look.observed.results();
        if (results.isEmpty() && !isAnyNews(look)) {
            return forget(state, now); // as in most steps
        }
        Draft draft = new Draft(state);
        for (CompiledContainer container : pod.containers) {
            RuntimeContainer newest = look.newest(container);
            if (newest != null && isNew(newest, look.old(container))) {
                newAttempt(container, newest, look, draft);
            }
        }
        for (int i = 0; i < results.size(); i++) {
            ActionResult result = results.get(i);
            if (result.action() instanceof StartContainer start) {
                Instant at = result.at() == null ? now : result.at();
                if (result.failure() == null) {
                    draft.removeStartError(start.name());
                } else {
                    failedStart(start, result.failure(), look, draft, at);
                }
            }
        }
        causes(state, look, draft);
        return forget(draft.done(), now);
    }

    /**
     * Drops back-off entries that would be reset anyway, as the kubelet does every two seconds, also that of a container
     * which waits: it may start then ({@code GC}, client-go/util/flowcontrol/backoff.go).
     */
    private static PodState forget(PodState state, Instant now) {
        if (state.backOff().isEmpty()) {
            return state;
        }
        for (BackOffEntry entry : state.backOff().values()) {
            if (CrashLoopBackOff.expired(entry, now)) {
                return state.withBackOff(CrashLoopBackOff.gc(state.backOff(), now));
            }
        }
        return state;
    }

    /** Whether an attempt has begun, or ended in a way that may have triggered a restart of all containers. */
    private boolean isAnyNews(Look look) {
        for (int i = 0; i < pod.containers.size(); i++) {
            CompiledContainer container = pod.containers.get(i);
            RuntimeContainer newest = look.newest(container);
            boolean news =
                    newest != null && (isNew(newest, look.old(container)) || RestartAll.isTrigger(container, newest));
            if (news) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNew(RuntimeContainer newest, @Nullable ContainerStatus status) {
        return status != null && !newest.id().equals(status.containerID());
    }

    private void newAttempt(CompiledContainer container, RuntimeContainer newest, Look look, Draft draft) {
        if (newest.state() != RuntimeContainer.State.CREATED) {
            draft.removeStartError(container.name()); // what was only created did not start
        }
        Instant finishedAt = endBefore(container, newest, look, draft);
        if (finishedAt != null) {
            count(container, finishedAt, newest.createdAt(), draft);
        }
    }

    /**
     * Counts a start. The entry tells which one was counted last: an observation may come twice, and the status from
     * which new attempts are told may have been refused.
     */
    private void count(CompiledContainer container, Instant finishedAt, Instant startedAt, Draft draft) {
        String key = pod.backOffKey(container);
        BackOffEntry entry = draft.backOff().get(key);
        if (entry == null || !entry.lastUpdate().equals(startedAt)) {
            draft.changeBackOff().put(key, backOff.next(entry, finishedAt, startedAt));
        }
    }

    /** The end from which the back-off of this start counted: as reported, or as far as the runtime still tells. */
    private static @Nullable Instant endBefore(
            CompiledContainer container, RuntimeContainer started, Look look, Draft draft) {
        StartContainer start = draft.starts(look.observed.results()).get(new Start(started.name(), started.attempt()));
        return start != null ? start.lastFinishedAt() : LastEnd.of(look.attempts.of(container), started);
    }

    private record Start(String name, int attempt) {}

    private void failedStart(StartContainer start, Failure failure, Look look, Draft draft, Instant at) {
        CompiledContainer container = pod.find(start.name());
        if (container == null) {
            return;
        }
        draft.changeStartErrors().put(start.name(), failure);
        if (ImagePullBackOff.isFailedPull(failure)) {
            failedPull(container, failure, draft, at);
        }
        Instant finishedAt = start.lastFinishedAt();
        RuntimeContainer newest = look.newest(container);
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
            if (!draft.addPulled(image) || !entry.lastUpdate().equals(at)) {
                draft.changeStartErrors().put(container.name(), entry.waiting(image));
            }
            return;
        }
        draft.addPulled(image);
        draft.changeImagePulls().put(image, ImagePullBackOff.next(entry, failure, at));
    }

    private void causes(PodState state, Look look, Draft draft) {
        boolean underWay = state.status().isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING);
        if (pod.restartAllEnabled && pod.hasRestartAllRule && !underWay) {
            causes(pod.init, look, draft);
            causes(pod.regular, look, draft);
        }
    }

    private static void causes(List<CompiledContainer> containers, Look look, Draft draft) {
        for (int i = 0; i < containers.size(); i++) {
            CompiledContainer container = containers.get(i);
            RuntimeContainer newest = look.newest(container);
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
        private List<RestartCause> newCauses = List.of();
        /** The starts that were reported. */
        private @Nullable Map<Start, StartContainer> starts;
        /** Images whose pull failed in what was observed. */
        private @Nullable Set<String> pulled;

        private Draft(PodState state) {
            this.state = state;
        }

        private Map<Start, StartContainer> starts(List<ActionResult> results) {
            if (starts == null) {
                starts = new HashMap<>();
                for (ActionResult result : results) {
                    if (result.action() instanceof StartContainer start) {
                        starts.putIfAbsent(new Start(start.name(), start.attempt()), start);
                    }
                }
            }
            return starts;
        }

        /** {@return whether it is the first failed pull of the image in what was observed} */
        private boolean addPulled(String image) {
            if (pulled == null) {
                pulled = new HashSet<>();
            }
            return pulled.add(image);
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
            boolean tells = !cause.containerID().isEmpty();
            if (tells && !isKnown(cause, state.causes()) && !isKnown(cause, newCauses)) {
                newCauses = Growing.with(newCauses, cause);
            }
        }

        private static boolean isKnown(RestartCause cause, List<RestartCause> causes) {
            for (int i = 0; i < causes.size(); i++) {
                if (causes.get(i).containerID().equals(cause.containerID())) {
                    return true;
                }
            }
            return false;
        }

        private List<RestartCause> causes() {
            if (newCauses.isEmpty()) {
                return state.causes();
            }
            List<RestartCause> all = new ArrayList<>(state.causes());
            all.addAll(newCauses);
            return List.copyOf(all.subList(Math.max(0, all.size() - PodState.CAUSES_MAX), all.size()));
        }

        private PodState done() {
            if (backOff == null && startErrors == null && imagePulls == null && newCauses.isEmpty()) {
                return state;
            }
            PodState made = new PodState(
                    state.work(),
                    state.status(),
                    backOff == null ? state.backOff() : PodState.sorted(backOff),
                    startErrors == null ? state.startErrors() : PodState.sorted(startErrors),
                    causes(),
                    imagePulls == null ? state.imagePulls() : PodState.sorted(imagePulls));
            return made.equals(state) ? state : made;
        }
    }
}
