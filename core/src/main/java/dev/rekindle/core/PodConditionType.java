package dev.rekindle.core;

/**
 * The types of the pod conditions that the kubelet owns or looks at (staging/src/k8s.io/api/core/v1/types.go). Their reasons
 * are in {@link Reasons}.
 */
public final class PodConditionType {
    /** The pod is restarting all of its containers in place (KEP-5532). */
    public static final String ALL_CONTAINERS_RESTARTING = "AllContainersRestarting";

    /** Every sidecar and regular container is ready. */
    public static final String CONTAINERS_READY = "ContainersReady";

    /** The pod is about to be terminated by a disruption. */
    public static final String DISRUPTION_TARGET = "DisruptionTarget";

    /** Every init container has completed and every sidecar has started. */
    public static final String INITIALIZED = "Initialized";

    /** The sandbox is there and has its network. */
    public static final String POD_READY_TO_START_CONTAINERS = "PodReadyToStartContainers";

    /** The pod is bound to a node. */
    public static final String POD_SCHEDULED = "PodScheduled";

    /** The pod can serve: containers ready and readiness gates met. */
    public static final String READY = "Ready";

    private PodConditionType() {}
}
