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
 * What a {@link PodWorker} persists before it executes anything. Binds to JSON with Jackson 2 and 3.
 *
 * @param pod the state of the pod
 * @param restarts when all containers were restarted, oldest first, as far back as a {@link RestartBudget} looks;
 *     empty without one
 * @param startedAgain when the first container was started after the latest restart of all containers; null before,
 *     and without a {@linkplain RestartAllOptions#minInterval() least time} between restarts
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"pod", "restarts", "startedAgain"})
public record WorkerState(
        PodState pod, List<Timestamp> restarts, @Nullable Instant startedAgain) {
    /** Copies. */
    public WorkerState {
        restarts = List.copyOf(restarts);
    }

    /**
     * A state without a restart of all containers that another one would have to wait for.
     *
     * @param pod the state of the pod
     * @param restarts when all containers were restarted
     */
    public WorkerState(PodState pod, List<Timestamp> restarts) {
        this(pod, restarts, null);
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

    /** {@return the time in ISO 8601, for JSON without a module for java.time} */
    @JsonProperty("startedAgain")
    @Nullable
    String startedAgainText() {
        return startedAgain == null ? null : startedAgain.toString();
    }

    WorkerState with(PodState newPod) {
        return new WorkerState(newPod, restarts, startedAgain);
    }
}
