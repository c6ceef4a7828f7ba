package dev.rekindle.lifecycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What must survive a crash of the driver: a value that serialises to JSON with Jackson 2 and 3. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"work", "status", "backOff", "startErrors", "causes", "imagePulls"})
public final class PodState {
    /** How many causes are kept. */
    public static final int CAUSES_MAX = 4;

    /** The state of a pod that nobody has looked at. */
    public static final PodState INITIAL = of(Work.SYNC, PodStatus.EMPTY);

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

    private final Work work;
    private final PodStatus status;
    private final Map<String, BackOffEntry> backOff;
    private final Map<String, Failure> startErrors;
    private final List<RestartCause> causes;
    private final Map<String, ImagePullBackOff> imagePulls;

    /** The maps and the list are not copied: they do not change any more, and the maps are sorted. */
    PodState(
            Work work,
            PodStatus status,
            Map<String, BackOffEntry> backOff,
            Map<String, Failure> startErrors,
            List<RestartCause> causes,
            Map<String, ImagePullBackOff> imagePulls) {
        this.work = work;
        this.status = status;
        this.backOff = backOff;
        this.startErrors = startErrors;
        this.causes = causes;
        this.imagePulls = imagePulls;
    }

    /**
     * Reads what JSON leaves out as empty, and leaves out what tells nothing: nulls, and causes that name no attempt.
     */
    @JsonCreator
    static PodState parse(
            @JsonProperty("work") @Nullable Work work,
            @JsonProperty("status") @Nullable PodStatus status,
            @JsonProperty("backOff") @Nullable Map<String, BackOffEntry> backOff,
            @JsonProperty("startErrors") @Nullable Map<String, Failure> startErrors,
            @JsonProperty("causes") @Nullable List<RestartCause> causes,
            @JsonProperty("imagePulls") @Nullable Map<String, ImagePullBackOff> imagePulls) {
        return new PodState(
                work == null ? Work.SYNC : work,
                status == null ? PodStatus.EMPTY : status,
                sorted(backOff),
                sorted(startErrors),
                causes == null ? List.of() : newest(causes),
                sorted(imagePulls));
    }

    /**
     * Returns a state that begins with a status read from the API, as a kubelet after a restart does.
     *
     * @param status the status
     * @return the state
     */
    public static PodState of(PodStatus status) {
        return of(Work.SYNC, status);
    }

    /**
     * Returns the state of a pod that is so far on its way out, without back-off.
     *
     * @param work how far
     * @param status the status that was computed last
     * @return the state
     */
    public static PodState of(Work work, PodStatus status) {
        return new PodState(
                Objects.requireNonNull(work, "work: Required value: expected how far the pod is, SYNC at first"),
                Objects.requireNonNull(
                        status, "status: Required value: expected a status; PodStatus.EMPTY is that of a new pod"),
                Map.of(),
                Map.of(),
                List.of(),
                Map.of());
    }

    /** {@return how far the pod is on its way out} */
    @JsonProperty("work")
    public Work work() {
        return work;
    }

    /** {@return the last status that was computed; see {@link #publish}} */
    @JsonProperty("status")
    public PodStatus status() {
        return status;
    }

    /** {@return CrashLoopBackOff entries by {@linkplain CrashLoopBackOff#key key}} */
    @JsonProperty("backOff")
    public Map<String, BackOffEntry> backOff() {
        return backOff;
    }

    /** {@return by container, why its last start failed} */
    @JsonProperty("startErrors")
    public Map<String, Failure> startErrors() {
        return startErrors;
    }

    /** {@return what triggered the latest restarts of all containers, oldest first, at most {@value #CAUSES_MAX}} */
    @JsonProperty("causes")
    public List<RestartCause> causes() {
        return causes;
    }

    /** {@return by image, as in the spec, how long its next pull waits} */
    @JsonProperty("imagePulls")
    public Map<String, ImagePullBackOff> imagePulls() {
        return imagePulls;
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
        Objects.requireNonNull(
                lastPublished, "lastPublished: Required value: expected a status; PodStatus.EMPTY when there is none");
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
                : new PodState(work, status, backOff, sorted(newErrors), causes, imagePulls);
    }

    PodState withBackOff(Map<String, BackOffEntry> newBackOff) {
        return new PodState(work, status, sorted(newBackOff), startErrors, causes, imagePulls);
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
    static <V> Map<String, V> sorted(@Nullable Map<String, V> map) {
        if (map == null || map.isEmpty()) {
            return Map.of();
        }
        Map<String, V> sorted = new TreeMap<>(map);
        sorted.values().removeIf(Objects::isNull);
        return Collections.unmodifiableMap(sorted);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (other instanceof PodState that
                        && work == that.work
                        && status.equals(that.status)
                        && backOff.equals(that.backOff)
                        && startErrors.equals(that.startErrors)
                        && causes.equals(that.causes)
                        && imagePulls.equals(that.imagePulls));
    }

    @Override
    public int hashCode() {
        return Objects.hash(work, status, backOff, startErrors, causes, imagePulls);
    }

    @Override
    public String toString() {
        return "PodState[work=" + work + ", status=" + status + ", backOff=" + backOff + ", startErrors=" + startErrors
                + ", causes=" + causes + ", imagePulls=" + imagePulls + "]";
    }
}
