package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.lifecycle.CompiledPod.CompiledContainer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The status of a container while it is made: reads like the status that it will be, and is the old one itself when
 * it comes to say the same.
 */
final class StatusDraft implements ContainerStatus {
    ContainerState state;

    @Nullable
    ContainerState lastState;

    @Nullable
    Boolean started;

    String containerID = "";
    String image;
    int restartCount;
    boolean ready;

    private final CompiledContainer container;
    private final @Nullable ContainerStatus old;
    private String imageID = "";

    StatusDraft(CompiledContainer container, @Nullable ContainerStatus old, ContainerState state) {
        this.container = container;
        this.old = old;
        this.image = container.spec().image();
        this.state = state;
    }

    /** As before, but for the state. */
    static StatusDraft from(CompiledContainer container, ContainerStatus old, ContainerState state) {
        StatusDraft draft = new StatusDraft(container, old, state);
        draft.lastState = old.lastState();
        draft.started = old.started();
        draft.containerID = old.containerID();
        draft.image = old.image();
        draft.imageID = old.imageID();
        draft.restartCount = old.restartCount();
        draft.ready = old.ready();
        return draft;
    }

    ContainerStatus done() {
        return old != null && saysTheSame(old)
                ? old
                : ContainerStatus.builder()
                        .name(name())
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
                && name().equals(other.name());
    }

    @Override
    public String name() {
        return container.name();
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
