package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import java.time.Duration;
import java.util.List;

/**
 * What runs containers: the one interface that a custom kubelet implements. Shaped like the CRI
 * (staging/src/k8s.io/cri-api/pkg/apis/runtime/v1/api.proto); the method comments name its calls.
 *
 * <p>For an implementer:
 *
 * <ul>
 *   <li>Calls block until they are done. Calls for different pods come at the same time, and for one pod
 *       {@link #observe}, {@link #exec} and, while the pod ends, {@link #stopContainer} may too.
 *   <li>Every call may be repeated, because a driver that is killed does not know what it got done. What is gone
 *       already counts as stopped and as removed.
 *   <li>A call that is interrupted sets the interrupt flag again and throws {@link ContainerRuntimeException}.
 *   <li>Dead containers are removed by the driver: those of a restart of all containers, old attempts of init
 *       containers and, once a minute, of every container all dead attempts but the newest
 *       ({@link PodWorkersBuilder#collectGarbage}). A runtime that removes some itself keeps that one, and everything
 *       of a pod that was not removed yet. Stopped sandboxes and what is left of removed pods are the runtime's to
 *       remove.
 *   <li>After a crash, of the machine too, it is reported what is. A container that was not started is never
 *       {@code RUNNING}: one whose start was cut off does not exist, is {@code CREATED}, or is {@code EXITED} with 128
 *       and the reason {@code StartError}, and only a process of its own makes it running. An undone start must not
 *       look like a run: what its command did not begin is no attempt. What ended while nobody looked is
 *       {@code EXITED}, with 255 and the reason {@code Unknown} when its exit code is not known; never 0, for which a
 *       rule or a Job would take it as completed.
 *   <li>Ids are never used again: an id that stands for another container than before would be taken for the old one.
 *   <li>No hook and no probe is run here; the driver runs them, those with a command through {@link #exec}.
 * </ul>
 *
 * <p>From 0.1.0 on it grows only by methods with a default, so that a runtime that compiles goes on to.
 */
public interface ContainerRuntime {
    /**
     * Reports everything about one pod: every sandbox and every attempt of every container, dead ones included
     * ({@code ListPodSandbox}, {@code PodSandboxStatus}, {@code ListContainers}, {@code ContainerStatus}).
     *
     * @param pod the pod; its containers are found by {@code metadata.uid}, as labels carry it in the CRI
     * @return what there is, newest first; {@link RuntimePod#EMPTY} when there is nothing
     * @throws ContainerRuntimeException when it is not known; never report a part
     */
    RuntimePod observe(Pod pod) throws ContainerRuntimeException;

    /**
     * Creates a sandbox and waits until it is ready and has its address ({@code RunPodSandbox}).
     *
     * @param pod the pod
     * @param attempt how many sandboxes the pod had before
     * @return the sandbox, ready, with its address
     * @throws ContainerRuntimeException when it cannot be created, with the reason
     *     {@link ContainerRuntimeException#CREATE_POD_SANDBOX}
     */
    Sandbox createSandbox(Pod pod, int attempt) throws ContainerRuntimeException;

    /**
     * Stops a sandbox and whatever still runs in it ({@code StopPodSandbox}).
     *
     * @param sandboxId the sandbox; nothing happens when it is stopped or gone
     * @throws ContainerRuntimeException when it cannot be stopped, with the reason
     *     {@link ContainerRuntimeException#KILL_POD_SANDBOX}
     */
    void stopSandbox(String sandboxId) throws ContainerRuntimeException;

    /**
     * Pulls the image as the pull policy says, creates a container and starts it ({@code PullImage},
     * {@code CreateContainer}, {@code StartContainer}). Does not wait for its end, and does not run its hook.
     *
     * @param pod the pod
     * @param container what to run
     * @param kind what it is to the pod
     * @param attempt the attempt number to report from now on, from 0
     * @param sandbox the sandbox to run in
     * @return the id of the new container
     * @throws ContainerRuntimeException when it cannot be created or started; reason and message become those of
     *     the waiting container. A container that was created nevertheless is reported as
     *     {@link dev.rekindle.core.RuntimeContainer.State#CREATED} or as exited
     */
    String startContainer(Pod pod, Container container, ContainerKind kind, int attempt, Sandbox sandbox)
            throws ContainerRuntimeException;

    /**
     * Stops a container: its stop signal, and SIGKILL when the grace period is over ({@code StopContainer}).
     *
     * @param containerId the container; nothing happens when it has ended or is gone
     * @param gracePeriod time between the two signals, zero or more
     * @throws ContainerRuntimeException when it may still be running, with the reason
     *     {@link ContainerRuntimeException#KILL_CONTAINER}
     */
    void stopContainer(String containerId, Duration gracePeriod) throws ContainerRuntimeException;

    /**
     * Removes a dead container ({@code RemoveContainer}, and the log files unless they are kept).
     *
     * @param containerId the container; nothing happens when it is gone
     * @param keepLogs whether its log files stay; then {@link RuntimePod#newestLogs()} goes on to count them
     * @throws ContainerRuntimeException when it is still there, with the reason
     *     {@link ContainerRuntimeException#REMOVE_CONTAINER}
     */
    void removeContainer(String containerId, boolean keepLogs) throws ContainerRuntimeException;

    /**
     * Runs a command in a running container ({@code ExecSync}).
     *
     * @param containerId the container
     * @param command the command and its arguments, without a shell
     * @param timeout how long it may take before it is killed; zero means any time
     * @return how it ended
     * @throws ContainerRuntimeException when it could not be run
     */
    ExecResult exec(String containerId, List<String> command, Duration timeout) throws ContainerRuntimeException;
}
