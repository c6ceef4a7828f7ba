package dev.rekindle.testkit;

import dev.rekindle.core.Container;
import dev.rekindle.core.Probe;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.lifecycle.ProbeResults;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the probes of the containers of a {@link PodScenario} say. A result is set for the attempt that runs; later
 * attempts begin anew with what {@link #otherwise} says.
 */
public final class ScenarioProbes {
    private final PodWorld world;
    private final Map<Kind, Map<String, ProbeResult>> set = new EnumMap<>(Kind.class);
    private final Runnable changed;
    private ProbeResult otherwise = ProbeResult.SUCCESS;

    ScenarioProbes(PodWorld world, Runnable changed) {
        this.world = world;
        this.changed = changed;
    }

    private enum Kind {
        STARTUP("startupProbe"),
        LIVENESS("livenessProbe"),
        READINESS("readinessProbe");

        private final String field;

        Kind(String field) {
            this.field = field;
        }

        boolean isIn(Container container) {
            Probe probe = switch (this) {
                case STARTUP -> container.startupProbe();
                case LIVENESS -> container.livenessProbe();
                case READINESS -> container.readinessProbe();
            };
            return probe != null;
        }
    }

    /**
     * Sets what the startup probe of a running container says.
     *
     * @param container its name
     * @param result the result
     * @throws IllegalArgumentException when there is no such container or it has no such probe
     * @throws IllegalStateException when it is not running
     */
    public void startup(String container, ProbeResult result) {
        set(Kind.STARTUP, container, result);
    }

    /**
     * Sets what the liveness probe of a running container says.
     *
     * @param container its name
     * @param result the result
     * @throws IllegalArgumentException when there is no such container or it has no such probe
     * @throws IllegalStateException when it is not running
     */
    public void liveness(String container, ProbeResult result) {
        set(Kind.LIVENESS, container, result);
    }

    /**
     * Sets what the readiness probe of a running container says.
     *
     * @param container its name
     * @param result the result
     * @throws IllegalArgumentException when there is no such container or it has no such probe
     * @throws IllegalStateException when it is not running
     */
    public void readiness(String container, ProbeResult result) {
        set(Kind.READINESS, container, result);
    }

    /**
     * Sets what all other probes say. {@code SUCCESS} unless set.
     *
     * @param result the result
     */
    public void otherwise(ProbeResult result) {
        otherwise = Objects.requireNonNull(result, "result must not be null");
        changed.run();
    }

    private void set(Kind kind, String name, ProbeResult result) {
        Workload.known(world.pod(), name);
        Objects.requireNonNull(result, "result must not be null");
        if (containers().noneMatch(c -> c.name().equals(name) && kind.isIn(c))) {
            throw new IllegalArgumentException("container " + name + " has no " + kind.field);
        }
        RuntimeContainer running = world.runtime().running(name);
        if (running == null) {
            throw new IllegalStateException("container " + name + " cannot be probed, it is not running");
        }
        set.computeIfAbsent(kind, k -> new HashMap<>()).put(running.id(), result);
        changed.run();
    }

    ProbeResults results() {
        return ProbeResults.NONE
                .withStartup(results(Kind.STARTUP))
                .withLiveness(results(Kind.LIVENESS))
                .withReadiness(results(Kind.READINESS));
    }

    private Map<String, ProbeResult> results(Kind kind) {
        Map<String, ProbeResult> results = new HashMap<>();
        containers().filter(kind::isIn).forEach(container -> {
            RuntimeContainer running = world.runtime().running(container.name());
            if (running != null) {
                results.put(running.id(), set.getOrDefault(kind, Map.of()).getOrDefault(running.id(), otherwise));
            }
        });
        return results;
    }

    private Stream<Container> containers() {
        return world.pod().spec().allContainers().stream();
    }

    /** {@return what the probes of everything that runs say, by container id} */
    @Override
    public String toString() {
        return results().toString();
    }
}
