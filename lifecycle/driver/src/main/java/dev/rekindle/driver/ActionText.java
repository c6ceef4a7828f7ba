package dev.rekindle.driver;

import dev.rekindle.lifecycle.PodAction;

/** One text for each kind of action. */
record ActionText(
        String createSandbox, String killPod, String stopContainer, String removeContainer, String startContainer)
        implements PodAction.Visitor<String, RuntimeException> {
    @Override
    public String createSandbox(PodAction.CreateSandbox action) {
        return createSandbox;
    }

    @Override
    public String killPod(PodAction.KillPod action) {
        return killPod;
    }

    @Override
    public String stopContainer(PodAction.StopContainer action) {
        return stopContainer;
    }

    @Override
    public String removeContainer(PodAction.RemoveContainer action) {
        return removeContainer;
    }

    @Override
    public String startContainer(PodAction.StartContainer action) {
        return startContainer;
    }
}
