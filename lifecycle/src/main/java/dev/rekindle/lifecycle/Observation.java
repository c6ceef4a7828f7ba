package dev.rekindle.lifecycle;

import dev.rekindle.core.RuntimePod;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known about a pod at one moment. Never a single event: a lost, doubled or reordered
 * notification cannot matter.
 *
 * @param runtime what the runtime reports
 * @param probes what the probes say
 * @param termination that the pod is to end, or null while nobody asked for it
 * @param results what became of the actions executed since the last step
 */
public record Observation(
        RuntimePod runtime, Probes probes, @Nullable Termination termination, List<ActionResult> results) {
    /** Copies. */
    public Observation {
        results = List.copyOf(results);
    }

    /**
     * An observation of the runtime alone.
     *
     * @param runtime what the runtime reports
     * @return the observation
     */
    public static Observation of(RuntimePod runtime) {
        return new Observation(runtime, Probes.NONE, null, List.of());
    }

    /**
     * A request to end the pod.
     *
     * @param deletion whether the pod is being deleted; otherwise it is evicted and fails
     * @param gracePeriod the grace period to use instead of that of the pod, or null
     * @param reason the reason of the status of an evicted pod, such as {@code Evicted}; empty for a deletion
     * @param message the message of the status of an evicted pod; empty for a deletion
     */
    public record Termination(boolean deletion, @Nullable Duration gracePeriod, String reason, String message) {
        /**
         * The pod is being deleted.
         *
         * @param gracePeriod the grace period of the deletion, or null for that of the pod
         * @return the request
         */
        public static Termination deletion(@Nullable Duration gracePeriod) {
            return new Termination(true, gracePeriod, "", "");
        }

        /**
         * The pod is evicted.
         *
         * @param reason the reason of its status
         * @param message the message of its status
         * @return the request
         */
        public static Termination eviction(String reason, String message) {
            return new Termination(false, null, reason, message);
        }
    }
}
