package dev.rekindle.rules;

import dev.rekindle.core.Container;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.Probe;
import dev.rekindle.core.RestartPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The defaults that the API server fills in before it validates (pkg/apis/core/v1/defaults.go). */
final class PodDefaults {
    private static final Probe DEFAULTS = Probe.builder().build();

    private PodDefaults() {}

    static PodSpec apply(PodSpec spec) {
        RestartPolicy policy = spec.restartPolicy();
        Long grace = spec.terminationGracePeriodSeconds();
        return PodSpec.builder()
                .from(spec)
                .restartPolicy(policy.value().isEmpty() ? RestartPolicy.ALWAYS : policy)
                .terminationGracePeriodSeconds(grace == null ? Pod.DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS : grace)
                .initContainers(containers(spec.initContainers()))
                .containers(containers(spec.containers()))
                .ephemeralContainers(containers(spec.ephemeralContainers()))
                .build();
    }

    private static List<Container> containers(List<Container> containers) {
        return containers.stream()
                .map(container -> Container.builder()
                        .from(container)
                        .livenessProbe(probe(container.livenessProbe()))
                        .readinessProbe(probe(container.readinessProbe()))
                        .startupProbe(probe(container.startupProbe()))
                        .build())
                .toList();
    }

    /** A zero counts as not given; a zero of the initial delay stays. */
    private static @Nullable Probe probe(@Nullable Probe probe) {
        return probe == null
                ? null
                : Probe.builder()
                        .from(probe)
                        .timeoutSeconds(or(probe.timeoutSeconds(), DEFAULTS.timeoutSeconds()))
                        .periodSeconds(or(probe.periodSeconds(), DEFAULTS.periodSeconds()))
                        .successThreshold(or(probe.successThreshold(), DEFAULTS.successThreshold()))
                        .failureThreshold(or(probe.failureThreshold(), DEFAULTS.failureThreshold()))
                        .build();
    }

    private static int or(int value, int defaultValue) {
        return value == 0 ? defaultValue : value;
    }
}
