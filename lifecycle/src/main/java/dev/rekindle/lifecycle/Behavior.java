package dev.rekindle.lifecycle;

import dev.rekindle.core.KubernetesVersion;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whose behaviour is modelled: that of the kubelet of some Kubernetes version, that of the text of KEP-5532, or a
 * mixture. Read when a lifecycle is compiled, never while it runs.
 */
public final class Behavior {
    private final Set<Divergence> divergences;

    private Behavior(Set<Divergence> divergences) {
        this.divergences = Collections.unmodifiableSet(divergences);
    }

    /**
     * What the kubelet of a version does.
     *
     * @param version the version; 1.36 is the one of 1.36.2, 1.35 that of 1.35.6, 1.34 that of 1.34.9
     * @return the behaviour
     */
    public static Behavior kubelet(KubernetesVersion version) {
        EnumSet<Divergence> set = EnumSet.noneOf(Divergence.class);
        switch (version) {
            case V1_34 -> {
                Collections.addAll(set, Divergence.STARTED_NOT_INHERITED, Divergence.BACK_OFF_RETRY_FLAT);
                addBefore136(set);
            }
            case V1_35 -> addBefore136(set);
            case V1_36 -> {}
            case V1_37 -> set.add(Divergence.INIT_DONE_BY_ACTIVE_SANDBOX);
        }
        return new Behavior(set);
    }

    /**
     * What the text of KEP-5532 promises, on top of the kubelet of 1.36.
     *
     * @return the behaviour
     */
    public static Behavior kep5532() {
        return kubelet(KubernetesVersion.V1_36)
                .with(Divergence.BACK_OFF_AFTER_RESTART_ALL)
                .with(Divergence.PENDING_THROUGHOUT)
                .with(Divergence.CONDITION_NAMES_TRIGGER)
                .with(Divergence.UNORDERED_KILL)
                .with(Divergence.NO_GRACE)
                .with(Divergence.TRIGGER_EXIT_CODE_KEPT);
    }

    private static void addBefore136(Set<Divergence> set) {
        Collections.addAll(
                set,
                Divergence.RESET_REMOVES_LOGS,
                Divergence.LAST_STATE_LOST,
                Divergence.NO_REQUEUE_AFTER_RESET,
                Divergence.NO_INFERRED_COMPLETION,
                Divergence.READY_TO_START_WITH_NEXT_SYNC);
    }

    /**
     * Adds one difference.
     *
     * @param divergence the difference
     * @return this behaviour with it
     */
    public Behavior with(Divergence divergence) {
        EnumSet<Divergence> set = EnumSet.of(divergence);
        set.addAll(divergences);
        return new Behavior(set);
    }

    /**
     * Tells whether a difference applies.
     *
     * @param divergence the difference
     * @return whether it applies
     */
    public boolean has(Divergence divergence) {
        return divergences.contains(divergence);
    }

    @Override
    public String toString() {
        return divergences.toString();
    }
}
