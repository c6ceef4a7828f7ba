package dev.rekindle.driver;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodStatus;

/**
 * Brings a status to where people read it, usually the API server ({@code PATCH .../pods/NAME/status}). Called with
 * every status that differs from the one before, on the thread that works on the pod: one with a timeout keeps a
 * pod going while the API server hangs. Only the newest status counts; older ones may be left out.
 */
@FunctionalInterface
public interface StatusPublisher {
    /** Publishes nothing. */
    StatusPublisher NONE = (pod, status) -> {};

    /**
     * Publishes a status.
     *
     * @param pod the pod
     * @param status its status
     * @throws Exception when it was not published; the actions are executed all the same, and the newest status is
     *     published again after 10 to 15 s
     */
    void publish(Pod pod, PodStatus status) throws Exception;
}
