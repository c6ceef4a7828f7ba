package dev.rekindle.testkit;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimeContainer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the containers of a scenario do by themselves: exits planned for a time, and runs that succeed after a while.
 *
 * <p>The exits planned for a container are taken in the order of their times, and each ends a run of its own: the one
 * that goes on at its time or, when none does, the next one as soon as it starts.
 */
final class Workload {
    private final VirtualTime time;
    private final PodWorld world;
    private final FakePod runtime;
    private final Runnable changed;
    private final Map<String, Run> runs = new HashMap<>();
    private final List<PlannedExit> planned = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    /** Init containers are assumed to succeed after a while. */
    Workload(VirtualTime time, PodWorld world, Duration initRun, Runnable changed) {
        this.time = time;
        this.world = world;
        this.runtime = world.runtime();
        this.changed = changed;
        for (Container container : world.pod().spec().initContainers()) {
            if (ContainerKind.ofInit(container) == ContainerKind.INIT) {
                runs.put(container.name(), new Run(initRun, true));
            }
        }
    }

    /** How long the runs of a container last; one that is only assumed gives way to planned exits. */
    private record Run(Duration duration, boolean assumed) {}

    void runs(String name, Duration duration) {
        runs.put(known(world.pod(), name), new Run(duration, false));
    }

    void runsUntilExit(String name) {
        runs.remove(known(world.pod(), name));
    }

    void plan(String name, int exitCode, Instant at) {
        planned.add(new PlannedExit(known(world.pod(), name), exitCode, at));
        planned.sort(Comparator.comparing(PlannedExit::at));
        time.at(at, () -> hit(name));
    }

    List<PlannedExit> planned() {
        return List.copyOf(planned);
    }

    /** Looks for attempts that were started since the last time. */
    void look() {
        List<RuntimeContainer> containers = runtime.snapshot().containers();
        for (int i = containers.size() - 1; i >= 0; i--) {
            RuntimeContainer attempt = containers.get(i);
            if (attempt.running() && seen.add(attempt.id())) {
                started(attempt);
            }
        }
    }

    private void started(RuntimeContainer attempt) {
        String name = attempt.name();
        time.at(time.now(), () -> hit(name));
        Run run = runs.get(name);
        boolean hasPlan = planned.stream().anyMatch(exit -> exit.container().equals(name));
        if (run != null && !(run.assumed && hasPlan)) {
            time.at(time.now().plus(run.duration), () -> succeed(attempt));
        }
    }

    private void succeed(RuntimeContainer attempt) {
        RuntimeContainer running = runtime.anyRunning(attempt.name());
        if (running != null && running.id().equals(attempt.id())) {
            exit(attempt.name(), 0);
        }
    }

    private void hit(String name) {
        planned.stream()
                .filter(exit -> exit.container().equals(name) && !exit.at().isAfter(time.now()))
                .findFirst()
                .filter(exit -> runtime.anyRunning(name) != null)
                .ifPresent(exit -> {
                    planned.remove(exit);
                    exit(name, exit.exitCode());
                });
    }

    private void exit(String name, int exitCode) {
        runtime.exit(name, exitCode, time.now());
        changed.run();
    }

    static String known(Pod pod, String name) {
        Objects.requireNonNull(name, "the name of a container must not be null");
        List<String> names =
                pod.spec().allContainers().stream().map(Container::name).toList();
        if (!names.contains(name)) {
            throw new IllegalArgumentException("unknown container \"" + name + "\": the pod has "
                    + (names.isEmpty() ? "none" : String.join(", ", names)));
        }
        return name;
    }
}
