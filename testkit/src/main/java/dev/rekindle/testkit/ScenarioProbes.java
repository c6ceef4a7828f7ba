package dev.rekindle.testkit;

import dev.rekindle.core.Container;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.Probe;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.lifecycle.Probes;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the probes of a scenario say: what was set for the attempt that runs, or the default. */
final class ScenarioProbes {
    private final Pod pod;
    private final FakeRuntime runtime;
    private final Map<Kind, Map<String, ProbeResult>> set = new EnumMap<>(Kind.class);
    private ProbeResult otherwise = ProbeResult.SUCCESS;

    ScenarioProbes(Pod pod, FakeRuntime runtime) {
        this.pod = pod;
        this.runtime = runtime;
    }

    enum Kind {
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

    void setDefault(ProbeResult result) {
        otherwise = result;
    }

    void set(Kind kind, String name, ProbeResult result) {
        if (containers().noneMatch(c -> c.name().equals(name) && kind.isIn(c))) {
            throw new IllegalArgumentException("container " + name + " has no " + kind.field);
        }
        RuntimeContainer running = runtime.running(name);
        if (running == null) {
            throw new IllegalStateException("container " + name + " cannot be probed, it is not running");
        }
        set.computeIfAbsent(kind, k -> new HashMap<>()).put(running.id(), result);
    }

    Probes results() {
        return new Probes(results(Kind.STARTUP), results(Kind.LIVENESS), results(Kind.READINESS));
    }

    private Map<String, ProbeResult> results(Kind kind) {
        Map<String, ProbeResult> results = new HashMap<>();
        containers().filter(kind::isIn).forEach(container -> {
            RuntimeContainer running = runtime.running(container.name());
            if (running != null) {
                results.put(running.id(), set.getOrDefault(kind, Map.of()).getOrDefault(running.id(), otherwise));
            }
        });
        return results;
    }

    private Stream<Container> containers() {
        PodSpec spec = pod.spec();
        return Stream.of(spec.initContainers(), spec.containers()).flatMap(List::stream);
    }
}
