package dev.rekindle.core;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose behaviour is modelled: the kubelet of a Kubernetes version with its feature gates and node settings, the text of
 * KEP-5532, or a mixture. One immutable value, which everything that decides, validates, judges or drives is given, so
 * that no two of them assume different ones.
 *
 * <pre>{@code
 * Kubelet.of(KubernetesVersion.V1_36)
 *         .withGates("RestartAllContainersOnContainerExits=false")
 *         .with(Divergence.NO_GRACE)
 *         .withMaxContainerRestartPeriod(Duration.ofSeconds(20))
 * }</pre>
 */
public final class Kubelet {
    /** The kubelet of {@link KubernetesVersion#DEFAULT}. */
    public static final Kubelet DEFAULT = of(KubernetesVersion.DEFAULT);

    /** A container that ended this much later than its start is restarted as if it had never exited before. */
    public static final Duration CRASH_LOOP_BACK_OFF_RESET = Duration.ofMinutes(10);

    private static final Duration LONGEST_RESTART_PERIOD = Duration.ofMinutes(5);

    private final FeatureGates gates;
    private final Set<Divergence> divergences;
    private final @Nullable Duration maxContainerRestartPeriod;
    private final List<String> nodeIPs;

    private Kubelet(
            FeatureGates gates,
            Set<Divergence> divergences,
            @Nullable Duration maxContainerRestartPeriod,
            List<String> nodeIPs) {
        this.gates = gates;
        this.divergences = Collections.unmodifiableSet(divergences);
        this.maxContainerRestartPeriod = maxContainerRestartPeriod;
        this.nodeIPs = List.copyOf(nodeIPs);
        checkRestartPeriod(gates, maxContainerRestartPeriod);
    }

    /**
     * What the kubelet of a version does when nobody sets anything.
     *
     * @param version the version; 1.36 is the one of 1.36.2, 1.35 that of 1.35.6, 1.34 that of 1.34.9
     * @return the kubelet
     */
    public static Kubelet of(KubernetesVersion version) {
        Objects.requireNonNull(version, "version: Required value: expected a version, such as V1_36");
        return of(FeatureGates.defaults(version));
    }

    /**
     * What the kubelet of the gates' version does with these gates.
     *
     * @param gates the gates
     * @return the kubelet
     */
    public static Kubelet of(FeatureGates gates) {
        Objects.requireNonNull(gates, "gates: Required value: expected the feature gates");
        return new Kubelet(gates, Divergence.of(gates.version()), null, List.of());
    }

    /**
     * What the text of KEP-5532 promises, on top of the kubelet of 1.36.
     *
     * @return the kubelet that the text describes
     */
    public static Kubelet kep5532() {
        return of(KubernetesVersion.V1_36)
                .with(Divergence.BACK_OFF_AFTER_RESTART_ALL)
                .with(Divergence.PENDING_THROUGHOUT)
                .with(Divergence.CONDITION_NAMES_TRIGGER)
                .with(Divergence.UNORDERED_KILL)
                .with(Divergence.NO_GRACE)
                .with(Divergence.TRIGGER_EXIT_CODE_KEPT);
    }

    /**
     * This kubelet with some gates set, the others as its version has them.
     *
     * @param text as for {@code --feature-gates}
     * @return the kubelet
     * @throws IllegalArgumentException as {@link FeatureGates#parse}, and when the gates do not allow a setting that was made
     */
    public Kubelet withGates(String text) {
        Objects.requireNonNull(
                text, "text: Required value: expected gates, such as Name=true,Other=false, or an empty text");
        return withGates(FeatureGates.parse(version(), text));
    }

    /**
     * This kubelet with other gates.
     *
     * @param other gates of the same version
     * @return the kubelet
     * @throws IllegalArgumentException when they are of another version, or do not allow a setting that was made
     */
    public Kubelet withGates(FeatureGates other) {
        Objects.requireNonNull(other, "other: Required value: expected gates of the same version");
        if (other.version() != version()) {
            throw new IllegalArgumentException(
                    "gates of Kubernetes " + other.version() + ": expected those of " + version());
        }
        return new Kubelet(other, divergences, maxContainerRestartPeriod, nodeIPs);
    }

    /**
     * This kubelet with one more difference from the baseline.
     *
     * @param divergence the difference
     * @return the kubelet
     */
    public Kubelet with(Divergence divergence) {
        Objects.requireNonNull(divergence, "divergence: Required value: expected a difference from the baseline");
        EnumSet<Divergence> set = EnumSet.of(divergence);
        set.addAll(divergences);
        return new Kubelet(gates, set, maxContainerRestartPeriod, nodeIPs);
    }

    /**
     * This kubelet with {@code crashLoopBackOff.maxContainerRestartPeriod} of its configuration (KEP-4603).
     *
     * @param period 1 s to 300 s
     * @return the kubelet
     * @throws IllegalArgumentException when the period is out of range, or the gate {@code KubeletCrashLoopBackOffMax}
     *     is off
     */
    public Kubelet withMaxContainerRestartPeriod(Duration period) {
        Objects.requireNonNull(period, "period: Required value: expected 1 s to 300 s");
        return new Kubelet(gates, divergences, period, nodeIPs);
    }

