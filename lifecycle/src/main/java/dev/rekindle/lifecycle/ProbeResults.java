package dev.rekindle.lifecycle;

import dev.rekindle.core.ProbeResult;
import java.util.Map;

/**
 * The probe results of a pod, by container id. A container without an entry has not been probed yet.
 *
 * @param startup results of startup probes
 * @param liveness results of liveness probes
 * @param readiness results of readiness probes
 */
public record ProbeResults(
        Map<String, ProbeResult> startup, Map<String, ProbeResult> liveness, Map<String, ProbeResult> readiness) {
    /** No results. */
    public static final ProbeResults NONE = new ProbeResults(Map.of(), Map.of(), Map.of());

    /** Copies. */
    public ProbeResults {
        startup = Map.copyOf(startup);
        liveness = Map.copyOf(liveness);
        readiness = Map.copyOf(readiness);
    }
}
