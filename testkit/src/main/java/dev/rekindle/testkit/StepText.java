package dev.rekindle.testkit;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerState.Terminated;
import dev.rekindle.core.ContainerState.Waiting;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.Failure;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.CreateSandbox;
import dev.rekindle.lifecycle.PodAction.KillPod;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Steps, statuses and runtimes in lines for people, as transcripts show them. */
public final class StepText {
    private final Instant start;

    /**
     * Tells times as seconds since a moment.
     *
     * @param start the moment
     */
    public StepText(Instant start) {
        this.start = Objects.requireNonNull(start, "start must not be null");
    }

    /**
     * Returns what a step changed in the status, what was done, and what is waited for.
     *
     * @param sync the step
     * @return the lines
     */
    public List<String> lines(ScenarioStep sync) {
        List<String> lines = new ArrayList<>();
        changes(sync.before().status(), sync.step().next().status()).forEach(line -> lines.add("  status " + line));
        PodState.Work work = sync.step().next().work();
        if (work != sync.before().work()) {
            lines.add("  work   " + work);
        }
        for (int i = 0; i < sync.step().actions().size(); i++) {
            String action = sync.step().actions().get(i).accept(ACTION);
            if (i >= sync.results().size()) {
                lines.add("  left   " + action);
            } else {
                Failure failure = sync.results().get(i).failure();
                lines.add("  do     " + action + (failure == null ? "" : " failed: " + failure.reason()));
            }
        }
        sync.step()
                .delayedStarts()
                .forEach(held -> lines.add("  wait   " + held.container() + ", " + seconds(held.delay())
                        + " of back-off, until " + time(held.until())));
        if (sync.failed()) {
            lines.add("  next   after the back-off of errors");
        } else if (sync.step().wakeAt().filter(sync.at()::equals).isPresent()) {
            lines.add("  next   at once");
        }
        lines.add(0, "at " + time(sync.at()));
        return lines;
    }

    private static List<String> changes(PodStatus old, PodStatus fresh) {
        List<String> lines = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (PodCondition condition : fresh.conditions()) {
            if (!condition.type().equals(PodConditionType.POD_SCHEDULED)
                    && !condition.equals(old.condition(condition.type()))) {
                conditions.add(condition(condition));
            }
        }
        boolean phase = !fresh.phase().equals(old.phase());
        if (phase || !conditions.isEmpty()) {
            conditions.add(0, fresh.phase() + (fresh.reason().isEmpty() ? "" : " " + fresh.reason()));
            lines.add(String.join(", ", conditions));
        }
        changes(old.initContainerStatuses(), fresh.initContainerStatuses(), lines);
        changes(old.containerStatuses(), fresh.containerStatuses(), lines);
        changes(old.ephemeralContainerStatuses(), fresh.ephemeralContainerStatuses(), lines);
        return lines;
    }

    private static void changes(List<ContainerStatus> old, List<ContainerStatus> fresh, List<String> lines) {
        for (ContainerStatus status : fresh) {
            String text = container(status);
            if (old.stream().noneMatch(s -> container(s).equals(text))) {
                lines.add(text);
            }
        }
    }

    /**
     * Returns what a status says.
     *
     * @param status the status
     * @return the lines
     */
    public List<String> status(PodStatus status) {
        return changes(PodStatus.EMPTY, status);
    }

    private static String condition(PodCondition condition) {
        String detail = condition.reason().isEmpty() ? "" : " (" + condition.reason() + message(condition) + ")";
        return condition.type() + "=" + condition.status() + detail;
    }

    /** The usual message says what the lines below say anyhow. */
    private static String message(PodCondition condition) {
        boolean plain = !condition.type().equals(PodConditionType.ALL_CONTAINERS_RESTARTING)
                || condition.message().isEmpty();
        return plain ? "" : ": " + condition.message();
    }

    private static String container(ContainerStatus status) {
        StringBuilder text = new StringBuilder(status.name()).append(' ').append(state(status.state()));
        if (status.isRunning()) {
            text.append(Boolean.TRUE.equals(status.started()) ? "" : ", not started");
            text.append(status.ready() ? "" : ", not ready");
        }
        if (status.restartCount() > 0) {
            text.append(", restarts ").append(status.restartCount());
        }
        if (status.lastTerminated() != null) {
            text.append(", last ").append(code(status.lastTerminated()));
        }
        return text.toString();
    }

    private static String state(@Nullable ContainerState state) {
        if (state instanceof Waiting waiting) {
            return ("Waiting " + waiting.reason()).strip();
        }
        return state instanceof Terminated ended ? "Terminated " + code(ended) : "Running";
    }

    private static String code(Terminated ended) {
        return (ended.exitCode() + " " + ended.reason()).strip();
    }

    private static final ActionLine ACTION = new ActionLine();

    private static final class ActionLine implements PodAction.Visitor<String, RuntimeException> {
        @Override
        public String createSandbox(CreateSandbox create) {
            return "CreateSandbox " + create.attempt();
        }

        @Override
        public String killPod(KillPod kill) {
            List<String> parts = new ArrayList<>();
            kill.containers().forEach(stop -> parts.add(stop(stop)));
            kill.sidecars().forEach(stop -> parts.add(stop(stop)));
            parts.addAll(kill.sandboxIds());
            return ("KillPod " + String.join("; ", parts)).strip();
        }

        @Override
        public String stopContainer(StopContainer stop) {
            return "StopContainer " + stop(stop) + ", " + stop.reason();
        }

        @Override
        public String removeContainer(RemoveContainer remove) {
            return "RemoveContainer " + id(remove.id()) + (remove.keepLogs() ? ", logs stay" : "");
        }

        @Override
        public String startContainer(StartContainer start) {
            return "StartContainer " + start.name() + ", "
                    + start.kind().toString().toLowerCase(Locale.ROOT) + ", attempt " + start.attempt();
        }
    }

    private static String stop(StopContainer stop) {
        return id(stop.id()) + " " + seconds(stop.gracePeriod()) + (stop.runPreStop() ? " with preStop" : "");
    }

    private static String id(String id) {
        return id.substring(id.indexOf("://") < 0 ? 0 : id.indexOf("://") + 3);
    }

    /**
     * Returns what is in a runtime.
     *
     * @param pod what it reports
     * @return the lines
     */
    public List<String> runtime(RuntimePod pod) {
        List<String> lines = new ArrayList<>();
        for (Sandbox sandbox : pod.sandboxes()) {
            lines.add(sandbox.id() + " " + (sandbox.ready() ? "READY " + sandbox.ip() : "NOTREADY"));
        }
        for (RuntimeContainer container : pod.containers()) {
            String end = container.exited() ? " " + container.exitCode() : "";
            lines.add(id(container.id()) + " " + container.state() + end + " in " + container.sandboxId());
        }
        return lines;
    }

    private String time(Instant at) {
        return seconds(Duration.between(start, at));
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + "s";
    }
}
