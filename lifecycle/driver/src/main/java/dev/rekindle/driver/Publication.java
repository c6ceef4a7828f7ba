package dev.rekindle.driver;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodStatus;
import dev.rekindle.driver.PodEvent.DutyFailed.Duty;
import dev.rekindle.lifecycle.PodState;
import org.jspecify.annotations.Nullable;

/** Publishes the statuses of one pod, each once. */
final class Publication {
    private final StatusPublisher publisher;
    private final Announcer announcer;
    private @Nullable PodStatus published;

    Publication(StatusPublisher publisher, Announcer announcer) {
        this.publisher = publisher;
        this.announcer = announcer;
    }

    /** {@return whether the status is where it belongs} */
    boolean publish(Pod pod, PodState state) {
        PodStatus status = state.publish(published == null ? pod.status() : published);
        if (status.equals(published)) {
            return true;
        }
        try {
            publisher.publish(pod, status);
            published = status;
            announcer.succeeded(Duty.PUBLISH);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            announcer.failed(pod, Duty.PUBLISH, e);
        } catch (Throwable e) { // an Error of a publisher must not stop the pod either
            announcer.failed(pod, Duty.PUBLISH, e);
        }
        return false;
    }
}
