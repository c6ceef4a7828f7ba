package dev.rekindle.driver;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodStatus;

/**
 * Brings a status to where people read it, usually the API server ({@code PATCH .../pods/NAME/status}). Called with
 * every status that differs from the one before, on the thread that works on the pod: one with a timeout keeps a
 * pod going while the API server hangs. Only the newest status counts; older ones may be left out.
 *
 * <p>It is called with the newest status once more when {@link PodWorkers#sync} brings an object whose status somebody
 * else wrote over, as the kubelet's status manager does ({@code needsReconcile} of
 * pkg/kubelet/status/status_manager.go). That is so when what the kubelet owns differs from all statuses of ours that
 * the object may still show: phase, reason, message, addresses, start time, container statuses, and its own
 * conditions but for their times. The same foreign status is answered again when ours was seen meanwhile, or when it
 * is still brought after 10 s. An object without any status is no such case, nor is one with a final phase while the
 * pod runs: no kubelet takes that back; the pod ends, and keeps that phase.
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
