package dev.rekindle.process;

import dev.rekindle.core.RuntimeContainer;

/** Hears of the starts and ends of containers. Called on some thread; it should return soon. */
public interface ContainerListener {
    /** Hears nothing. */
    ContainerListener NONE = new ContainerListener() {};

    /**
     * A container was started.
     *
     * @param podUid the UID of its pod
     * @param container the container
     */
    default void started(String podUid, RuntimeContainer container) {}

    /**
     * A container ended while this JVM was there. Told once, after its start if that was told. With
     * {@link dev.rekindle.driver.PodWorkers#wake} a driver acts at once.
     *
     * @param podUid the UID of its pod
     * @param container the container, exited
     */
    default void exited(String podUid, RuntimeContainer container) {}
}
