package dev.rekindle.lifecycle.driver;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.PodState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link PodWorker} persists before it executes anything. Binds to JSON with Jackson 2 and 3.
 *
 * @param pod the state of the pod
 * @param restarts when all containers were restarted, oldest first, as far back as a {@link RestartBudget} looks;
 *     empty without one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"pod", "restarts"})
public record WorkerState(PodState pod, List<Timestamp> restarts) {
    /** Reads what JSON leaves out as empty. */
    @JsonCreator
    public WorkerState(@Nullable PodState pod, @Nullable List<Timestamp> restarts) {
        this.pod = pod == null ? PodState.INITIAL : pod;
        this.restarts = restarts == null ? List.of() : List.copyOf(restarts);
    }
}
