package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.LifecycleHandler;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.driver.HookRunner.HookException;
import dev.rekindle.driver.PodEvent.HookFailed.Hook;
import dev.rekindle.driver.PodEvents.ActionFailed;
import dev.rekindle.driver.PodEvents.ContainerRemoved;
import dev.rekindle.driver.PodEvents.ContainerStarted;
import dev.rekindle.driver.PodEvents.HookFailed;
import dev.rekindle.driver.PodEvents.SandboxChanged;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.ActionRunner;
import dev.rekindle.lifecycle.Failure;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.CreateSandbox;
import dev.rekindle.lifecycle.PodAction.KillPod;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.RemoveReason;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes the actions of one step, in order ({@code SyncPod}, pkg/kubelet/kuberuntime/kuberuntime_manager.go). */
final class ActionExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(ActionExecutor.class);

    /** The reason of what fails without one. */
    private static final ActionText USUAL_REASON = new ActionText(
            ContainerRuntimeException.CREATE_POD_SANDBOX,
            ContainerRuntimeException.KILL_CONTAINER,
            ContainerRuntimeException.KILL_CONTAINER,
            ContainerRuntimeException.REMOVE_CONTAINER,
            ContainerRuntimeException.RUN_CONTAINER);

    /** As the kubelet's log has it, as far as it does. */
    private static final ActionText LOG_TEXT = new ActionText(
            "Error syncing pod, skipping",
            "Error syncing pod, skipping",
            "killContainer for pod failed",
            "removeContainer for pod failed",
            "Container start failed in pod");

    private final ContainerRuntime runtime;
    private final DriverEvents events;
    private final DriverClock clock;
    private final HookRunner hooks;
    private final ContainerStopper stopper;

    /** By kind of action and container, what it failed with the last time. */
    private final Map<String, String> failing = new HashMap<>();

    ActionExecutor(DriverConfig config, DriverEvents events) {
        this.runtime = config.runtime;
        this.events = events;
        this.clock = config.clock;
        this.hooks = new HookRunner(config.runtime, config.clock);
        this.stopper = new ContainerStopper(config, hooks, events);
    }

    /**
     * Executes until something fails that the rest waits for. Returns what became of what was tried. Says when a new
     * sandbox is ready.
     */
    List<ActionResult> execute(Pod pod, RuntimePod observed, List<PodAction> actions, Runnable sandboxReady) {
        Sync sync = new Sync(pod, observed, sandboxReady);
        return sync.runAll(actions);
    }

    /** The actions of one step: they share the sandbox. */
    private final class Sync implements ActionRunner, PodAction.Visitor<ActionResult, ContainerRuntimeException> {
        private final Pod pod;
        private final RuntimePod observed;
        private final Runnable sandboxReady;
        private @Nullable Sandbox sandbox;

        private Sync(Pod pod, RuntimePod observed, Runnable sandboxReady) {
            this.pod = pod;
            this.observed = observed;
            this.sandboxReady = sandboxReady;
            Sandbox newest = observed.newestSandbox();
            this.sandbox = newest != null && newest.ready() ? newest : null;
        }

        @Override
        public ActionResult run(PodAction action) {
            try {
                ActionResult done = action.accept(this);
                failing.remove(action.accept(ActionKey.KEY));
                return done;
            } catch (ContainerRuntimeException e) {
                return failed(action, e.reason(), e);
            } catch (RuntimeException | Error e) {
                Together.throwFatal(e);
                return failed(action, action.accept(USUAL_REASON), e);
            }
        }

        /** With the stack trace, unless the same failed with the same words the last time too. */
        private ActionResult failed(PodAction action, String reason, Throwable e) {
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            if (e.toString().equals(failing.put(action.accept(ActionKey.KEY), e.toString()))) {
                LOG.error(
                        "{} pod={} action={} reason={}: still {}",
                        action.accept(LOG_TEXT),
                        Pods.format(pod),
                        action,
                        reason,
                        e.toString());
            } else {
                LOG.error(
                        "{} pod={} action={} reason={}", action.accept(LOG_TEXT), Pods.format(pod), action, reason, e);
            }
            events.emit(pod, new ActionFailed(action, reason, message, e));
            return ActionResult.failed(action, new Failure(reason, message), clock.now());
        }

        @Override
        public ActionResult createSandbox(CreateSandbox create) throws ContainerRuntimeException {
            if (create.attempt() > 0) {
                events.emit(pod, new SandboxChanged());
            }
            sandbox = Objects.requireNonNull(
                    runtime.createSandbox(pod, create.attempt()), "ContainerRuntime.createSandbox returned null");
            sandboxReady.run();
            return ActionResult.succeeded(create, clock.now());
        }

        @Override
        public ActionResult killPod(KillPod kill) throws ContainerRuntimeException {
            stopper.killPod(pod, podIp(), kill);
            return ActionResult.succeeded(kill, clock.now());
        }

        @Override
        public ActionResult stopContainer(StopContainer stop) throws ContainerRuntimeException {
            if (stop.reason() == StopReason.RESTART_ALL_CONTAINERS) {
                LOG.debug(
                        "Killing container before removal pod={} containerName={} containerID={}",
                        Pods.format(pod),
                        stop.name(),
                        stop.id());
            }
            stopper.stop(pod, podIp(), stop);
            return ActionResult.succeeded(stop, clock.now());
        }

        @Override
        public ActionResult removeContainer(RemoveContainer remove) throws ContainerRuntimeException {
            if (remove.reason() == RemoveReason.RESTART_ALL_CONTAINERS) {
                LOG.debug(
                        "Removing container before pod restarts pod={} containerName={} containerID={}",
                        Pods.format(pod),
                        remove.name(),
                        remove.id());
            }
            runtime.removeContainer(remove.id(), remove.keepLogs());
            events.emit(pod, new ContainerRemoved(remove.name(), remove.id()));
            return ActionResult.succeeded(remove, clock.now());
        }

        @Override
        public ActionResult startContainer(StartContainer start) throws ContainerRuntimeException {
            Container container = pod.spec().container(start.name());
            if (container == null || sandbox == null) {
                throw new ContainerRuntimeException(
                        ContainerRuntimeException.CREATE_CONTAINER_CONFIG,
                        "container " + start.name() + ": " + (container == null ? "not in the pod" : "no sandbox"));
            }
            String id = Objects.requireNonNull(
                    runtime.startContainer(pod, container, start.kind(), start.attempt(), sandbox),
                    "ContainerRuntime.startContainer returned null");
            boolean restart = observed.newest(start.name()) != null;
            events.emit(pod, new ContainerStarted(start.name(), id, start.kind(), start.attempt(), restart));
            LifecycleHandler postStart = container.postStart();
            if (postStart != null) {
                postStart(container, id, postStart);
            }
            return ActionResult.succeeded(start, clock.now());
        }

        /** A container whose hook fails gets its normal end. */
        private void postStart(Container container, String id, LifecycleHandler hook) throws ContainerRuntimeException {
            try {
                hooks.run(hook, pod, container, id, podIp(), Duration.ZERO);
            } catch (HookException e) {
                LOG.error(
                        "Failed to execute PostStartHook pod={} containerName={} containerID={}: {}",
                        Pods.format(pod),
                        container.name(),
                        id,
                        e.getMessage());
                events.emit(pod, new HookFailed(container.name(), id, Hook.POST_START, e.getMessage(), e));
                killAfterHook(container, id);
                throw new ContainerRuntimeException(ContainerRuntimeException.POST_START_HOOK, e.getMessage(), e);
            }
        }

        private void killAfterHook(Container container, String id) {
            Duration grace = Pods.gracePeriod(pod);
            boolean preStop = container.preStop() != null && !grace.isZero();
            StopContainer stop = PodAction.stopContainer(
                    id,
                    container.name(),
                    grace.compareTo(ContainerStopper.MINIMUM_GRACE) < 0 ? ContainerStopper.MINIMUM_GRACE : grace,
                    preStop,
                    StopReason.POD_KILLED,
                    "FailedPostStartHook");
            Exception failure = Together.attempt(() -> stopper.stop(pod, podIp(), stop));
            if (failure != null) {
                LOG.error(
                        "Failed to kill container pod={} containerName={} containerID={}: {}",
                        Pods.format(pod),
                        container.name(),
                        id,
                        failure.getMessage());
            }
        }

        private String podIp() {
            return sandbox == null ? "" : sandbox.ip();
        }
    }
}
