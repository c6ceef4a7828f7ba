package dev.rekindle.testkit;

import dev.rekindle.lifecycle.PodAction.StartContainer;
import java.util.HashMap;
import java.util.Map;

/** The ids of the containers of one pod. An attempt number may come again after its logs are gone; an id never does. */
final class ContainerIds {
    private final String prefix;
    private final Map<String, Integer> highestAttempts = new HashMap<>();
    /** By id that was used before, how often again. */
    private final Map<String, Integer> uses = new HashMap<>();

    ContainerIds(String prefix) {
        this.prefix = prefix;
    }

    String next(StartContainer start) {
        return isAgain(start) ? id(start) + "." + (uses.getOrDefault(id(start), 0) + 1) : id(start);
    }

    void used(StartContainer start) {
        if (isAgain(start)) {
            uses.merge(id(start), 1, Integer::sum);
        }
        highestAttempts.merge(start.name(), start.attempt(), Math::max);
    }

    private String id(StartContainer start) {
        return prefix + start.name() + "-" + start.attempt();
    }

    private boolean isAgain(StartContainer start) {
        return start.attempt() <= highestAttempts.getOrDefault(start.name(), -1);
    }
}
