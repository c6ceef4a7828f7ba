package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.Probe;
import dev.rekindle.core.ProbeResult;
import org.jspecify.annotations.Nullable;

/** The three probes of a container (pkg/kubelet/prober). */
public enum ProbeKind {
    /** Whether it has started; the other two wait for it. */
    STARTUP("Startup", ProbeResult.UNKNOWN),
    /** Whether it has to be restarted. */
    LIVENESS("Liveness", ProbeResult.SUCCESS),
    /** Whether it is ready. */
    READINESS("Readiness", ProbeResult.FAILURE);

    private final String text;
    private final ProbeResult initial;

    ProbeKind(String text, ProbeResult initial) {
        this.text = text;
        this.initial = initial;
    }

    /** What counts for a new container before it was probed. */
    ProbeResult initial() {
        return initial;
    }

    @Nullable
    Probe of(Container container) {
        return switch (this) {
            case STARTUP -> container.startupProbe();
            case LIVENESS -> container.livenessProbe();
            case READINESS -> container.readinessProbe();
        };
    }

    /** {@return the name as the kubelet writes it in events, such as {@code Liveness}} */
    @Override
    public String toString() {
        return text;
    }
}
