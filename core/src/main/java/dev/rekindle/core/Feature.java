package dev.rekindle.core;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The feature gates that change what restarts do (pkg/features/kube_features.go), with their stage by version.
 * Gates are asked for when rules and lifecycles are compiled, never while they run.
 */
public enum Feature {
    /** Container-level restart policy and restart rules (KEP-5307). */
    CONTAINER_RESTART_RULES("ContainerRestartRules", Stage.ALPHA, Stage.BETA, Stage.BETA, Stage.BETA),

    /** Nodes declare features; the scheduler and the kubelet check them (KEP-5328). */
    NODE_DECLARED_FEATURES("NodeDeclaredFeatures", null, Stage.ALPHA, Stage.BETA, Stage.STABLE),

    /** The action {@code RestartAllContainers} (KEP-5532). */
    RESTART_ALL_CONTAINERS(
            "RestartAllContainersOnContainerExits",
            null,
            Stage.ALPHA,
            Stage.BETA,
            Stage.BETA,
            CONTAINER_RESTART_RULES,
            NODE_DECLARED_FEATURES),

    /** The node may lower the maximum of CrashLoopBackOff (KEP-4603). */
    KUBELET_CRASH_LOOP_BACK_OFF_MAX("KubeletCrashLoopBackOffMax", Stage.ALPHA, Stage.BETA, Stage.BETA, Stage.BETA),

    /** CrashLoopBackOff starts at 1 s and ends at 60 s (KEP-5593). */
    REDUCE_DEFAULT_CRASH_LOOP_BACK_OFF_DECAY(
            "ReduceDefaultCrashLoopBackOffDecay", Stage.ALPHA, Stage.ALPHA, Stage.ALPHA, Stage.ALPHA),

    /** Statuses and conditions say which generation of the pod they tell of (KEP-5067). */
    POD_OBSERVED_GENERATION_TRACKING(
            "PodObservedGenerationTracking", Stage.BETA, Stage.STABLE, Stage.STABLE, Stage.STABLE),

    /** The condition {@code PodReadyToStartContainers} (KEP-3085). */
    POD_READY_TO_START_CONTAINERS_CONDITION(
            "PodReadyToStartContainersCondition", Stage.BETA, Stage.BETA, Stage.BETA, Stage.STABLE);

    /** How mature a gate is, and with it its default. */
    public enum Stage {
        /** Off unless switched on. */
        ALPHA,
        /** On unless switched off. */
        BETA,
        /** Always on. */
        STABLE
    }

    private final String key;
    private final @Nullable Stage v134;
    private final @Nullable Stage v135;
    private final @Nullable Stage v136;
    private final @Nullable Stage v137;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Feature> requires;

    Feature(
            String key,
            @Nullable Stage v134,
            @Nullable Stage v135,
            @Nullable Stage v136,
            @Nullable Stage v137,
            Feature... requires) {
        this.key = key;
        this.v134 = v134;
        this.v135 = v135;
        this.v136 = v136;
        this.v137 = v137;
        this.requires = List.of(requires);
    }

    /** {@return the name of the gate, as in {@code --feature-gates}} */
    public String key() {
        return key;
    }

    /**
     * Returns the stage in a version.
     *
     * @param version the version
     * @return the stage, or null when that version does not know the gate
     */
    public @Nullable Stage stage(KubernetesVersion version) {
        Objects.requireNonNull(version, "version: Required value: expected a version, such as V1_36");
        return switch (version) {
            case V1_34 -> v134;
            case V1_35 -> v135;
            case V1_36 -> v136;
            case V1_37 -> v137;
        };
    }

    /**
     * Returns the default in a version.
     *
     * @param version the version
     * @return whether it is on without being asked for
     */
    public boolean enabledByDefault(KubernetesVersion version) {
        Objects.requireNonNull(version, "version: Required value: expected a version, such as V1_36");
        Stage stage = stage(version);
        return stage != null && stage != Stage.ALPHA;
    }

    /** {@return the features that must be on when this one is} */
    public List<Feature> requires() {
        return requires;
    }

    /**
     * Finds a feature by the name of its gate.
     *
     * @param key the name, as in {@code --feature-gates}
     * @return the feature, or null when there is none
     */
    public static @Nullable Feature find(String key) {
        Objects.requireNonNull(key, "key: Required value: expected the name of a feature gate");
        for (Feature feature : values()) {
            if (feature.key.equals(key)) {
                return feature;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return key;
    }
}
