package dev.rekindle.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
    private final List<String> ineffective;

    private FeatureGates(KubernetesVersion version, Set<Feature> enabled, List<String> ineffective) {
        this.version = version;
        this.ineffective = List.copyOf(ineffective);
        this.enabled = Collections.unmodifiableSet(enabled);
    }

    /**
     * Returns the gates of a version when nobody sets any.
     *
     * @param version the version
     * @return its defaults
     */
    public static FeatureGates defaults(KubernetesVersion version) {
        Objects.requireNonNull(version, "version: Required value: expected a version, such as V1_36");
        return of(version, Map.of());
    }

    /**
     * Returns the defaults of a version with some gates set.
     *
     * @param version the version
     * @param settings the gates to set
     * @return the gates
     * @throws NullPointerException when a gate is set to null
     * @throws IllegalArgumentException when the version does not know a gate, when a stable one is switched off, or
     *     when an enabled feature depends on a disabled one (checked from 1.35 on; the text is that of
     *     staging/src/k8s.io/component-base/featuregate)
     */
    public static FeatureGates of(KubernetesVersion version, Map<Feature, Boolean> settings) {
        Objects.requireNonNull(version, "version: Required value: expected a version, such as V1_36");
        Objects.requireNonNull(settings, "settings: Required value: expected the gates to set, or an empty map");
        settings.forEach((feature, setting) -> Objects.requireNonNull(
                setting, () -> "settings: Required value: expected true or false for " + feature));
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
        return new FeatureGates(version, enabled, List.of());
    }

    /**
     * Reads the value of {@code --feature-gates}: {@code Name=true,Other=false}; an empty text means the defaults.
     * Every gate of the version may be named; those that change nothing here are told by {@link #ineffective}. {@code
     * AllAlpha} and {@code AllBeta} set all gates of that stage which are not named themselves.
     *
     * @param version the version
     * @param text the text
     * @return the gates
     * @throws IllegalArgumentException as {@link #of}, and when the text cannot be read, the version does not know a
     *     gate or a gate is locked to the other value
     */
    public static FeatureGates parse(KubernetesVersion version, String text) {
        Objects.requireNonNull(version, "version: Required value: expected a version, such as V1_36");
        Objects.requireNonNull(
                text, "text: Required value: expected gates, such as Name=true,Other=false, or an empty text");
        Map<String, Boolean> named = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                String[] pair = part.trim().split("=", 2);
                String name = pair[0].trim();
                if (pair.length != 2) {
                    throw new IllegalArgumentException("missing bool value for feature gate \"" + name + "\": expected "
                            + name + "=true or =false");
                }
                named.put(name, bool(name, pair[1].trim()));
            }
        }
        Map<Feature, Boolean> settings = new LinkedHashMap<>();
        setAll(version, Feature.Stage.ALPHA, named.remove("AllAlpha"), settings);
        setAll(version, Feature.Stage.BETA, named.remove("AllBeta"), settings);
        List<String> ineffective = new ArrayList<>();
        named.forEach((name, value) -> {
            checkKnown(version, name, value);
            Feature feature = Feature.find(name);
            if (feature == null) {
                ineffective.add(name);
            } else {
                settings.put(feature, value);
            }
        });
        return new FeatureGates(version, of(version, settings).enabled, ineffective);
    }

    /** {@return the names that {@link #parse} found which are gates of that version, but change nothing here} */
    public List<String> ineffective() {
        return ineffective;
    }

    /**
     * Tells whether a feature is on.
     *
     * @param feature the feature
     * @return whether it is on
     */
    public boolean enabled(Feature feature) {
        Objects.requireNonNull(feature, "feature: Required value: expected a feature");
        return enabled.contains(feature);
    }

    /** {@return the version whose defaults these are based on} */
    public KubernetesVersion version() {
        return version;
    }

    private static void setAll(
            KubernetesVersion version, Feature.Stage stage, @Nullable Boolean value, Map<Feature, Boolean> settings) {
        for (Feature feature : Feature.values()) {
            if (value != null && feature.stage(version) == stage) {
                settings.put(feature, value);
            }
        }
    }

    private static void checkKnown(KubernetesVersion version, String name, boolean value) {
        KnownGates.Gate gate = KnownGates.find(name, version);
        if (gate == null) {
            String nearest = KnownGates.nearest(name, version);
            throw new IllegalArgumentException("unrecognized feature gate: " + name + " (in " + version + ")"
                    + (nearest == null ? "" : ", did you mean " + nearest + "?"));
        }
        if (gate.locked() && value != gate.enabled()) {
            throw locked(name, value);
        }
    }

    private static IllegalArgumentException locked(Object gate, boolean value) {
        return new IllegalArgumentException(
                "cannot set feature gate " + gate + " to " + value + ", feature is locked to " + !value);
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
            throw locked(feature, value);
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

    /** {@return the version, and what differs from its defaults: {@code 1.36 ContainerRestartRules=false}} */
    @Override
    public String toString() {
        String changed = Arrays.stream(Feature.values())
                .filter(feature -> enabled(feature) != feature.enabledByDefault(version))
                .map(feature -> feature + "=" + enabled(feature))
                .collect(Collectors.joining(","));
        return changed.isEmpty() ? version.toString() : version + " " + changed;
    }
}
