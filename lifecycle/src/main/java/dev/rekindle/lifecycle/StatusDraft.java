package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The status of a container while it is made: reads like the status that it will be, and is the old one itself when
 * it comes to say the same. One draft serves all containers of a step: each begins when the one before is done.
 */
final class StatusDraft implements ContainerStatus {
    private static final ContainerState NOTHING = new ContainerState.Waiting("", "");

    ContainerState state = NOTHING;

    @Nullable
    ContainerState lastState;

    @Nullable
    Boolean started;

    String containerID = "";
    String image = "";
    int restartCount;
    boolean ready;

    private String name = "";
    private String imageID = "";
    private @Nullable ContainerStatus old;

    /** Begins with nothing but the state. */
    void begin(CompiledContainer container, @Nullable ContainerStatus before, ContainerState newState) {
        name = container.name();
        old = before;
        state = newState;
        lastState = null;
        started = null;
        containerID = "";
        image = container.spec().image();
        imageID = "";
        restartCount = 0;
        ready = false;
    }

    /** Begins as before, but for the state. */
    void beginAs(ContainerStatus before, ContainerState newState) {
        name = before.name();
        old = before;
        state = newState;
        lastState = before.lastState();
        started = before.started();
        containerID = before.containerID();
        image = before.image();
        imageID = before.imageID();
        restartCount = before.restartCount();
        ready = before.ready();
    }

    ContainerStatus done() {
        ContainerStatus before = old;
        return before != null && saysTheSame(before)
                ? before
                : ContainerStatus.builder()
                        .name(name)
                        .state(state)
                        .lastState(lastState)
                        .ready(ready)
                        .restartCount(restartCount)
                        .started(started)
                        .containerID(containerID)
                        .image(image)
                        .imageID(imageID)
                        .build();
    }

    private boolean saysTheSame(ContainerStatus other) {
        return ready == other.ready()
                && restartCount == other.restartCount()
                && Objects.equals(started, other.started())
                && state.equals(other.state())
                && Objects.equals(lastState, other.lastState())
                && containerID.equals(other.containerID())
                && image.equals(other.image())
                && imageID.equals(other.imageID())
                && name.equals(other.name());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ContainerState state() {
        return state;
    }

    @Override
    public @Nullable ContainerState lastState() {
        return lastState;
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public int restartCount() {
        return restartCount;
    }

    @Override
    public @Nullable Boolean started() {
        return started;
    }

    @Override
    public String containerID() {
        return containerID;
    }

    @Override
    public String image() {
        return image;
    }

    @Override
    public String imageID() {
        return imageID;
    }
}
