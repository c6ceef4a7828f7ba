/**
 * What carries {@link dev.rekindle.lifecycle.PodLifecycle} out: observe, step, persist, publish, execute, again.
 *
 * <p>A custom kubelet implements {@link dev.rekindle.driver.ContainerRuntime} on top of what it has (CRI,
 * OCI, processes). Everything that waits, measures time, touches files or logs is in this package; what is decided
 * is decided by the pure package above it.
 */
@NullMarked
package dev.rekindle.driver;

import org.jspecify.annotations.NullMarked;
