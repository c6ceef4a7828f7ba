package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Knows no container and does nothing. */
abstract class IdleRuntime implements ContainerRuntime {
    @Override
    public RuntimePod observe(Pod pod) throws ContainerRuntimeException {
        return RuntimePod.EMPTY;
    }

    @Override
    public Sandbox createSandbox(Pod pod, int attempt) {
        return Sandbox.builder()
                .id("s")
                .ready(true)
                .attempt(attempt)
                .createdAt(Instant.EPOCH)
                .ip("10.0.0.1")
                .build();
    }

    @Override
    public void stopSandbox(String sandboxId) {}

    @Override
    public String startContainer(Pod pod, Container container, ContainerKind kind, int attempt, Sandbox sandbox) {
        return "id";
    }

    @Override
    public void stopContainer(String containerId, Duration gracePeriod) throws ContainerRuntimeException {}

    @Override
    public void removeContainer(String containerId, boolean keepLogs) {}

    @Override
    public ExecResult exec(String containerId, List<String> command, Duration timeout) {
        return ExecResult.exited(0, "");
    }
}
