package com.example.operator;

import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;

/**
 * Decides what an operator does with a worker. Starting over in place takes seconds, a new pod takes minutes; but a
 * pod that starts over again and again may have a broken node beneath it.
 */
public final class Replacement {
    /** What to do. */
    public enum Decision {
        /** Nothing: it works, or it has done its work. */
        LEAVE,
        /** Nothing yet: all its containers are on their way out, and it will be back. */
        WAIT,
        /** Delete it and create another one, elsewhere. */
        REPLACE
    }

    private final String container;
    private final int restartsMax;

    /**
     * Creates the rule.
     *
     * @param container the container whose restarts count
     * @param restartsMax how many of them a pod may have
     */
    public Replacement(String container, int restartsMax) {
        this.container = container;
        this.restartsMax = restartsMax;
    }

    /**
     * Decides.
     *
     * @param status the newest status of the pod
     * @return what to do
     */
    public Decision decide(PodStatus status) {
        if (status.phase().isTerminal()) {
            return status.phase().equals(PodPhase.FAILED) ? Decision.REPLACE : Decision.LEAVE;
        }
        if (status.isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING)) {
            return Decision.WAIT; // nothing runs and nothing is ready, which looks worse than it is
        }
        ContainerStatus worker = status.container(container); // null until the kubelet has seen the pod
        return worker != null && worker.restartCount() > restartsMax ? Decision.REPLACE : Decision.LEAVE;
    }
}
