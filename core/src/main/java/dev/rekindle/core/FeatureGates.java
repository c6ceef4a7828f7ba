package dev.rekindle.core;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An immutable choice of features of one Kubernetes version. There is no global instance.
 *
 * <pre>{@code
 * FeatureGates.defaults(KubernetesVersion.V1_36)
 * FeatureGates.parse(KubernetesVersion.V1_36, "RestartAllContainersOnContainerExits=false")
 * }</pre>
 */
public final class FeatureGates {
    private final KubernetesVersion version;
    private final Set<Feature> enabled;

    private FeatureGates(KubernetesVersion version, Set<Feature> enabled) {
        this.version = version;
        this.enabled = Collections.unmodifiableSet(enabled);
    }

    /**
     * Returns the gates of a version when nobody sets any.
     *
     * @param version the version
     * @return its defaults
     */
    public static FeatureGates defaults(KubernetesVersion version) {
        return of(version, Map.of());
    }

    /**
     * Returns the defaults of a version with some gates set.
     *
     * @param version the version
     * @param settings the gates to set
     * @return the gates
     * @throws IllegalArgumentException when the version does not know a gate, when a stable one is switched off, or
     *     when an enabled feature depends on a disabled one (checked from 1.35 on; the text is that of
     *     staging/src/k8s.io/component-base/featuregate)
     */
    public static FeatureGates of(KubernetesVersion version, Map<Feature, Boolean> settings) {
        EnumSet<Feature> enabled = EnumSet.noneOf(Feature.class);
        for (Feature feature : Feature.values()) {
            Boolean setting = settings.get(feature);
            if (setting != null) {
                checkMaySet(version, feature, setting);
            }
            if (setting != null ? setting : feature.enabledByDefault(version)) {
                enabled.add(feature);
            }
        }
        if (version != KubernetesVersion.V1_34) {
            enabled.forEach(feature -> checkDependencies(feature, enabled));
        }
        return new FeatureGates(version, enabled);
    }

    /**
     * Reads the value of {@code --feature-gates}: {@code Name=true,Other=false}; an empty text means the defaults.
     *
     * @param version the version
     * @param text the text
     * @return the gates
     * @throws IllegalArgumentException as {@link #of}, and when the text cannot be read
     */
    public static FeatureGates parse(KubernetesVersion version, String text) {
        Map<Feature, Boolean> settings = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            if (part.isBlank()) {
                continue;
            }
            String[] pair = part.trim().split("=", 2);
            if (pair.length != 2) {
                throw new IllegalArgumentException("missing bool value for feature gate \"" + pair[0].trim()
                        + "\": expected " + pair[0].trim() + "=true or =false");
            }
            settings.put(find(pair[0].trim()), bool(pair[0].trim(), pair[1].trim()));
        }
        return of(version, settings);
    }

    /**
     * Tells whether a feature is on.
     *
     * @param feature the feature
     * @return whether it is on
     */
    public boolean enabled(Feature feature) {
        return enabled.contains(feature);
    }

    /** {@return the version whose defaults these are based on} */
    public KubernetesVersion version() {
        return version;
    }

    private static Feature find(String name) {
        Feature feature = Feature.find(name);
        if (feature == null) {
            throw new IllegalArgumentException("unrecognized feature gate: " + name);
        }
        return feature;
    }

    private static boolean bool(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        "invalid value of " + name + "=" + text + ": expected true or false");
        };
    }

    private static void checkMaySet(KubernetesVersion version, Feature feature, boolean value) {
        if (feature.stage(version) == null) {
            throw new IllegalArgumentException("unrecognized feature gate: " + feature + " (in " + version + ")");
        }
        if (feature.stage(version) == Feature.Stage.STABLE && !value) {
            throw new IllegalArgumentException(
                    "cannot set feature gate " + feature + " to false, feature is locked to true");
        }
    }

    private static void checkDependencies(Feature feature, Set<Feature> enabled) {
        List<Feature> missing =
                feature.requires().stream().filter(f -> !enabled.contains(f)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    feature + " is enabled, but depends on features that are disabled: " + missing);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureGates gates && version == gates.version && enabled.equals(gates.enabled);
    }

    @Override
    public int hashCode() {
        return 31 * version.hashCode() + enabled.hashCode();
    }

    @Override
    public String toString() {
        return version + " " + enabled;
    }
}
