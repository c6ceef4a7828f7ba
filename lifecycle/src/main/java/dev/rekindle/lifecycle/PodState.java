package dev.rekindle.lifecycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must survive a crash of the driver: a value that serialises to JSON with Jackson 2 and 3.
 *
 * @param work how far the pod is on its way out
 * @param status the last status that was computed; see {@link #publish}
 * @param backOff CrashLoopBackOff entries by {@linkplain CrashLoopBackOff#key key}
 * @param startErrors by container, why its last start failed
 * @param causes what triggered the latest restarts of all containers, oldest first, at most {@value #CAUSES_MAX}
 * @param imagePulls by image, as in the spec, how long its next pull waits
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"work", "status", "backOff", "startErrors", "causes", "imagePulls"})
public record PodState(
        Work work,
        PodStatus status,
        Map<String, BackOffEntry> backOff,
        Map<String, Failure> startErrors,
        List<RestartCause> causes,
        Map<String, ImagePullBackOff> imagePulls) {
    /** How many causes are kept. */
    public static final int CAUSES_MAX = 4;

    /** The state of a pod that nobody has looked at. */
    public static final PodState INITIAL = new PodState(null, null, null, null, null, null);

    /** What the pod worker does (pkg/kubelet/pod_workers.go). */
    public enum Work {
        /** Keep the pod running. */
        SYNC,
        /** Stop what is running. */
        TERMINATING,
        /** Nothing runs any more; the status is to be completed. */
        TERMINATED,
        /** The status is final. */
        FINISHED;

        /** {@return whether nothing of the pod can run any more} */
        public boolean isOver() {
            return this == TERMINATED || this == FINISHED;
        }
    }

    /**
     * Reads what JSON leaves out as empty, and leaves out what tells nothing: nulls, and causes that name no attempt.
     */
    @JsonCreator
    public PodState(
            @Nullable Work work,
            @Nullable PodStatus status,
            @Nullable Map<String, BackOffEntry> backOff,
            @Nullable Map<String, Failure> startErrors,
            @Nullable List<RestartCause> causes,
            @Nullable Map<String, ImagePullBackOff> imagePulls) {
        this.work = work == null ? Work.SYNC : work;
        this.status = status == null ? PodStatus.EMPTY : status;
        this.backOff = sorted(backOff);
        this.startErrors = sorted(startErrors);
        this.causes = causes == null ? List.of() : newest(causes);
        this.imagePulls = sorted(imagePulls);
    }

    /**
     * Returns a state that begins with a status read from the API, as a kubelet after a restart does.
     *
     * @param status the status
     * @return the state
     */
    public static PodState of(PodStatus status) {
        return new PodState(Work.SYNC, status, null, null, null, null);
    }

    /**
     * Returns the status that the API server may see. It is {@link #status}, but a final phase waits, with its reason
     * and message, until nothing of the pod can run any more: controllers take it for permission to replace the pod
     * ({@code mergePodStatus}, pkg/kubelet/status/status_manager.go).
     *
     * @param lastPublished what this returned the last time; the status of the API object at first
     * @return the status
     */
    public PodStatus publish(PodStatus lastPublished) {
        if (work.isOver()
                || !status.phase().isTerminal()
                || lastPublished.phase().isTerminal()) {
            return status;
        }
        return PodStatus.builder()
                .from(status)
                .phase(lastPublished.phase().equals(PodPhase.NONE) ? PodPhase.PENDING : lastPublished.phase())
                .reason(lastPublished.reason())
                .message(lastPublished.message())
                .build();
    }

    @SuppressWarnings("ReferenceEquality") // what did not change is the old object
    PodState with(Work newWork, PodStatus newStatus) {
        return newWork == work && newStatus == status
                ? this
                : new PodState(newWork, newStatus, backOff, startErrors, causes, imagePulls);
    }

    PodState with(PodStatus newStatus) {
        return with(work, newStatus);
    }

    PodState withStartErrors(Map<String, Failure> newErrors) {
        return newErrors.equals(startErrors)
                ? this
                : new PodState(work, status, backOff, newErrors, causes, imagePulls);
    }

    /** A list that was read may be damaged: longer than any that is written, with nulls. */
    private static List<RestartCause> newest(List<RestartCause> causes) {
        boolean isFine = causes.size() <= CAUSES_MAX && causes.stream().allMatch(PodState::tells);
        List<RestartCause> telling =
                isFine ? causes : causes.stream().filter(PodState::tells).toList();
        return List.copyOf(telling.subList(Math.max(0, telling.size() - CAUSES_MAX), telling.size()));
    }

    private static boolean tells(@Nullable RestartCause cause) {
        return cause != null && !cause.containerID().isEmpty();
    }

    /** Sorted, so that the JSON of equal states is equal. */
    private static <V> Map<String, V> sorted(@Nullable Map<String, V> map) {
        if (map == null || map.isEmpty()) {
            return Map.of();
        }
        Map<String, V> sorted = new TreeMap<>(map);
        sorted.values().removeIf(Objects::isNull);
        return Collections.unmodifiableMap(sorted);
    }
}