    /**
     * This kubelet on a node with these addresses, which statuses tell as {@code hostIP} and {@code hostIPs}, and those
     * of pods in the network of the node as their own ({@code --node-ip}).
     *
     * @param addresses one, or two for a node with IPv4 and IPv6, the preferred one first
     * @return the kubelet
     * @throws IllegalArgumentException when there are more than two, two of the same family, or one is empty
     */
    public Kubelet withNodeIPs(String... addresses) {
        Objects.requireNonNull(addresses, "addresses: Required value: expected one address, or one of each IP family");
        for (String address : addresses) {
            Objects.requireNonNull(
                    address, "addresses: Required value: expected one address, or one of each IP family");
        }
        List<String> all = List.of(addresses);
        if (all.contains("") || all.size() > 2 || (all.size() == 2 && isIPv6(all.get(0)) == isIPv6(all.get(1)))) {
            throw new IllegalArgumentException(
                    "addresses: Invalid value: " + all + ": expected one address, or one of each IP family");
        }
        return new Kubelet(gates, divergences, maxContainerRestartPeriod, all);
    }

    private static boolean isIPv6(String address) {
        return address.indexOf(':') >= 0;
    }

    /** {@return the version} */
    public KubernetesVersion version() {
        return gates.version();
    }

    /** {@return the feature gates} */
    public FeatureGates gates() {
        return gates;
    }

    /**
     * Tells whether a feature is on.
     *
     * @param feature the feature
     * @return whether it is on
     */
    public boolean enabled(Feature feature) {
        Objects.requireNonNull(feature, "feature: Required value: expected a feature");
        return gates.enabled(feature);
    }

    /**
     * Tells whether a difference from the baseline applies.
     *
     * @param divergence the difference
     * @return whether it applies
     */
    public boolean has(Divergence divergence) {
        Objects.requireNonNull(divergence, "divergence: Required value: expected a difference from the baseline");
        return divergences.contains(divergence);
    }

    /** {@return the longest delay of a container that keeps exiting, where the configuration sets it} */
    public @Nullable Duration maxContainerRestartPeriod() {
        return maxContainerRestartPeriod;
    }

    /**
     * Returns the first delay of a container that keeps exiting; before its first restart there is none. Follows
     * {@code newCrashLoopBackOff} of pkg/kubelet/kubelet.go.
     *
     * @return 10 s, or 1 s with the gate {@code ReduceDefaultCrashLoopBackOffDecay}, but not above the longest one
     */
    public Duration crashLoopBackOffInitial() {
        Duration initial = Duration.ofSeconds(enabled(Feature.REDUCE_DEFAULT_CRASH_LOOP_BACK_OFF_DECAY) ? 1 : 10);
        Duration max = crashLoopBackOffMax();
        return initial.compareTo(max) > 0 ? max : initial;
    }

    /**
     * Returns the longest delay of a container that keeps exiting. The gate {@code KubeletCrashLoopBackOffMax} puts the
     * setting of the node, 5 min where it has none, over what {@code ReduceDefaultCrashLoopBackOffDecay} lowers.
     *
     * @return the delay
     */
    public Duration crashLoopBackOffMax() {
        if (enabled(Feature.KUBELET_CRASH_LOOP_BACK_OFF_MAX)) {
            return maxContainerRestartPeriod == null ? LONGEST_RESTART_PERIOD : maxContainerRestartPeriod;
        }
        return enabled(Feature.REDUCE_DEFAULT_CRASH_LOOP_BACK_OFF_DECAY)
                ? Duration.ofMinutes(1)
                : LONGEST_RESTART_PERIOD;
    }

    /** {@return the addresses of the node, the preferred one first; empty when they are not known} */
    public List<String> nodeIPs() {
        return nodeIPs;
    }

    /** The texts are those of {@code ValidateKubeletConfiguration} (pkg/kubelet/apis/config/validation). */
    private static void checkRestartPeriod(FeatureGates gates, @Nullable Duration period) {
        if (period == null) {
            return;
        }
        if (!gates.enabled(Feature.KUBELET_CRASH_LOOP_BACK_OFF_MAX)) {
            throw new IllegalArgumentException(
                    "invalid configuration: FeatureGate KubeletCrashLoopBackOffMax not enabled, CrashLoopBackOff.MaxContainerRestartPeriod must not be set");
        }
        if (period.compareTo(Duration.ofSeconds(1)) < 0 || period.compareTo(LONGEST_RESTART_PERIOD) > 0) {
            throw new IllegalArgumentException(
                    "invalid configuration: CrashLoopBackOff.MaxContainerRestartPeriod (got: " + GoText.seconds(period)
                            + " seconds) must be set between 1s and 300s");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Kubelet kubelet
                && gates.equals(kubelet.gates)
                && divergences.equals(kubelet.divergences)
                && Objects.equals(maxContainerRestartPeriod, kubelet.maxContainerRestartPeriod)
                && nodeIPs.equals(kubelet.nodeIPs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(gates, divergences, maxContainerRestartPeriod, nodeIPs);
    }

    /** {@return the version, and what differs from the kubelet that it is by default} */
    @Override
    public String toString() {
        Set<Divergence> added = EnumSet.noneOf(Divergence.class);
        added.addAll(divergences);
        added.removeAll(Divergence.of(version()));
        return "Kubelet " + gates
                + (added.isEmpty() ? "" : " with " + added)
                + (maxContainerRestartPeriod == null
                        ? ""
                        : ", restart period at most " + GoText.duration(maxContainerRestartPeriod))
                + (nodeIPs.isEmpty() ? "" : ", node " + nodeIPs);
    }
}
