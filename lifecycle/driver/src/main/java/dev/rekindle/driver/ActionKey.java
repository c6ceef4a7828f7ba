package dev.rekindle.driver;

import dev.rekindle.lifecycle.PodAction;

/** Tells actions apart that are tried again and again: by their kind, and by the container where there is one. */
final class ActionKey implements PodAction.Visitor<String, RuntimeException> {
    static final ActionKey KEY = new ActionKey();

    private ActionKey() {}

    @Override
    public String createSandbox(PodAction.CreateSandbox action) {
        return "CreateSandbox";
    }

    @Override
    public String killPod(PodAction.KillPod action) {
        return "KillPod";
    }

    @Override
    public String stopContainer(PodAction.StopContainer action) {
        return "StopContainer " + action.name();
    }

    @Override
    public String removeContainer(PodAction.RemoveContainer action) {
        return "RemoveContainer " + action.name();
    }

    @Override
    public String startContainer(PodAction.StartContainer action) {
        return "StartContainer " + action.name();
    }
}
