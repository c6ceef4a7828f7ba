package dev.rekindle.lifecycle;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.RuntimePod;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known about a pod at one moment. Never a single event: a lost, doubled or reordered
 * notification cannot matter.
 *
 * <pre>{@code
 * Observation.of(runtimePod).probes(probes).results(results).pod(apiPod)
 * }</pre>
 */
public final class Observation {
    private final RuntimePod runtime;
    private final ProbeResults probes;
    private final @Nullable Termination termination;
    private final List<ActionResult> results;
    private final @Nullable Pod pod;
    /** What ends the pod by itself, beside what others ask for. */
    private final @Nullable Eviction eviction;

    private Observation(
            RuntimePod runtime,
            ProbeResults probes,
            @Nullable Termination termination,
            List<ActionResult> results,
            @Nullable Pod pod,
            @Nullable Eviction eviction) {
        this.runtime = runtime;
        this.probes = probes;
        this.termination = termination;
        this.results = results;
        this.pod = pod;
        this.eviction = eviction;
    }

    /**
     * An observation of the runtime alone: no probe results, nobody asked for the end, nothing was executed, and the
     * API object is not known.
     *
     * @param runtime what the runtime reports
     * @return the observation
     */
    public static Observation of(RuntimePod runtime) {
        Objects.requireNonNull(
                runtime, "runtime: Required value: expected what the runtime reports; RuntimePod.EMPTY is nothing");
        return new Observation(runtime, ProbeResults.NONE, null, List.of(), null, null);
    }

    /**
     * Adds what the probes say.
     *
     * @param newProbes the results
     * @return a copy
     */
    public Observation probes(ProbeResults newProbes) {
        Objects.requireNonNull(newProbes, "probes: Required value: expected results; ProbeResults.NONE is none");
        return new Observation(runtime, newProbes, termination, results, pod, eviction);
    }

    /**
     * Adds what became of the actions executed since the last step.
     *
     * @param newResults the results, in the order of the actions
     * @return a copy
     */
    public Observation results(List<ActionResult> newResults) {
        Objects.requireNonNull(newResults, "results: Required value: expected a list, may be empty");
        return new Observation(runtime, probes, termination, List.copyOf(newResults), pod, eviction);
    }

    /**
     * Adds that the pod is to end.
     *
     * @param newTermination the request, or null while nobody asked for it
     * @return a copy
     */
    public Observation termination(@Nullable Termination newTermination) {
        return new Observation(runtime, probes, newTermination, results, pod, eviction);
    }

    /**
     * Adds the pod as the API server has it now. Only its generation and its status are looked at: from the status
     * the conditions of others, and what never changes once it is there, such as a final phase, which ends the pod
     * whoever wrote it ({@code UpdatePod}, pkg/kubelet/pod_workers.go). What the kubelet owns in a status counts
     * otherwise from the {@linkplain PodState#status() state}, so that an object that is older than the state does no
     * harm.
     *
     * @param newPod the pod, or null when it is not known; then the conditions of others are those of the last status,
     *     and the generation is that of the pod that was compiled
     * @return a copy
     */
    public Observation pod(@Nullable Pod newPod) {
        return new Observation(runtime, probes, termination, results, newPod, eviction);
    }

    /** A copy in which the pod fails by itself; a request of others keeps its grace period. */
    Observation evicted(Eviction newEviction) {
        return new Observation(runtime, probes, termination, results, pod, newEviction);
    }

    /** {@return why the pod fails, or null: what others ask for comes first} */
    @Nullable
    Eviction eviction() {
        return termination instanceof Eviction asked ? asked : eviction;
    }

    /** {@return what the runtime reports} */
    public RuntimePod runtime() {
        return runtime;
    }

    /** {@return what the probes say} */
    public ProbeResults probes() {
        return probes;
    }

    /** {@return that the pod is to end, or null while nobody asked for it} */
    public @Nullable Termination termination() {
        return termination;
    }

    /** {@return what became of the actions executed since the last step} */
    public List<ActionResult> results() {
        return results;
    }

    /** {@return the pod as the API server has it, or null when that is not known} */
    public @Nullable Pod pod() {
        return pod;
    }

    /** {@return {@code metadata.generation} of the API object, or null when that is not known} */
    public @Nullable Long apiGeneration() {
        return pod == null ? null : pod.metadata().generation();
    }

    /** {@return all conditions of the API object, those of the kubelet too, or null when it is not known} */
    public @Nullable List<PodCondition> apiConditions() {
        return pod == null ? null : pod.status().conditions();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Observation that
                && runtime.equals(that.runtime)
                && probes.equals(that.probes)
                && Objects.equals(termination, that.termination)
                && results.equals(that.results)
                && Objects.equals(pod, that.pod);
    }

    @Override
    public int hashCode() {
        return Objects.hash(runtime, probes, termination, results, pod);
    }

    @Override
    public String toString() {
        return "Observation[runtime=" + runtime + ", probes=" + probes + ", termination=" + termination + ", results="
                + results + ", pod=" + pod + "]";
    }

    /** A request to end the pod. */
    public sealed interface Termination {
        /**
         * The pod is being deleted.
         *
         * @param gracePeriod the grace period of the deletion, or null for that of the pod
         * @return the request
         * @throws IllegalArgumentException when the grace period is negative
         */
        static Termination deletion(@Nullable Duration gracePeriod) {
            return new Deletion(gracePeriod);
        }

        /**
         * The pod is evicted: it fails.
         *
         * @param reason the reason of its status, such as {@code Evicted}
         * @param message the message of its status
         * @return the request
         */
        static Termination eviction(String reason, String message) {
            return new Eviction(reason, message);
        }
    }

    /**
     * The pod is being deleted.
     *
     * @param gracePeriod the grace period to use instead of that of the pod, or null
     */
    public record Deletion(@Nullable Duration gracePeriod) implements Termination {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException when the grace period is negative
         */
        public Deletion {
            if (gracePeriod != null && gracePeriod.isNegative()) {
                throw new IllegalArgumentException("gracePeriod: Invalid value: " + gracePeriod
                        + ": expected 0 or more, or null for that of the pod");
            }
        }
    }

    /**
     * The pod is evicted: it fails.
     *
     * @param reason the reason of its status, such as {@code Evicted}
     * @param message the message of its status
     */
    public record Eviction(String reason, String message) implements Termination {
        /** Checks. */
        public Eviction {
            Objects.requireNonNull(reason, "reason: Required value: expected a reason, such as Evicted, may be empty");
            Objects.requireNonNull(message, "message: Required value: expected a text, may be empty");
        }
    }
}
