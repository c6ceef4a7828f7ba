package dev.rekindle.driver;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.Probe;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.driver.PodEvents.ProbeFailed;
import dev.rekindle.driver.ProbeRunner.Outcome;
import dev.rekindle.driver.ProbeRunner.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One probe of one container ({@code doProbe}, pkg/kubelet/prober/worker.go). Waits for a container to run and for
 * {@code startupProbe} and {@code initialDelaySeconds}, probes every period, counts up to the thresholds, and after a
 * failed liveness probe or a verdict of the startup probe holds until there is a new container.
 *
 * <p>Two things differ. It stays when its container ends for good, since a restart of all containers revives it (the
 * kubelet loses the probes of such a container). And after a restart of the driver it believes the state it finds:
 * a container that was started and ready is until a probe says otherwise.
 */
final class ProbeWorker {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeWorker.class);

    private final ProbeKind kind;
    private final String containerName;
    private final ProbeRunner runner;
    private final ProbeMemory results;
    private final DriverEvents events;

    private @Nullable String containerId;
    private boolean onHold;
    private boolean lastSuccess;
    private int run;
    private Instant next = Instant.MIN;
    private String error = "";

    ProbeWorker(ProbeKind kind, String containerName, DriverConfig config, ProbeMemory results, DriverEvents events) {
        this.kind = kind;
        this.containerName = containerName;
        this.runner = config.probes;
        this.results = results;
        this.events = events;
    }

    record Probed(Container container, String containerId, String podIp) implements Target {}

    /**
     * What one run did.
     *
     * @param changed whether the pod has to be looked at
     * @param next when to run again at the latest; empty means when the status of the pod changes
     */
    record Ran(boolean changed, Optional<Instant> next) {
        private static final Ran NOTHING = new Ran(false, Optional.empty());
    }

    /** Takes over what a state says that was saved by the driver before this one. */
    void seed(PodStatus status) {
        ContainerStatus container = status.container(containerName);
        if (container == null || !container.isRunning()) {
            return;
        }
        boolean known = switch (kind) {
            case STARTUP -> Boolean.TRUE.equals(container.started());
            case LIVENESS -> true;
            case READINESS -> container.ready();
        };
        if (known) {
            containerId = container.containerID();
            results.set(kind, containerId, ProbeResult.SUCCESS);
        }
    }

    /** Probes if it is time. Never called by two threads at once. */
    Ran runOnce(Pod pod, PodStatus status, boolean terminating, Instant now) {
        ContainerStatus container = status.container(containerName);
        if (status.phase().isTerminal()
                || container == null
                || container.containerID().isEmpty()) {
            return Ran.NOTHING;
        }
        boolean changed = !container.containerID().equals(containerId) && begin(container.containerID(), now);
        Ran ran = onHold ? Ran.NOTHING : probe(pod, status, container, terminating, now);
        return new Ran(changed || ran.changed, ran.next);
    }

    /** A new container: nothing of the old one counts. */
    private boolean begin(String id, Instant now) {
        if (containerId != null) {
            results.remove(kind, containerId);
        }
        containerId = id;
        onHold = false;
        run = 0;
        next = now;
        return set(id, kind.initial());
    }

    private Ran probe(Pod pod, PodStatus status, ContainerStatus container, boolean terminating, Instant now) {
        if (!(container.state() instanceof ContainerState.Running running)) {
            return new Ran(set(container.containerID(), ProbeResult.FAILURE), Optional.empty());
        }
        if (terminating && kind != ProbeKind.READINESS) {
            return new Ran(set(container.containerID(), ProbeResult.SUCCESS), Optional.empty());
        }
        Container spec = pod.spec().container(containerName);
        Probe probe = spec == null ? null : kind.of(spec);
        boolean started = Boolean.TRUE.equals(container.started());
        if (spec == null || probe == null || started == (kind == ProbeKind.STARTUP)) {
            return Ran.NOTHING;
        }
        Duration period = Duration.ofSeconds(Math.max(1, probe.periodSeconds()));
        if (next.isAfter(now.plus(period))) {
            next = now; // the clock was set back
        }
        Instant due = next;
        if (running.startedAt() != null && !running.startedAt().instant().isAfter(now)) {
            Instant allowed = running.startedAt().instant().plusSeconds(probe.initialDelaySeconds());
            due = allowed.isAfter(due) ? allowed : due;
        }
        if (now.isBefore(due)) {
            return new Ran(false, Optional.of(due));
        }
        next = now.plus(period);
        Target target = new Probed(spec, container.containerID(), status.podIP());
        boolean changed = probe(pod, probe, target);
        return new Ran(changed, onHold ? Optional.empty() : Optional.of(next));
    }

    private boolean probe(Pod pod, Probe probe, Target target) {
        Outcome outcome;
        try {
            outcome = runner.run(probe, target);
        } catch (ContainerRuntimeException | RuntimeException | Error e) {
            Together.throwFatal(e);
            errored(pod, target, e);
            return false;
        }
        if (!outcome.success()) {
            failed(pod, target, kind + " probe failed: " + outcome.output(), null);
        }
        run = outcome.success() == lastSuccess ? run + 1 : 1;
        lastSuccess = outcome.success();
        if (run < (outcome.success() ? probe.successThreshold() : probe.failureThreshold())) {
            return false;
        }
        onHold = kind == ProbeKind.STARTUP || (kind == ProbeKind.LIVENESS && !outcome.success());
        return set(target.containerId(), outcome.success() ? ProbeResult.SUCCESS : ProbeResult.FAILURE);
    }

    /**
     * The result counts for nothing ({@code doProbe}): a command that does not exist restarts no container. The trace is
     * logged when it is another error than the last time.
     */
    private void errored(Pod pod, Target target, Throwable e) {
        if (!e.toString().equals(error)) {
            error = e.toString();
            LOG.info("Probe errored pod={} containerName={}", Pods.format(pod), containerName, e);
        }
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        failed(pod, target, kind + " probe errored and resulted in unknown state: " + message, e);
    }

    private void failed(Pod pod, Target target, String message, @Nullable Throwable exception) {
        LOG.info(
                "Probe failed pod={} containerName={} containerID={}: {}",
                Pods.format(pod),
                containerName,
                target.containerId(),
                message);
        events.emit(pod, new ProbeFailed(containerName, target.containerId(), kind, message, exception));
    }

    /** Good news of a liveness probe are no news. */
    private boolean set(String id, ProbeResult result) {
        boolean changed = results.set(kind, id, result);
        return changed && (kind != ProbeKind.LIVENESS || result == ProbeResult.FAILURE);
    }
}
