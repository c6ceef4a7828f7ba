package dev.rekindle.core;

/**
 * The reasons in statuses that others compare with: of waiting and of terminated containers, of pods, of conditions.
 * Kubernetes has them in many files; each names its own here. Reasons are open strings: a runtime may report others.
 */
public final class Reasons {
    /** Waiting: the container was not created yet, in a pod without init containers (pkg/kubelet/kubelet_pods.go). */
    public static final String CONTAINER_CREATING = "ContainerCreating";

    /** Waiting: the container was not created yet, in a pod with init containers (pkg/kubelet/kubelet_pods.go). */
    public static final String POD_INITIALIZING = "PodInitializing";

    /**
     * Waiting, and of the last state: the container was removed by a restart of all containers (KEP-5532,
     * pkg/kubelet/kubelet_pods.go).
     */
    public static final String RESTARTING_ALL_CONTAINERS = "RestartingAllContainers";

    /** Waiting: it keeps exiting, so its next start is delayed (pkg/kubelet/container/sync_result.go). */
    public static final String CRASH_LOOP_BACK_OFF = "CrashLoopBackOff";

    /** Waiting: its image could not be pulled, so the next pull is delayed (pkg/kubelet/images/types.go). */
    public static final String IMAGE_PULL_BACK_OFF = "ImagePullBackOff";

    /** Waiting: its image could not be pulled (pkg/kubelet/images/types.go). */
    public static final String ERR_IMAGE_PULL = "ErrImagePull";

    /** Waiting: its image is not there, and its pull policy is {@code Never} (pkg/kubelet/images/types.go). */
    public static final String ERR_IMAGE_NEVER_PULL = "ErrImageNeverPull";

    /** Waiting: the registry of its image does not answer (k8s.io/cri-api/pkg/errors/errors.go). */
    public static final String REGISTRY_UNAVAILABLE = "RegistryUnavailable";

    /** Waiting: the signature of its image is not valid (k8s.io/cri-api/pkg/errors/errors.go). */
    public static final String SIGNATURE_VALIDATION_FAILED = "SignatureValidationFailed";

    /** Waiting: its configuration could not be made (pkg/kubelet/kuberuntime/kuberuntime_container.go). */
    public static final String CREATE_CONTAINER_CONFIG_ERROR = "CreateContainerConfigError";

    /** Waiting: it could not be created (pkg/kubelet/kuberuntime/kuberuntime_container.go). */
    public static final String CREATE_CONTAINER_ERROR = "CreateContainerError";

    /** Waiting: it could not be started (pkg/kubelet/container/sync_result.go). */
    public static final String RUN_CONTAINER_ERROR = "RunContainerError";

    /** Waiting: its postStart hook failed (pkg/kubelet/kuberuntime/kuberuntime_container.go). */
    public static final String POST_START_HOOK_ERROR = "PostStartHookError";

    /** Terminated: it exited with 0 (containerd, CRI-O). */
    public static final String COMPLETED = "Completed";

    /** Terminated: it exited with another code (containerd, CRI-O). */
    public static final String ERROR = "Error";

    /**
     * Terminated: a process of it was killed for lack of memory (containerd, CRI-O). The kubelet takes an init container
     * with this reason for failed whatever its exit code (pkg/kubelet/kuberuntime/kuberuntime_helpers.go).
     */
    public static final String OOM_KILLED = "OOMKilled";

    /** Terminated: the runtime does not know it any more (pkg/kubelet/container/runtime.go). */
    public static final String CONTAINER_STATUS_UNKNOWN = "ContainerStatusUnknown";

    /** Of a failed pod: it was active for longer than its deadline (pkg/kubelet/active_deadline.go). */
    public static final String DEADLINE_EXCEEDED = "DeadlineExceeded";

    /** Of a failed pod: the node ran out of something (pkg/kubelet/eviction/helpers.go). */
    public static final String EVICTED = "Evicted";

    /**
     * Of a failed pod: the node does not have the features that it asks for (KEP-5328,
     * pkg/kubelet/lifecycle/handlers.go).
     */
    public static final String POD_FEATURE_UNSUPPORTED = "PodFeatureUnsupported";

    /** Of a condition: the pod succeeded (pkg/kubelet/status/generate.go). */
    public static final String POD_COMPLETED = "PodCompleted";

    /** Of a condition: the pod failed (pkg/kubelet/status/generate.go). */
    public static final String POD_FAILED = "PodFailed";

    /** Of a condition: some status of a container is missing (pkg/kubelet/status/generate.go). */
    public static final String UNKNOWN_CONTAINER_STATUSES = "UnknownContainerStatuses";

    /** Of {@code Initialized}: some init container is not done (pkg/kubelet/status/generate.go). */
    public static final String CONTAINERS_NOT_INITIALIZED = "ContainersNotInitialized";

    /** Of {@code ContainersReady} and {@code Ready}: some container is not ready (pkg/kubelet/status/generate.go). */
    public static final String CONTAINERS_NOT_READY = "ContainersNotReady";

    /** Of {@code Ready}: the containers are ready, but not the gates (pkg/kubelet/status/generate.go). */
    public static final String READINESS_GATES_NOT_READY = "ReadinessGatesNotReady";

    /** Of {@code AllContainersRestarting} while it is True (pkg/kubelet/status/generate.go). */
    public static final String RESTART_ALL_CONTAINERS_STARTED = "RestartAllContainersStarted";

    /**
     * Of {@code AllContainersRestarting} while it is True, in the text of KEP-5532; the kubelet has {@link
     * #RESTART_ALL_CONTAINERS_STARTED} instead.
     */
    public static final String CONTAINER_EXITED = "ContainerExited";

    private Reasons() {}
}
