package dev.rekindle.testkit.invariants;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges the steps of one pod. */
public final class Invariants {
    /** All invariants that can be judged from one step, by number. */
    public static final List<Invariant> ALL = Stream.of(
                    ResetInvariants.LIST, StartInvariants.LIST, StatusInvariants.LIST, ContainerInvariants.LIST)
            .flatMap(List::stream)
            .sorted(Comparator.comparingInt(Invariant::number))
            .toList();

    private final Judged pod;
    private final Set<String> dropped;

    private Invariants(Judged pod, Set<String> dropped) {
        this.pod = pod;
        this.dropped = dropped;
    }

    /**
     * Invariants of a pod.
     *
     * @param pod the pod
     * @param kubelet whose behaviour is modelled; what a divergence changes is not judged
     * @return the invariants
     */
    public static Invariants of(Pod pod, Kubelet kubelet) {
        Objects.requireNonNull(pod, "pod must not be null");
        Objects.requireNonNull(kubelet, "kubelet must not be null");
        return new Invariants(Judged.of(pod, kubelet), Set.of());
    }

    /**
     * Leaves out invariants that a scenario breaks for a good reason.
     *
     * @param names their names
     * @return the other invariants
     * @throws IllegalArgumentException when there is no invariant of a name
     */
    public Invariants without(Set<String> names) {
        for (String name : names) {
            if (ALL.stream().noneMatch(invariant -> invariant.name().equals(name))) {
                throw new IllegalArgumentException("unknown invariant \"" + name + "\": expected one of "
                        + ALL.stream().map(Invariant::name).collect(Collectors.joining(", ")));
            }
        }
        return new Invariants(pod, Set.copyOf(names));
    }

    /**
     * Judges one step.
     *
     * @param before the state before
     * @param observed what was observed
     * @param step what was decided
     * @param now the time of the step
     * @return what does not hold; empty when all is well
     */
    public List<Violation> check(PodState before, Observation observed, Step step, Instant now) {
        Objects.requireNonNull(before, "before must not be null");
        Objects.requireNonNull(observed, "observed must not be null");
        Objects.requireNonNull(step, "step must not be null");
        Objects.requireNonNull(now, "now must not be null");
        Seen seen = new Seen(pod, before, observed, step, now);
        List<Violation> violations = new ArrayList<>();
        for (Invariant invariant : ALL) {
            String fault = dropped.contains(invariant.name()) ? null : invariant.fault(seen);
            if (fault != null) {
                violations.add(new Violation(invariant, fault));
            }
        }
        return violations;
    }

    /** {@return which pod is judged, and by what not} */
    @Override
    public String toString() {
        return "invariants of pod " + pod.pod().metadata().name()
                + (dropped.isEmpty() ? "" : " without " + String.join(", ", new TreeSet<>(dropped)));
    }
}
