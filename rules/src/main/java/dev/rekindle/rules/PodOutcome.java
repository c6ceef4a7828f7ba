package dev.rekindle.rules;

/**
 * What becomes of a pod when one of its containers exits. Whether a pod ends may depend on its other containers; the
 * two {@code _WHEN_} outcomes say on what. Follows {@code computePodActions} of
 * pkg/kubelet/kuberuntime/kuberuntime_manager.go and {@code getPhase} of pkg/kubelet/kubelet_pods.go.
 */
public enum PodOutcome {
    /** The container that exited is started again; the others do not notice. */
    CONTAINER_RESTARTS,
    /** Every container is started again in place, from the first init container on (KEP-5532). */
    ALL_CONTAINERS_RESTART,
    /** The init container is done: the next one starts, after the last one the regular containers. */
    NEXT_CONTAINER_STARTS,
    /** The phase becomes Failed; what still runs is stopped. */
    POD_FAILS,
    /** The phase becomes Succeeded; sidecars are stopped. */
    POD_SUCCEEDS,
    /**
     * The container is done. The phase becomes Succeeded when every other regular container has ended for good with 0
     * too, and Failed when one of them ended for good with another code.
     */
    POD_SUCCEEDS_WHEN_ALL_HAVE,
    /** The container is done. The phase becomes Failed when every other regular container has ended for good. */
    POD_FAILS_WHEN_ALL_HAVE_ENDED,
    /** The container is done; the pod goes on, as some other regular container is restarted whatever its exit code. */
    POD_GOES_ON,
    /** The container is ephemeral; its end concerns nothing else. */
    NOTHING;

    /** {@return whether the phase becomes final with this exit, whatever other containers do} */
    public boolean endsPod() {
        return this == POD_FAILS || this == POD_SUCCEEDS;
    }
}
