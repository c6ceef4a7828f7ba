package dev.rekindle.testkit;

import dev.rekindle.core.Container;
import dev.rekindle.core.LifecycleHandler;
import dev.rekindle.core.Reasons;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.ActionRunner;
import dev.rekindle.lifecycle.Failure;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.CreateSandbox;
import dev.rekindle.lifecycle.PodAction.KillPod;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What each action does to a {@link FakePod}: the calls it consists of, each with its effect unless it is to fail.
 *
 * @param pod the runtime
 * @param now the time
 */
record FakeRunner(FakePod pod, Instant now) implements ActionRunner, PodAction.Visitor<ActionResult, RuntimeException> {
    @Override
    public ActionResult run(PodAction action) {
        return action.accept(this);
    }

    private ActionResult result(PodAction action, @Nullable Failure failure) {
        return failure == null ? ActionResult.succeeded(action, now) : ActionResult.failed(action, failure, now);
    }

    @Override
    public ActionResult createSandbox(CreateSandbox create) {
        int attempt = create.attempt();
        RuntimeCall call = RuntimeCall.sandbox("RunPodSandbox", pod.idPrefix + "sb-" + attempt, attempt);
        if (fails(RuntimeOp.RUN_POD_SANDBOX, call)) {
            return result(create, Faults.sandbox(pod.pod().metadata()));
        }
        boolean hostNetwork = pod.pod().spec().hostNetwork();
        pod.change(s -> s.with(Sandbox.builder()
                .id(call.id())
                .ready(true)
                .attempt(attempt)
                .createdAt(now)
                .ip("10.0.0." + (7 + attempt))
                .hostNetwork(hostNetwork)
                .build()));
        pod.called(call);
        return result(create, null);
    }

    /** Goes on after a failure, as the kubelet does. */
    @Override
    public ActionResult killPod(KillPod kill) {
        Failure failure = null;
        for (StopContainer stop : Stream.concat(kill.containers().stream(), kill.sidecars().stream())
                .toList()) {
            failure = stop(stop) || failure != null ? failure : Faults.error("KillContainerError");
        }
        for (String id : kill.sandboxIds()) {
            failure = stopSandbox(id) || failure != null ? failure : Faults.error("KillPodSandboxError");
        }
        return result(kill, failure);
    }

    private boolean stopSandbox(String id) {
        RuntimeCall call = RuntimeCall.sandbox("StopPodSandbox", id, null);
        if (fails(RuntimeOp.STOP_POD_SANDBOX, call)) {
            return false;
        }
        pod.change(s -> s.sandboxEnds(sandbox -> sandbox.id().equals(id), now));
        pod.called(call);
        return true;
    }

    @Override
    public ActionResult stopContainer(StopContainer stop) {
        return result(stop, stop(stop) ? null : Faults.error("KillContainerError"));
    }

    private boolean stop(StopContainer stop) {
        if (stop.runPreStop()) {
            RuntimeCall exec = RuntimeCall.container("ExecSync", stop.id(), stop.name());
            if (!fails(RuntimeOp.EXEC_SYNC, exec)) {
                pod.called(exec.withCommand(preStop(stop.name())));
            }
        }
        RuntimeCall call = RuntimeCall.container("StopContainer", stop.id(), stop.name());
        if (fails(RuntimeOp.STOP_CONTAINER, call)) {
            return false;
        }
        pod.called(call.withTimeout(stop.gracePeriod()));
        pod.change(s -> s.stop(stop.id(), stop.name(), now));
        return true;
    }

    private List<String> preStop(String name) {
        Container container = pod.pod().spec().container(name);
        LifecycleHandler handler = container == null ? null : container.preStop();
        return handler == null || handler.exec() == null
                ? List.of()
                : handler.exec().command();
    }

    @Override
    public ActionResult removeContainer(RemoveContainer remove) {
        RuntimeCall call = RuntimeCall.container("RemoveContainer", remove.id(), remove.name());
        if (fails(RuntimeOp.REMOVE_CONTAINER, call)) {
            return result(remove, Faults.error("RemoveContainerError"));
        }
        pod.called(call.withKeepLogs(remove.keepLogs()));
        pod.change(s -> s.remove(remove.id(), remove.keepLogs()));
        return result(remove, null);
    }

    @Override
    public ActionResult startContainer(StartContainer start) {
        List<Sandbox> sandboxes = pod.state().sandboxes();
        Container container = pod.pod().spec().container(start.name());
        return result(
                start,
                start(
                        start,
                        container,
                        sandboxes.isEmpty() ? "" : sandboxes.get(0).id()));
    }

    /** Starts a container as it is handed over; it need not be the one of the pod. */
    @Nullable
    Failure start(StartContainer start, @Nullable Container container, String sandbox) {
        String name = start.name();
        Failure pull = container == null ? null : pull(container);
        if (pull != null) {
            return pull;
        }
        String id = FakePod.SCHEME + pod.idPrefix + pod.state().attempts().suffix(name, start.attempt());
        RuntimeCall create = RuntimeCall.container("CreateContainer", id, name);
        if (fails(RuntimeOp.CREATE_CONTAINER, create)) {
            return Faults.start(Reasons.CREATE_CONTAINER_ERROR);
        }
        pod.called(create.created(start.attempt(), sandbox));
        RuntimeContainer created = RuntimeContainer.builder()
                .id(id)
                .name(name)
                .sandboxId(sandbox)
                .state(RuntimeContainer.State.CREATED)
                .attempt(start.attempt())
                .image(container == null ? "" : container.image())
                .createdAt(now)
                .build();
        RuntimeCall call = RuntimeCall.container("StartContainer", id, name);
        if (fails(RuntimeOp.START_CONTAINER, call)) {
            pod.change(s -> s.with(created));
            return Faults.start(Reasons.RUN_CONTAINER_ERROR);
        }
        pod.called(call);
        RuntimeContainer running = created.edit()
                .state(RuntimeContainer.State.RUNNING)
                .startedAt(now)
                .build();
        pod.change(s -> s.with(running).with(s.with(running).attempts().logged(name, start.attempt(), true)));
        return null;
    }

    private @Nullable Failure pull(Container container) {
        return pod.takesFault(RuntimeOp.PULL_IMAGE, container.name())
                ? Faults.error(Reasons.ERR_IMAGE_PULL)
                : pod.state().faults().pull(container);
    }

    private boolean fails(RuntimeOp op, RuntimeCall call) {
        boolean fails = pod.takesFault(op, op.isOfPod() ? "" : call.container());
        if (fails) {
            pod.called(call.asFailed());
        }
        return fails;
    }
}
