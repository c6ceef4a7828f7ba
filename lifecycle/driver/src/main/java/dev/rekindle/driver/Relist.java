package dev.rekindle.driver;

import dev.rekindle.lifecycle.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A look at the runtime after something failed, as the relist of a kubelet is ({@code genericPlegRelistPeriod},
 * pkg/kubelet/kubelet.go): it leads to a sync when something changed, and to nothing otherwise.
 *
 * @param at when
 * @param retryAt when the pod is decided anew in any case
 * @param before what was known when it failed
 */
record Relist(Instant at, Instant retryAt, Observation before) {
    /** How soon the runtime is looked at after a failure. */
    static final Duration PERIOD = Duration.ofSeconds(1);

    boolean isNoNews(Observation observed, Instant now) {
        boolean isTheLook = !now.isBefore(at) && now.isBefore(retryAt);
        return isTheLook && observed.results(List.of()).equals(before.results(List.of()));
    }
}
