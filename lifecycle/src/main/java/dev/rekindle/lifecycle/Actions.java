package dev.rekindle.lifecycle;

import dev.rekindle.core.ContainerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is behind the kinds of {@link PodAction}. */
final class Actions {
    private Actions() {}

    record CreateSandbox(int attempt) implements PodAction.CreateSandbox {
        CreateSandbox {
            checkAttempt(attempt);
        }

        @Override
        public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
            return visitor.createSandbox(this);
        }

        @Override
        public boolean endsSyncOnFailure() {
            return true;
        }
    }

    record KillPod(
            List<PodAction.StopContainer> containers, List<PodAction.StopContainer> sidecars, List<String> sandboxIds)
            implements PodAction.KillPod {
        KillPod {
            Objects.requireNonNull(containers, "containers: Required value: expected a list, may be empty");
            Objects.requireNonNull(sidecars, "sidecars: Required value: expected a list, may be empty");
            Objects.requireNonNull(sandboxIds, "sandboxIds: Required value: expected a list, may be empty");
            containers = List.copyOf(containers);
            sidecars = List.copyOf(sidecars);
            sandboxIds = List.copyOf(sandboxIds);
        }

        @Override
        public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
            return visitor.killPod(this);
        }

        @Override
        public boolean endsSyncOnFailure() {
            return true;
        }
    }

    record StopContainer(
            String id, String name, Duration gracePeriod, boolean runPreStop, StopReason reason, String message)
            implements PodAction.StopContainer {
        StopContainer {
            checkContainer(id, name);
            Objects.requireNonNull(reason, "reason: Required value: expected why it is stopped");
            Objects.requireNonNull(message, "message: Required value: expected a text, may be empty");
            Objects.requireNonNull(gracePeriod, "gracePeriod: Required value: expected a duration");
            if (gracePeriod.isNegative()) {
                throw new IllegalArgumentException(
                        "gracePeriod: Invalid value: " + gracePeriod + ": expected 0 or more");
            }
        }

        @Override
        public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
            return visitor.stopContainer(this);
        }

        @Override
        public boolean endsSyncOnFailure() {
            return true;
        }
    }

    record RemoveContainer(String id, String name, boolean keepLogs, RemoveReason reason)
            implements PodAction.RemoveContainer {
        RemoveContainer {
            checkContainer(id, name);
            Objects.requireNonNull(reason, "reason: Required value: expected why it is removed");
        }

        @Override
        public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
            return visitor.removeContainer(this);
        }

        @Override
        public boolean endsSyncOnFailure() {
            return reason == RemoveReason.RESTART_ALL_CONTAINERS;
        }
    }

    record StartContainer(
            String name,
            ContainerKind kind,
            int attempt,
            @Nullable Instant lastFinishedAt) implements PodAction.StartContainer {
        StartContainer {
            Objects.requireNonNull(name, "name: Required value: expected the name of a container");
            Objects.requireNonNull(kind, "kind: Required value: expected what the container is to its pod");
            checkAttempt(attempt);
        }

        @Override
        public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
            return visitor.startContainer(this);
        }

        @Override
        public boolean endsSyncOnFailure() {
            return kind == ContainerKind.INIT;
        }
    }

    private static void checkContainer(String id, String name) {
        Objects.requireNonNull(id, "id: Required value: expected the id that the runtime gave");
        Objects.requireNonNull(name, "name: Required value: expected the name of a container");
    }

    private static void checkAttempt(int attempt) {
        if (attempt < 0) {
            throw new IllegalArgumentException("attempt: Invalid value: " + attempt + ": expected 0 or more");
        }
    }
}
