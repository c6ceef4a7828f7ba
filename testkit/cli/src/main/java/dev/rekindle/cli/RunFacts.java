package dev.rekindle.cli;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.driver.PodEvent;
import dev.rekindle.driver.PodEvent.ActionFailed;
import dev.rekindle.driver.PodEvent.AllContainersRemoved;
import dev.rekindle.driver.PodEvent.ContainerBackOff;
import dev.rekindle.driver.PodEvent.ContainerRemoved;
import dev.rekindle.driver.PodEvent.ContainerStarted;
import dev.rekindle.driver.PodEvent.DutyFailed;
import dev.rekindle.driver.PodEvent.Finished;
import dev.rekindle.driver.PodEvent.HookFailed;
import dev.rekindle.driver.PodEvent.KillingContainer;
import dev.rekindle.driver.PodEvent.ProbeFailed;
import dev.rekindle.driver.PodEvent.RestartBudgetExceeded;
import dev.rekindle.driver.PodEvent.RestartDelayed;
import dev.rekindle.driver.PodEvent.RestartingAllContainers;
import dev.rekindle.driver.PodEvent.SandboxChanged;
import dev.rekindle.driver.PodEvent.Stuck;
import dev.rekindle.lifecycle.RestartCause;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what happens to a pod that runs, to people and machines. */
final class RunFacts {
    private final Instant begin;
    private PodPhase phase = PodPhase.NONE;

    RunFacts(Instant begin) {
        this.begin = begin;
    }

    /** Empty for a start, of which the runtime tells, and for the end, which the last status shows. */
    Optional<Fact> of(PodEvent event, Instant now) {
        return event instanceof ContainerStarted || event instanceof Finished
                ? Optional.empty()
                : Optional.of(fact(event, at(now)));
    }

    private static Fact fact(PodEvent event, Duration at) {
        if (event instanceof KillingContainer e) {
            return fact(
                    at,
                    "stopping",
                    Tone.PLAIN,
                    "stops " + e.container(),
                    e.reason().text(),
                    data(e.container()));
        }
        if (event instanceof ContainerRemoved e) {
            return fact(at, "removed", Tone.ASIDE, "removed " + e.container(), "", data(e.container()));
        }
        if (event instanceof RestartingAllContainers e) {
            return fact(
                    at,
                    "restarting",
                    Tone.RESTART,
                    "RESTARTS ALL CONTAINERS",
                    e.causes().stream().map(RunFacts::cause).collect(Collectors.joining("; ")),
                    Map.of(
                            "causes",
                            e.causes().stream().map(RunFacts::causeData).toList()));
        }
        if (event instanceof AllContainersRemoved) {
            return fact(
                    at,
                    "allRemoved",
                    Tone.RESTART,
                    "all containers are removed",
                    "sandbox, address and volumes stay",
                    Map.of());
        }
        if (event instanceof RestartDelayed e) {
            return fact(
                    at,
                    "restartDelayed",
                    Tone.PLAIN,
                    "the next start waits",
                    "for --restart-interval",
                    Map.of("until", e.until().toString()));
        }
        return trouble(at, event);
    }

    private static Fact trouble(Duration at, PodEvent event) {
        if (event instanceof ContainerBackOff e) {
            Map<String, Object> data = data(e.backOff().container());
            data.put("until", e.backOff().until().toString());
            return fact(at, "backOff", Tone.PLAIN, e.backOff().container() + " waits", e.message(), data);
        }
        if (event instanceof ProbeFailed e) {
            return fact(
                    at,
                    "probeFailed",
                    Tone.BAD,
                    e.kind() + " probe of " + e.container() + " failed",
                    e.message(),
                    data(e.container()));
        }
        if (event instanceof HookFailed e) {
            return fact(
                    at,
                    "hookFailed",
                    Tone.BAD,
                    "hook of " + e.container() + " failed",
                    e.message(),
                    data(e.container()));
        }
        if (event instanceof ActionFailed e) {
            return fact(at, "failed", Tone.BAD, e.reason(), e.message(), Map.of("reason", e.reason()));
        }
        if (event instanceof DutyFailed e) {
            return fact(
                    at,
                    "failed",
                    Tone.BAD,
                    "cannot " + e.duty().name().toLowerCase(Locale.ROOT),
                    e.message(),
                    Map.of());
        }
        if (event instanceof RestartBudgetExceeded e) {
            return fact(at, "restartRefused", Tone.BAD, "restart refused", e.message(), Map.of());
        }
        if (event instanceof Stuck e) {
            return fact(at, "stuck", Tone.BAD, "stuck", e.message(), Map.of());
        }
        if (event instanceof SandboxChanged) {
            return fact(at, "sandboxChanged", Tone.BAD, "the sandbox is gone, a new one is made", "", Map.of());
        }
        return fact(at, "event", Tone.PLAIN, event.toString(), "", Map.of());
    }

    Fact started(RuntimeContainer container, Instant now) {
        return container(at(now), "started", Tone.START, container.name(), container.attempt(), "starts", "");
    }

    Fact exited(RuntimeContainer container, Instant now) {
        int code = container.exitCode();
        Tone tone = code == 0 ? Tone.GOOD : Tone.BAD;
        Fact fact = container(
                at(now),
                "exited",
                tone,
                container.name(),
                container.attempt(),
                "exits with " + code,
                container.message());
        fact.data().put("exitCode", code);
        fact.data().put("reason", container.reason());
        return fact;
    }

    /** What a runtime already has when the command starts. */
    Fact found(RuntimeContainer container, Instant now) {
        String state = container.exited() ? "ended with " + container.exitCode() : "goes on";
        return container(at(now), "found", Tone.PLAIN, container.name(), container.attempt(), state, "");
    }

    Duration at(Instant now) {
        return Duration.between(begin, now);
    }

    Fact log(String container, int attempt, String line, Duration at) {
        Map<String, Object> data = data(container);
        data.put("attempt", attempt);
        data.put("line", line);
        return fact(at, "log", Tone.ASIDE, container + " | " + line, "", data);
    }

    Fact note(String kind, String what, Map<String, Object> data, Instant now) {
        return fact(at(now), kind, Tone.TITLE, what, "", data);
    }

    /** For people the phase when it changes; for machines the whole status. */
    Fact status(Pod pod, PodStatus status, Instant now) {
        boolean changed = !status.phase().equals(phase);
        phase = status.phase();
        String what = changed ? "phase " + phase : "";
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("status", status);
        return fact(at(now), "status", Tone.ASIDE, what, changed ? status.message() : "", data);
    }

    private static Fact container(
            Duration at, String kind, Tone tone, String name, int attempt, String what, String why) {
        Map<String, Object> data = data(name);
        data.put("attempt", attempt);
        return fact(at, kind, tone, name + " #" + attempt + " " + what, why, data);
    }

    private static Fact fact(Duration at, String kind, Tone tone, String what, String why, Map<String, Object> data) {
        return new Fact(at, 0, kind, tone, what, why.isEmpty() ? List.of() : List.of(why), data);
    }

    private static Map<String, Object> data(String container) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("container", container);
        return data;
    }

    private static String cause(RestartCause cause) {
        return cause.container() + " exited with " + cause.exitCode() + ", rule " + cause.rule();
    }

    private static Map<String, Object> causeData(RestartCause cause) {
        Map<String, Object> data = data(cause.container());
        data.put("exitCode", cause.exitCode());
        data.put("rule", cause.rule());
        return data;
    }
}
