package dev.rekindle.lifecycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * Why a container could not be started the last time: an entry of the kubelet's reason cache
 * (pkg/kubelet/reason_cache.go). It becomes the waiting reason of the container.
 *
 * @param reason a CamelCase reason such as {@code CrashLoopBackOff} or {@code CreateContainerError}
 * @param message a text for people
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Failure(String reason, String message) {
    /** Reads what JSON leaves out as empty. */
    @JsonCreator
    public Failure(@Nullable String reason, @Nullable String message) {
        this.reason = reason == null ? "" : reason;
        this.message = message == null ? "" : message;
    }
}
