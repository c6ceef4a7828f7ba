package dev.rekindle.core;

/** What the probes of one container say after thresholds (pkg/kubelet/prober/results). */
public enum ProbeResult {
    /** Enough successes in a row. */
    SUCCESS,
    /** Enough failures in a row. */
    FAILURE,
    /** A probe exists and has not come to a result. */
    UNKNOWN
}
