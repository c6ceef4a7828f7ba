package dev.rekindle.cli;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A pod at one moment: a line for itself and one for each container. A function of its arguments. */
final class RunView {
    private final Terminal terminal;

    RunView(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> lines(Pod pod, PodStatus status, Instant now) {
        List<String> lines = new ArrayList<>();
        String restarting =
                status.isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING) ? "  restarts all containers" : "";
        String title = pod.metadata().name() + "  " + status.phase() + restarting;
        lines.add(terminal.paint(Tone.TITLE, fit(title.stripTrailing())));
        int width = containers(pod).mapToInt(c -> c.name().length()).max().orElse(0);
        for (Container container : pod.spec().initContainers()) {
            String kind = ContainerKind.ofInit(container) == ContainerKind.SIDECAR ? "sidecar" : "init";
            lines.add(line(container, kind, width, status, now));
        }
        for (Container container : pod.spec().containers()) {
            lines.add(line(container, "", width, status, now));
        }
        return lines;
    }

    /** What is drawn anew must take one line of the terminal. */
    private String fit(String line) {
        return terminal.live() ? Layout.cut(line, terminal.width()) : line;
    }

    private static Stream<Container> containers(Pod pod) {
        return Stream.concat(pod.spec().initContainers().stream(), pod.spec().containers().stream());
    }

    private String line(Container container, String kind, int width, PodStatus podStatus, Instant now) {
        ContainerStatus known = podStatus.container(container.name());
        ContainerStatus status = known != null
                ? known
                : ContainerStatus.builder().name(container.name()).build();
        String state = state(status, now);
        String text = "  " + Layout.pad(container.name(), width) + "  " + Layout.pad(kind, 7) + "  "
                + Layout.pad(state, 26) + "  restarts " + status.restartCount() + (status.ready() ? "  ready" : "");
        return terminal.paint(tone(status.state()), fit(text.stripTrailing()));
    }

    private static String state(ContainerStatus status, Instant now) {
        ContainerState state = status.state();
        if (state instanceof ContainerState.Running running) {
            String since = running.startedAt() == null
                    ? ""
                    : " " + Durations.age(Duration.between(running.startedAt().instant(), now));
            return "Running" + since;
        }
        if (state instanceof ContainerState.Terminated terminated) {
            return terminated.reason() + " (" + terminated.exitCode() + ")";
        }
        return state instanceof ContainerState.Waiting waiting
                        && !waiting.reason().isEmpty()
                ? waiting.reason()
                : "Waiting";
    }

    private static Tone tone(@Nullable ContainerState state) {
        if (state instanceof ContainerState.Running) {
            return Tone.GOOD;
        }
        if (state instanceof ContainerState.Terminated terminated) {
            return terminated.exitCode() == 0 ? Tone.ASIDE : Tone.BAD;
        }
        return state instanceof ContainerState.Waiting waiting
                        && waiting.reason().equals(Reasons.RESTARTING_ALL_CONTAINERS)
                ? Tone.RESTART
                : Tone.PLAIN;
    }
}
