package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code getPhase} of pkg/kubelet/kubelet_pods.go: counts container states, then decides in a fixed order. */
final class PhaseCalculator {
    private final CompiledPod pod;

    PhaseCalculator(CompiledPod pod) {
        this.pod = pod;
    }

    PodPhase phase(StatusTable statuses, boolean podIsTerminal, boolean podHasInitialized) {
        Counts counts = new Counts();
        counts.add(pod.init, statuses);
        counts.add(pod.regular, statuses);
        return counts.phase(podIsTerminal, podHasInitialized);
    }

    /** The phase of a pod whose statuses are not all there yet. */
    Counts counts() {
        return new Counts();
    }

    private PodPhase decide(Counts counts, boolean podIsTerminal, boolean podHasInitialized) {
        boolean initFailed =
                pod.rulesEnabled ? counts.failedFinalInit > 0 : counts.failedInit > 0 && !pod.podRestarts();
        if (initFailed) {
            return PodPhase.FAILED;
        }
        if (counts.pendingInit > 0 || (counts.pendingSidecar > 0 && !podHasInitialized) || counts.waiting > 0) {
            return PodPhase.PENDING;
        }
        if (counts.running > 0 && counts.unknown == 0) {
            return PodPhase.RUNNING;
        }
        if (counts.running == 0 && counts.stopped > 0 && counts.unknown == 0) {
            return stopped(counts, podIsTerminal);
        }
        return PodPhase.PENDING;
    }

    /** Every regular container has stopped. */
    private PodPhase stopped(Counts counts, boolean podIsTerminal) {
        PodPhase finished = counts.stopped == counts.succeeded ? PodPhase.SUCCEEDED : PodPhase.FAILED;
        if (podIsTerminal && !pod.isStatic) {
            return finished;
        }
        if (pod.rulesEnabled) {
            return counts.stopped != counts.stoppedFinal ? PodPhase.RUNNING : finished;
        }
        RestartPolicy policy = pod.pod.spec().restartPolicy();
        if (policy.equals(RestartPolicy.ALWAYS)) {
            return PodPhase.RUNNING;
        }
        if (finished.equals(PodPhase.SUCCEEDED)) {
            return finished;
        }
        return policy.equals(RestartPolicy.NEVER) ? PodPhase.FAILED : PodPhase.RUNNING;
    }

    /** How many containers are in which situation. A container may count twice. */
    final class Counts {
        private int pendingInit;
        private int failedInit;
        private int failedFinalInit;
        private int pendingSidecar;
        private int running;
        private int waiting;
        private int stopped;
        private int stoppedFinal;
        private int succeeded;
        private int unknown;

        private void add(List<CompiledContainer> containers, StatusTable statuses) {
            for (int i = 0; i < containers.size(); i++) {
                add(containers.get(i), statuses.get(containers.get(i)));
            }
        }

        /** Takes in what the status of a container says before probe results are filled in. */
        void add(CompiledContainer container, @Nullable ContainerStatus status) {
            switch (container.kind()) {
                case INIT -> init(container, status);
                case SIDECAR -> sidecar(status);
                case REGULAR -> regular(container, status);
                case EPHEMERAL -> {} // does not count
            }
        }

        PodPhase phase(boolean podIsTerminal, boolean podHasInitialized) {
            return decide(this, podIsTerminal, podHasInitialized);
        }

        private void init(CompiledContainer container, @Nullable ContainerStatus status) {
            ContainerState state = status == null ? null : status.state();
            ContainerState.Terminated ended = status == null ? null : status.terminated();
            if (state instanceof ContainerState.Waiting && status != null) {
                ended = status.lastTerminated();
            }
            if (ended == null) {
                pendingInit++;
            } else if (ended.exitCode() != 0) {
                failedInit++;
                failedFinalInit += isFinal(container, ended) ? 1 : 0;
            }
        }

        private void sidecar(@Nullable ContainerStatus status) {
            ContainerState state = status == null ? null : status.state();
            if (status == null) {
                unknown++;
            } else if (state instanceof ContainerState.Running) {
                running++;
                pendingSidecar += Boolean.TRUE.equals(status.started()) ? 0 : 1;
            } else if (state instanceof ContainerState.Waiting) {
                if (status.lastTerminated() == null) {
                    pendingSidecar++;
                    waiting++;
                }
            } else if (!(state instanceof ContainerState.Terminated)) {
                pendingSidecar++;
                unknown++;
            }
        }

        private void regular(CompiledContainer container, @Nullable ContainerStatus status) {
            ContainerState state = status == null ? null : status.state();
            if (status == null || state == null) {
                unknown++;
            } else if (state instanceof ContainerState.Running) {
                running++;
            } else if (state instanceof ContainerState.Terminated ended) {
                stopped(container, ended);
                succeeded += ended.exitCode() == 0 ? 1 : 0;
            } else if (status.lastTerminated() != null) {
                stopped(container, status.lastTerminated());
            } else {
                waiting++;
            }
        }

        private void stopped(CompiledContainer container, ContainerState.Terminated ended) {
            stopped++;
            stoppedFinal += isFinal(container, ended) ? 1 : 0;
        }

        private boolean isFinal(CompiledContainer container, ContainerState.Terminated ended) {
            boolean removed = ended.reason().equals(ContainerStatusCalculator.RESTARTING_ALL_CONTAINERS);
            return !(removed && pod.restartAllEnabled)
                    && !container.rules().decide(ended.exitCode()).restarts();
        }
    }
}
