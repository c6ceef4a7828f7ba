package dev.rekindle.driver;

import dev.rekindle.lifecycle.PodAction;
import java.util.List;

/** What the kubelet tells the API when an action fails: nothing of a container that could not be stopped or removed. */
record FailureEvents(String message) implements PodAction.Visitor<List<KubernetesEvent>, RuntimeException> {
    @Override
    public List<KubernetesEvent> createSandbox(PodAction.CreateSandbox action) {
        return warning("FailedCreatePodSandBox", "Failed to create pod sandbox: ");
    }

    @Override
    public List<KubernetesEvent> killPod(PodAction.KillPod action) {
        return warning("FailedKillPod", "error killing pod: ");
    }

    @Override
    public List<KubernetesEvent> stopContainer(PodAction.StopContainer action) {
        return List.of();
    }

    @Override
    public List<KubernetesEvent> removeContainer(PodAction.RemoveContainer action) {
        return List.of();
    }

    @Override
    public List<KubernetesEvent> startContainer(PodAction.StartContainer action) {
        return warning("Failed", "Error: ");
    }

    private List<KubernetesEvent> warning(String reason, String prefix) {
        return List.of(PodEvents.warning(reason, prefix + message));
    }
}
