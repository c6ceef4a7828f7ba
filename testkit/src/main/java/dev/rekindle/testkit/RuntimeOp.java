package dev.rekindle.testkit;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** The calls of a {@link FakePod} that can be told to fail, named as in the CRI. */
public enum RuntimeOp {
    /** Create a sandbox; of the pod, not of a container. */
    RUN_POD_SANDBOX("RunPodSandbox", true),
    /** Stop a sandbox; of the pod, not of a container. */
    STOP_POD_SANDBOX("StopPodSandbox", true),
    /** Pull the image of a container. */
    PULL_IMAGE("PullImage", false),
    /** Create a container; it does not exist when this fails. */
    CREATE_CONTAINER("CreateContainer", false),
    /** Start a container; it exists and stays in state CREATED when this fails. */
    START_CONTAINER("StartContainer", false),
    /** Run the preStop hook of a container; that it fails holds up nothing. */
    EXEC_SYNC("ExecSync", false),
    /** Stop a container; it goes on when this fails. */
    STOP_CONTAINER("StopContainer", false),
    /** Remove a container; it stays when this fails. */
    REMOVE_CONTAINER("RemoveContainer", false);

    private final String text;
    private final boolean ofPod;

    RuntimeOp(String text, boolean ofPod) {
        this.text = text;
        this.ofPod = ofPod;
    }

    /**
     * Finds a call by its name.
     *
     * @param text the name, such as {@code StartContainer}
     * @return the call
     * @throws IllegalArgumentException when there is no such call
     */
    public static RuntimeOp of(String text) {
        Objects.requireNonNull(text, "the name of a call must not be null");
        return Arrays.stream(values())
                .filter(op -> op.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown call \"" + text + "\": a runtime has "
                        + Arrays.stream(values()).map(RuntimeOp::text).collect(Collectors.joining(", "))));
    }

    /** {@return the name in the CRI} */
    public String text() {
        return text;
    }

    /** {@return whether it is a call for the whole pod, not for one of its containers} */
    public boolean isOfPod() {
        return ofPod;
    }
}
