package dev.rekindle.driver;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.PodState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a driver persists of a pod before it executes anything: a value. Binds to JSON with Jackson 2 and 3. What a
 * newer release adds is read as empty from the JSON of an older one.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"pod", "restarts", "startedAgain"})
public final class WorkerState {
    private final PodState pod;
    private final List<Timestamp> restarts;
    private final @Nullable Instant startedAgain;

    private WorkerState(PodState pod, List<Timestamp> restarts, @Nullable Instant startedAgain) {
        this.pod = pod;
        this.restarts = List.copyOf(restarts);
        this.startedAgain = startedAgain;
    }

    /**
     * Returns the state of a pod whose containers were never all restarted.
     *
     * @param pod the state of the pod
     * @return the state
     */
    public static WorkerState of(PodState pod) {
        return of(Arguments.required(pod, "pod", "the state of a pod, such as PodState.INITIAL"), List.of(), null);
    }

    static WorkerState of(PodState pod, List<Timestamp> restarts, @Nullable Instant startedAgain) {
        return new WorkerState(pod, restarts, startedAgain);
    }

    /** Reads what JSON leaves out as empty. */
    @JsonCreator
    static WorkerState parse(
            @JsonProperty("pod") @Nullable PodState pod,
            @JsonProperty("restarts") @Nullable List<Timestamp> restarts,
            @JsonProperty("startedAgain") @Nullable String startedAgain) {
        return new WorkerState(
                pod == null ? PodState.INITIAL : pod,
                restarts == null
                        ? List.of()
                        : restarts.stream().filter(Objects::nonNull).toList(),
                startedAgain == null ? null : Instant.parse(startedAgain));
    }

    /** {@return the state of the pod} */
    @JsonProperty("pod")
    public PodState pod() {
        return pod;
    }

    /**
     * {@return when all containers were restarted, oldest first, as far back as a {@link RestartBudget} looks; empty
     * without one}
     */
    @JsonProperty("restarts")
    public List<Timestamp> restarts() {
        return restarts;
    }

    /**
     * {@return when the first container was started after the latest restart of all containers; null before, and
     * without a {@linkplain RestartAllOptions#minInterval() least time} between restarts}
     */
    public @Nullable Instant startedAgain() {
        return startedAgain;
    }

    /** {@return the time in ISO 8601, for JSON without a module for java.time} */
    @JsonProperty("startedAgain")
    @Nullable
    String startedAgainText() {
        return startedAgain == null ? null : startedAgain.toString();
    }

    WorkerState with(PodState newPod) {
        return new WorkerState(newPod, restarts, startedAgain);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WorkerState that
                && pod.equals(that.pod)
                && restarts.equals(that.restarts)
                && Objects.equals(startedAgain, that.startedAgain);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pod, restarts, startedAgain);
    }

    @Override
    public String toString() {
        return "WorkerState[pod=" + pod + ", restarts=" + restarts + ", startedAgain=" + startedAgain + "]";
    }
}
