package dev.rekindle.driver;

import dev.rekindle.core.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How often all containers of a pod may be restarted; the kubelet knows no limit. The restart after the last allowed
 * one does not begin: the pod fails with the reason {@value #REASON} instead, as an evicted pod does. Closed for good: a record.
 *
 * @param max how many restarts fit in the window, 0 or more
 * @param window how far back restarts count, positive
 */
public record RestartBudget(int max, Duration window) {
    /** The reason of the status of a pod that was restarted too often. */
    public static final String REASON = "RestartBudgetExceeded";

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when a value is out of range
     */
    public RestartBudget {
        if (max < 0) {
            throw new IllegalArgumentException("max: Invalid value: " + max + ": expected 0 or more");
        }
        Arguments.required(window, "window", "a duration of more than 0, such as PT1H");
        if (window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException("window: Invalid value: " + window + ": expected more than 0");
        }
    }

    /** The restarts that still count. */
    List<Timestamp> counting(List<Timestamp> restarts, Instant now) {
        return restarts.stream()
                .filter(at -> Duration.between(at.instant(), now).compareTo(window) < 0)
                .toList();
    }

    String message() {
        return "All containers were restarted " + max + " times within " + window.toSeconds()
                + " s, which is the limit; the next restart failed the pod";
    }
}
