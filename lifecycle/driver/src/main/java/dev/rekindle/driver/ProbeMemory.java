package dev.rekindle.driver;

import dev.rekindle.core.ProbeResult;
import dev.rekindle.lifecycle.ProbeResults;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The probe results of one pod, by container id; written by probe workers, read by the pod worker. */
final class ProbeMemory {
    private final Map<ProbeKind, Map<String, ProbeResult>> results = new EnumMap<>(ProbeKind.class);

    ProbeMemory() {
        for (ProbeKind kind : ProbeKind.values()) {
            results.put(kind, new ConcurrentHashMap<>());
        }
    }

    /** Returns whether it was another one before. */
    boolean set(ProbeKind kind, String containerId, ProbeResult result) {
        return of(kind).put(containerId, result) != result;
    }

    void remove(ProbeKind kind, String containerId) {
        of(kind).remove(containerId);
    }

    ProbeResults snapshot() {
        return ProbeResults.NONE
                .withStartup(of(ProbeKind.STARTUP))
                .withLiveness(of(ProbeKind.LIVENESS))
                .withReadiness(of(ProbeKind.READINESS));
    }

    private Map<String, ProbeResult> of(ProbeKind kind) {
        return results.getOrDefault(kind, Map.of());
    }
}
