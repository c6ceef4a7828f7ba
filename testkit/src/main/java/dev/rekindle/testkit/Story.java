package dev.rekindle.testkit;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The latest steps of a pod in which something happened, and what there is now: for the messages of failures. */
final class Story {
    private static final int STEPS_MAX = 10;

    private final ArrayDeque<ScenarioStep> latest = new ArrayDeque<>();
    private int earlier;

    void add(ScenarioStep step) {
        if (!step.isQuiet()) {
            latest.add(step);
        }
        if (latest.size() > STEPS_MAX) {
            latest.remove();
            earlier++;
        }
    }

    String tell(PodWorld world, Instant start) {
        StepText text = new StepText(start);
        List<String> lines = new ArrayList<>();
        if (earlier > 0) {
            lines.add("... " + earlier + " earlier steps");
        }
        latest.forEach(step -> lines.addAll(text.lines(step)));
        lines.add("status");
        text.status(world.state().status()).forEach(line -> lines.add("  " + line));
        lines.add("runtime");
        text.runtime(world.runtime().snapshot()).forEach(line -> lines.add("  " + line));
        return String.join("\n", lines);
    }
}
