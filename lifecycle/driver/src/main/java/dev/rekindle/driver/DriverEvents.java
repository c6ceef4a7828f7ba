package dev.rekindle.driver;

import dev.rekindle.core.Pod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener; whatever it throws, errors too, is logged and does not stop the pod. */
final class DriverEvents {
    private static final Logger LOG = LoggerFactory.getLogger(DriverEvents.class);

    private final PodListener listener;
    private final DriverClock clock;

    DriverEvents(PodListener listener, DriverClock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    void emit(Pod pod, PodEvent event) {
        try {
            listener.onEvent(pod, event, clock.now());
        } catch (Throwable e) {
            LOG.error("Listener failed pod={} event={}", Pods.format(pod), event, e);
        }
    }
}
