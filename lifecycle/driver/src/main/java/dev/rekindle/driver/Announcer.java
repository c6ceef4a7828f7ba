package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.driver.PodEvent.DutyFailed.Duty;
import dev.rekindle.driver.PodEvents.AllContainersRemoved;
import dev.rekindle.driver.PodEvents.ContainerBackOff;
import dev.rekindle.driver.PodEvents.DutyFailed;
import dev.rekindle.driver.PodEvents.Finished;
import dev.rekindle.driver.PodEvents.RestartBudgetExceeded;
import dev.rekindle.driver.PodEvents.RestartDelayed;
import dev.rekindle.driver.PodEvents.RestartingAllContainers;
import dev.rekindle.driver.PodEvents.Stuck;
import dev.rekindle.lifecycle.CrashLoopBackOff;
import dev.rekindle.lifecycle.DelayedStart;
import dev.rekindle.lifecycle.ImagePullBackOff;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.RestartCause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what the steps of one pod mean: to the log, in the kubelet's words where it has some, and to the listener. */
final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(PodWorker.class);

    private final DriverEvents events;
    private final Logger failures;
    private final Map<Duty, String> failing = new EnumMap<>(Duty.class);
    private List<DelayedStart> delayedStarts = List.of();
    private @Nullable Instant heldUntil;
    private boolean stuck;
    private boolean hasTold;

    Announcer(DriverEvents events) {
        this(events, LOG);
    }

    Announcer(DriverEvents events, Logger failures) {
        this.events = events;
        this.failures = failures;
    }

    /** To be called once the state is persisted. */
    void tell(Pod pod, PodState before, Decision decision, RuntimePod runtime) {
        PodState next = decision.next().pod();
        if (!hasTold) {
            hasTold = true;
            tellAgain(pod, before, runtime);
        }
        List<RestartCause> causes = new ArrayList<>(next.causes());
        causes.removeAll(before.causes());
        if (decision.refused()) {
            LOG.warn("Restart budget exceeded pod={} causes={}", Pods.format(pod), causes);
            events.emit(pod, new RestartBudgetExceeded(causes, next.status().message()));
        } else if (Decision.begins(before, next)) {
            LOG.info("Pod marked for RestartAllContainers pod={} causes={}", Pods.format(pod), causes);
            events.emit(pod, new RestartingAllContainers(causes));
        } else if (Decision.completes(before, next)) {
            LOG.info("All containers removed, starting again pod={}", Pods.format(pod));
            events.emit(pod, new AllContainersRemoved());
        }
        tellHeld(pod, decision.heldUntil());
        tellStuck(pod, decision, runtime);
        for (DelayedStart backOff : decision.step().delayedStarts()) {
            if (!delayedStarts.contains(backOff)) {
                tell(pod, backOff);
            }
        }
        delayedStarts = decision.step().delayedStarts();
    }

    /** What the driver before this one may not have told any more. */
    private void tellAgain(Pod pod, PodState found, RuntimePod runtime) {
        boolean isOver = found.work() == PodState.Work.FINISHED;
        if (!isOver && found.status().reason().equals(RestartBudget.REASON)) {
            events.emit(
                    pod,
                    new RestartBudgetExceeded(
                            causes(found, runtime), found.status().message()));
        } else if (!isOver && Decision.isRestarting(found)) {
            LOG.info("Restart of all containers is under way pod={}", Pods.format(pod));
            events.emit(pod, new RestartingAllContainers(causes(found, runtime)));
        }
    }

    private static List<RestartCause> causes(PodState state, RuntimePod runtime) {
        List<RestartCause> all = state.causes();
        List<RestartCause> there = all.stream()
                .filter(cause -> runtime.containers().stream()
                        .anyMatch(container -> container.id().equals(cause.containerID())))
                .toList();
        return there.isEmpty() && !all.isEmpty() ? List.of(all.get(all.size() - 1)) : there;
    }

    private void tellHeld(Pod pod, @Nullable Instant until) {
        if (until != null && heldUntil == null) {
            LOG.info("All containers removed, the next start waits pod={} until={}", Pods.format(pod), until);
            events.emit(pod, new RestartDelayed(until));
        }
        heldUntil = until;
    }

    private void tellStuck(Pod pod, Decision decision, RuntimePod runtime) {
        boolean isStuck = decision.isIdle() && runtime.containers().stream().noneMatch(RuntimeContainer::running);
        if (isStuck && !stuck) {
            Sandbox sandbox = runtime.newestSandbox();
            boolean noSecond = sandbox != null
                    && !sandbox.ready()
                    && pod.spec().restartPolicy().equals(RestartPolicy.NEVER);
            String why = noSecond
                    ? "its sandbox was stopped, and a pod of restartPolicy Never gets no second one"
                    : "no container is to be started";
            String message = "Nothing of the pod runs, and nothing will until it is deleted: " + why;
            LOG.warn("{} pod={}", message, Pods.format(pod));
            events.emit(pod, new Stuck(message));
        }
        stuck = isStuck;
    }

    private void tell(Pod pod, DelayedStart backOff) {
        LOG.info(
                "{} pod={} containerName={} until={}",
                backOff.isCrashLoop() ? "Back-off restarting failed container" : "Back-off pulling image",
                Pods.format(pod),
                backOff.container(),
                backOff.until());
        Container container = pod.spec().container(backOff.container());
        String message = backOff.isCrashLoop() || container == null
                ? CrashLoopBackOff.eventMessage(
                        backOff.container(), Pods.inNamespace(pod).metadata())
                : ImagePullBackOff.eventMessage(container.image());
        events.emit(pod, new ContainerBackOff(backOff, message));
    }

    void finished(Pod pod) {
        LOG.info("Pod finished pod={}", Pods.format(pod));
        events.emit(pod, new Finished());
    }

    /** With its stack trace, unless the same failed the last time too. What the JVM cannot go on from goes on. */
    void failed(Pod pod, Duty duty, Throwable e) {
        Together.throwFatal(e);
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        String text = e.toString();
        if (text.equals(failing.put(duty, text))) {
            failures.error("Error syncing pod, skipping pod={} duty={}: still {}", Pods.format(pod), duty, text);
        } else {
            failures.error("Error syncing pod, skipping pod={} duty={}", Pods.format(pod), duty, e);
        }
        events.emit(pod, new DutyFailed(duty, message, e));
    }

    void succeeded(Duty duty) {
        failing.remove(duty);
    }
}
