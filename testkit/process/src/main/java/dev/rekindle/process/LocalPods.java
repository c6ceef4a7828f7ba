package dev.rekindle.process;

import dev.rekindle.core.Container;
import dev.rekindle.core.Pod;
import dev.rekindle.core.Volume;
import java.util.ArrayList;
import java.util.List;

/** What a pod needs to be run as processes, beyond being valid. */
public final class LocalPods {
    static final String COMMAND_REQUIRED = "command: Required value: images are not pulled, so the command of the"
            + " image is not known; set command to a program of this machine";
    static final String VOLUME_KINDS = "expected emptyDir or hostPath; other volumes cannot be had on this machine";

    private LocalPods() {}

    /**
     * Finds what keeps a pod from being run as processes.
     *
     * @param pod a valid pod
     * @return one sentence for each problem, beginning with the field path; empty when there is none
     */
    public static List<String> problems(Pod pod) {
        List<String> problems = new ArrayList<>();
        commands(pod.spec().initContainers(), "spec.initContainers", problems);
        commands(pod.spec().containers(), "spec.containers", problems);
        for (int i = 0; i < pod.spec().volumes().size(); i++) {
            Volume volume = pod.spec().volumes().get(i);
            if (volume.emptyDir() == null && volume.hostPath() == null) {
                problems.add("spec.volumes[" + i + "]: Invalid value: \"" + volume.name() + "\": " + VOLUME_KINDS);
            }
        }
        return problems;
    }

    private static void commands(List<Container> containers, String path, List<String> problems) {
        for (int i = 0; i < containers.size(); i++) {
            if (containers.get(i).command().isEmpty()) {
                problems.add(path + "[" + i + "]." + COMMAND_REQUIRED);
            }
        }
    }
}
