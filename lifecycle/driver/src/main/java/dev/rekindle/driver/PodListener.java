package dev.rekindle.driver;

import dev.rekindle.core.Pod;
import java.time.Instant;

/**
 * Hears what a driver does: for metrics, for events on the API server, for tests. Called on the thread that works on
 * the pod, so it should return soon; what it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface PodListener {
    /** Hears nothing. */
    PodListener NONE = (pod, event, at) -> {};

    /**
     * Something happened.
     *
     * @param pod the pod
     * @param event what happened
     * @param at when
     */
    void onEvent(Pod pod, PodEvent event, Instant at);
}
