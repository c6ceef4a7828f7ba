package dev.rekindle.driver;

import dev.rekindle.core.Reasons;
import org.jspecify.annotations.Nullable;

/**
 * A container runtime could not do what it was asked to. The driver tries again after 10 to 15 s.
 *
 * <p>The reason is one of the kubelet's (pkg/kubelet/container/sync_result.go, pkg/kubelet/images/types.go,
 * pkg/kubelet/kuberuntime/kuberuntime_container.go). When a container cannot be started it becomes, together with
 * the message, the waiting reason of the container; the constants are the usual ones, any other is allowed.
 */
public class ContainerRuntimeException extends Exception {
    /** A sandbox could not be created. */
    public static final String CREATE_POD_SANDBOX = "CreatePodSandboxError";

    /** A sandbox could not be stopped. */
    public static final String KILL_POD_SANDBOX = "KillPodSandboxError";

    /** An image could not be pulled. */
    public static final String IMAGE_PULL = Reasons.ERR_IMAGE_PULL;

    /** What a container is to be created from could not be put together. */
    public static final String CREATE_CONTAINER_CONFIG = Reasons.CREATE_CONTAINER_CONFIG_ERROR;

    /** A container could not be created. */
    public static final String CREATE_CONTAINER = Reasons.CREATE_CONTAINER_ERROR;

    /** A container was created and could not be started. */
    public static final String RUN_CONTAINER = Reasons.RUN_CONTAINER_ERROR;

    /** A postStart hook failed. */
    public static final String POST_START_HOOK = Reasons.POST_START_HOOK_ERROR;

    /** A container could not be stopped. */
    public static final String KILL_CONTAINER = "KillContainerError";

    /** A container could not be removed. */
    public static final String REMOVE_CONTAINER = "RemoveContainerError";

    private static final long serialVersionUID = 1;

    private final String reason;

    /**
     * Creates an exception without a cause.
     *
     * @param reason a CamelCase reason, such as {@value #CREATE_CONTAINER}
     * @param message a text for people
     */
    public ContainerRuntimeException(String reason, String message) {
        this(reason, message, null);
    }

    /**
     * Creates an exception.
     *
     * @param reason a CamelCase reason, such as {@value #CREATE_CONTAINER}
     * @param message a text for people
     * @param cause what made it fail, or null
     */
    public ContainerRuntimeException(String reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** {@return a CamelCase reason} */
    public String reason() {
        return reason;
    }

    /** {@return a text for people} */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
