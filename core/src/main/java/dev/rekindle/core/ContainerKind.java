package dev.rekindle.core;

import java.util.Objects;

/** The four ways a container can be part of a pod. */
public enum ContainerKind {
    /** An init container that runs to completion. */
    INIT,
    /** An init container with {@code restartPolicy: Always}, which keeps running (KEP-753). */
    SIDECAR,
    /** An entry of {@code containers}. */
    REGULAR,
    /** An ephemeral (debug) container; never restarted. */
    EPHEMERAL;

    /**
     * Tells sidecars from other init containers.
     *
     * @param container an entry of {@code initContainers}
     * @return {@link #SIDECAR} or {@link #INIT}
     */
    public static ContainerKind ofInit(Container container) {
        Objects.requireNonNull(container, "container: Required value: expected an init container");
        return RestartPolicy.ALWAYS.equals(container.restartPolicy()) ? SIDECAR : INIT;
    }
}
