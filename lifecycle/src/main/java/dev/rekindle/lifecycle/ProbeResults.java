package dev.rekindle.lifecycle;

import dev.rekindle.core.ProbeResult;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The probe results of a pod, by container id. A container without an entry has not been probed yet.
 *
 * <pre>{@code
 * ProbeResults.NONE.withReadiness(Map.of("containerd://c0ffee", ProbeResult.SUCCESS))
 * }</pre>
 */
public final class ProbeResults {
    /** No results. */
    public static final ProbeResults NONE = new ProbeResults(Map.of(), Map.of(), Map.of());

    private final Map<String, ProbeResult> startup;
    private final Map<String, ProbeResult> liveness;
    private final Map<String, ProbeResult> readiness;

    private ProbeResults(
            Map<String, ProbeResult> startup, Map<String, ProbeResult> liveness, Map<String, ProbeResult> readiness) {
        this.startup = startup;
        this.liveness = liveness;
        this.readiness = readiness;
    }

    /**
     * Says what the startup probes found.
     *
     * @param results the latest result by container id
     * @return a copy
     */
    public ProbeResults withStartup(Map<String, ProbeResult> results) {
        return new ProbeResults(copy("startup", results), liveness, readiness);
    }

    /**
     * Says what the liveness probes found.
     *
     * @param results the latest result by container id
     * @return a copy
     */
    public ProbeResults withLiveness(Map<String, ProbeResult> results) {
        return new ProbeResults(startup, copy("liveness", results), readiness);
    }

    /**
     * Says what the readiness probes found.
     *
     * @param results the latest result by container id
     * @return a copy
     */
    public ProbeResults withReadiness(Map<String, ProbeResult> results) {
        return new ProbeResults(startup, liveness, copy("readiness", results));
    }

    /** {@return results of startup probes} */
    public Map<String, ProbeResult> startup() {
        return startup;
    }

    /** {@return results of liveness probes} */
    public Map<String, ProbeResult> liveness() {
        return liveness;
    }

    /** {@return results of readiness probes} */
    public Map<String, ProbeResult> readiness() {
        return readiness;
    }

    private static Map<String, ProbeResult> copy(String probe, Map<String, ProbeResult> results) {
        Objects.requireNonNull(
                results, () -> probe + ": Required value: expected results by container id, may be empty");
        return Map.copyOf(results);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProbeResults that
                && startup.equals(that.startup)
                && liveness.equals(that.liveness)
                && readiness.equals(that.readiness);
    }

    @Override
    public int hashCode() {
        return Objects.hash(startup, liveness, readiness);
    }

    @Override
    public String toString() {
        return "ProbeResults[startup=" + startup + ", liveness=" + liveness + ", readiness=" + readiness + "]";
    }
}
