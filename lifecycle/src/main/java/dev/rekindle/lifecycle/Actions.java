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
            Objects.requireNonNull(reason, "reason must not be null");
            Objects.requireNonNull(message, "message must not be null: give an empty text where there is none");
            if (gracePeriod == null || gracePeriod.isNegative()) {
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
            Objects.requireNonNull(reason, "reason must not be null");
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
            Objects.requireNonNull(name, "name must not be null: give the name of a container of the pod");
            Objects.requireNonNull(kind, "kind must not be null");
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
        Objects.requireNonNull(id, "id must not be null: give the id that the runtime gave");
        Objects.requireNonNull(name, "name must not be null: give the name of a container of the pod");
    }

    private static void checkAttempt(int attempt) {
        if (attempt < 0) {
            throw new IllegalArgumentException("attempt: Invalid value: " + attempt + ": expected 0 or more");
        }
    }
}
