package dev.rekindle.core;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** The minor releases of Kubernetes that are modelled. */
public enum KubernetesVersion {
    /** Kubernetes 1.34: restart rules alpha, no restart of all containers. */
    V1_34("1.34"),
    /** Kubernetes 1.35: restart rules beta, restart of all containers alpha. */
    V1_35("1.35"),
    /** Kubernetes 1.36: both beta and on. */
    V1_36("1.36"),
    /**
     * Kubernetes 1.37: locked gates, and containers of old sandboxes no longer count. Unproven: it rests on source and
     * release notes, there are no recordings of a 1.37 kubelet to compare with ({@link #proven}).
     */
    V1_37("1.37");

    /** The version that is meant where none is named: the newest one that is {@linkplain #proven proven}. */
    public static final KubernetesVersion DEFAULT = V1_36;

    private final String text;

    KubernetesVersion(String text) {
        this.text = text;
    }

    /**
     * Reads {@code major.minor}, for example {@code 1.36}.
     *
     * @param text the text
     * @return the version
     * @throws IllegalArgumentException when it is none of these
     */
    public static KubernetesVersion parse(String text) {
        Objects.requireNonNull(text, "text: Required value: expected a version, such as 1.36");
        for (KubernetesVersion version : values()) {
            if (version.text.equals(text)) {
                return version;
            }
        }
        String known = Arrays.stream(values()).map(v -> v.text).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("unknown Kubernetes version \"" + text + "\": expected one of " + known);
    }

    /** {@return whether the model was compared with recordings of the real code of this version} */
    public boolean proven() {
        return this != V1_37;
    }

    /** The 36 of 1.36. */
    int minor() {
        return Integer.parseInt(text.substring(text.indexOf('.') + 1));
    }

    @Override
    public String toString() {
        return text;
    }
}
