package dev.rekindle.lifecycle;

import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;

/**
 * Does the pod need a new sandbox? {@code PodSandboxChanged} of pkg/kubelet/kuberuntime/util/util.go.
 *
 * @param changed whether a new one is needed
 * @param attempt the attempt number of the sandbox that the containers belong in
 * @param id the sandbox that is there, empty when there is none to speak of
 */
record SandboxCheck(boolean changed, int attempt, String id) {
    static SandboxCheck of(boolean hostNetwork, RuntimePod runtime) {
        Sandbox newest = runtime.newestSandbox();
        if (newest == null) {
            return new SandboxCheck(true, 0, "");
        }
        int next = Saturating.next(newest.attempt());
        if (readyCount(runtime) > 1 || !newest.ready()) {
            return new SandboxCheck(true, next, newest.id());
        }
        if (newest.hostNetwork() != hostNetwork) {
            return new SandboxCheck(true, next, "");
        }
        if (!hostNetwork && newest.ip().isEmpty()) {
            return new SandboxCheck(true, next, newest.id());
        }
        return new SandboxCheck(false, newest.attempt(), newest.id());
    }

    private static int readyCount(RuntimePod runtime) {
        int count = 0;
        for (int i = 0; i < runtime.sandboxes().size(); i++) {
            count += runtime.sandboxes().get(i).ready() ? 1 : 0;
        }
        return count;
    }
}
