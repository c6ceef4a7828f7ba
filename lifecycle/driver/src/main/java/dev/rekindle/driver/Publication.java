package dev.rekindle.driver;

import static dev.rekindle.core.PodConditionType.ALL_CONTAINERS_RESTARTING;
import static dev.rekindle.core.PodConditionType.CONTAINERS_READY;
import static dev.rekindle.core.PodConditionType.INITIALIZED;
import static dev.rekindle.core.PodConditionType.POD_READY_TO_START_CONTAINERS;
import static dev.rekindle.core.PodConditionType.POD_SCHEDULED;
import static dev.rekindle.core.PodConditionType.READY;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.driver.PodEvent.DutyFailed.Duty;
import dev.rekindle.lifecycle.PodState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the statuses of one pod, each once, and the newest once more when somebody else wrote over it
 * ({@code needsReconcile} of pkg/kubelet/status/status_manager.go). The kubelet reads the newest object of its
 * informer every 10 s; here every object is judged when it comes, since the one that shows ours may be gone a moment
 * later.
 */
final class Publication {
    /** How long an answer counts that nobody has seen to arrive ({@code syncPeriod} of status_manager.go). */
    private static final Duration SYNC_PERIOD = Duration.ofSeconds(10);

    /** How far an informer may lag behind. One that lags further costs a needless call, no more. */
    private static final int EXPECTED_MAX = 32;

    private static final Set<String> OWNED = Set.of(
            POD_SCHEDULED,
            READY,
            INITIALIZED,
            CONTAINERS_READY,
            POD_READY_TO_START_CONTAINERS,
            ALL_CONTAINERS_RESTARTING);

    private final StatusPublisher publisher;
    private final Announcer announcer;
    private final DriverClock clock;

    // guarded by this: objects come from any thread
    private final List<PodStatus> expected = new ArrayList<>(); // what the API may still show, oldest first
    private @Nullable PodStatus published;
    private @Nullable PodStatus foreign;
    private long answeredAt;
    private boolean overwritten;

    Publication(StatusPublisher publisher, Announcer announcer, DriverClock clock) {
        this.publisher = publisher;
        this.announcer = announcer;
        this.clock = clock;
    }

    /** Takes note of what the API shows. To be called with every version of the pod, in their order. */
    synchronized void seen(PodStatus api) {
        if (isEmpty(api)) {
            return; // of a static pod, or of a manifest: nobody wrote that over ours
        }
        for (int i = 0; i < expected.size(); i++) {
            if (isByKubeletEqual(api, expected.get(i))) {
                expected.subList(0, i).clear(); // an informer does not go back
                foreign = null;
                overwritten = false;
                return;
            }
        }
        if (published == null) {
            expect(api);
        } else if (isAnswerable(api, published)) {
            foreign = api;
            overwritten = true;
        }
    }

    private boolean isAnswerable(PodStatus api, PodStatus ours) {
        if (api.phase().isTerminal() && !ours.phase().isTerminal()) {
            return false; // "transitions are not allowed" from there (generateAPIPodStatus, kubelet_pods.go)
        }
        boolean isAnswered = !overwritten && foreign != null && isByKubeletEqual(api, foreign);
        return !isAnswered || clock.nanoTime() - answeredAt >= SYNC_PERIOD.toNanos();
    }

    /** {@return whether the status is where it belongs} */
    boolean publish(Pod pod, PodState state) {
        PodStatus status;
        boolean answers;
        synchronized (this) {
            boolean isFinalInApi = pod.status().phase().isTerminal(); // then ours need not wait with its own
            status = state.publish(published == null || isFinalInApi ? pod.status() : published);
            answers = overwritten;
            if (status.equals(published) && !answers) {
                return true;
            }
            overwritten = false;
            answeredAt = clock.nanoTime();
            expect(status); // before the call, for the API may show it before that returns, or fails
        }
        boolean isPublished = publish(pod, status);
        synchronized (this) {
            if (isPublished) {
                published = status;
            } else {
                overwritten |= answers && foreign != null;
            }
        }
        return isPublished;
    }

    private boolean publish(Pod pod, PodStatus status) {
        try {
            publisher.publish(pod, status);
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

    private void expect(PodStatus status) {
        if (expected.isEmpty() || !expected.get(expected.size() - 1).equals(status)) {
            expected.add(status);
        }
        if (expected.size() > EXPECTED_MAX) {
            expected.remove(0);
        }
    }

    private static boolean isEmpty(PodStatus api) {
        return api.phase().equals(PodPhase.NONE)
                && api.initContainerStatuses().isEmpty()
                && api.containerStatuses().isEmpty()
                && api.conditions().stream().noneMatch(condition -> OWNED.contains(condition.type()));
    }

    /** {@code isPodStatusByKubeletEqual} of status_manager.go: conditions that ours does not have count as little. */
    private static boolean isByKubeletEqual(PodStatus api, PodStatus ours) {
        return ours.conditions().stream()
                        .filter(condition -> OWNED.contains(condition.type()))
                        .allMatch(condition -> says(condition, api.condition(condition.type())))
                && withoutConditions(ours).equals(withoutConditions(api));
    }

    private static boolean says(PodCondition ours, @Nullable PodCondition api) {
        return api != null
                && api.status().equals(ours.status())
                && api.reason().equals(ours.reason())
                && api.message().equals(ours.message())
                && Objects.equals(api.observedGeneration(), ours.observedGeneration());
    }

    /** What the kubelet alone decides. The API server fills in the rest, such as the class of service, by itself. */
    private static PodStatus withoutConditions(PodStatus status) {
        return PodStatus.builder()
                .observedGeneration(status.observedGeneration())
                .phase(status.phase())
                .reason(status.reason())
                .message(status.message())
                .hostIP(status.hostIP())
                .podIP(status.podIP())
                .hostIPs(status.hostIPs())
                .podIPs(status.podIPs())
                .startTime(status.startTime())
                .initContainerStatuses(status.initContainerStatuses())
                .containerStatuses(status.containerStatuses())
                .ephemeralContainerStatuses(status.ephemeralContainerStatuses())
                .build();
    }
}
