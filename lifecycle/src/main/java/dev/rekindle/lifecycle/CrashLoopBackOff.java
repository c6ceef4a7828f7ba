package dev.rekindle.lifecycle;

import dev.rekindle.core.Container;
import dev.rekindle.core.GoText;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.Reasons;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long a container that keeps exiting waits for its next start: 0, then {@code initial}, doubled up to
 * {@code max}, counted from the end of the attempt before; forgotten when an attempt lasted longer than
 * {@link #RESET_AFTER}. The exit code does not matter.
 *
 * <p>Sources: {@code newCrashLoopBackOff} (pkg/kubelet/kubelet.go), {@code doBackOff}
 * (pkg/kubelet/kuberuntime/kuberuntime_manager.go), client-go/util/flowcontrol/backoff.go; KEP-4603, KEP-5593.
 *
 * @param initial the first delay
 * @param max the longest delay, at least {@code initial}
 */
public record CrashLoopBackOff(Duration initial, Duration max) {
    /** The reason of a container that waits. */
    public static final String REASON = Reasons.CRASH_LOOP_BACK_OFF;

    /** The reason of the event that the kubelet emits. */
    public static final String EVENT_REASON = "BackOff";

    /** An attempt that ends this much later than its start makes the next delay the initial one again. */
    public static final Duration RESET_AFTER = Kubelet.CRASH_LOOP_BACK_OFF_RESET;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException when the first delay is not positive, or the longest is shorter
     */
    public CrashLoopBackOff {
        Objects.requireNonNull(initial, "initial: Required value: expected a duration");
        Objects.requireNonNull(max, "max: Required value: expected a duration");
        if (initial.isNegative() || initial.isZero()) {
            throw new IllegalArgumentException("initial: Invalid value: " + initial + ": expected more than 0");
        }
        if (max.compareTo(initial) < 0) {
            throw new IllegalArgumentException("max: Invalid value: " + max + ": expected " + initial + " or more");
        }
    }

    /**
     * The back-off of a node.
     *
     * @param kubelet its kubelet
     * @return the back-off
     */
    public static CrashLoopBackOff of(Kubelet kubelet) {
        Objects.requireNonNull(kubelet, "kubelet: Required value: expected a kubelet, such as Kubelet.DEFAULT");
        return new CrashLoopBackOff(kubelet.crashLoopBackOffInitial(), kubelet.crashLoopBackOffMax());
    }

    /**
     * The key of a container: another image or other resources make another container.
     *
     * @param pod the metadata of its pod
     * @param container the container
     * @return the key, 64-bit FNV-1a in hexadecimal ({@code GetBackoffKey}, pkg/kubelet/kuberuntime/helpers.go)
     */
    public static String key(PodMetadata pod, Container container) {
        Objects.requireNonNull(pod, "pod: Required value: expected the metadata of the pod");
        Objects.requireNonNull(container, "container: Required value: expected the container");
        String text = String.join(
                "/",
                pod.name(),
                pod.namespace(),
                pod.uid(),
                container.name(),
                container.image(),
                container.resources() == null ? "" : container.resources().toString());
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return Long.toHexString(hash);
    }

    /**
     * Tells whether a start must wait.
     *
     * @param entry the entry of the container, or null
     * @param finishedAt when its last attempt ended
     * @param now the time
     * @return whether it is too early
     */
    public boolean inBackOff(@Nullable BackOffEntry entry, Instant finishedAt, Instant now) {
        Objects.requireNonNull(finishedAt, "finishedAt: Required value: expected when the last attempt ended");
        Objects.requireNonNull(now, "now: Required value: expected the time");
        return entry != null
                && !entry.delay().isZero() // as only a damaged record has it
                && !expired(entry, finishedAt)
                && Duration.between(finishedAt, now).compareTo(delay(entry)) < 0;
    }

    /** How long an entry delays: never longer than this node would, whatever a record says. */
    Duration delay(BackOffEntry entry) {
        return Saturating.clamp(entry.delay(), Duration.ZERO, max);
    }

    /**
     * The entry after a start.
     *
     * @param entry the entry before, or null
     * @param finishedAt when the attempt before the start ended
     * @param startedAt the time of the start
     * @return the new entry
     */
    public BackOffEntry next(@Nullable BackOffEntry entry, Instant finishedAt, Instant startedAt) {
        Objects.requireNonNull(finishedAt, "finishedAt: Required value: expected when the attempt before ended");
        Objects.requireNonNull(startedAt, "startedAt: Required value: expected the time of the start");
        if (entry == null || expired(entry, finishedAt)) {
            return new BackOffEntry(initial, startedAt);
        }
        return new BackOffEntry(Saturating.clamp(Saturating.twice(entry.delay()), initial, max), startedAt);
    }

    /**
     * The waiting message of a container in back-off, which is also the text of the error.
     *
     * @param delay the delay
     * @param container the name of the container
     * @param pod the metadata of its pod
     * @return the message
     */
    public static String message(Duration delay, String container, PodMetadata pod) {
        Objects.requireNonNull(delay, "delay: Required value: expected a duration");
        Objects.requireNonNull(container, "container: Required value: expected the name of a container");
        Objects.requireNonNull(pod, "pod: Required value: expected the metadata of the pod");
        return "back-off " + GoText.duration(delay) + " restarting failed container=" + container + " pod=" + pod.name()
                + "_" + pod.namespace() + "(" + pod.uid() + ")";
    }

    /**
     * The text of the warning event {@value #EVENT_REASON}.
     *
     * @param container the name of the container
     * @param pod the metadata of its pod
     * @return the text
     */
    public static String eventMessage(String container, PodMetadata pod) {
        Objects.requireNonNull(container, "container: Required value: expected the name of a container");
        Objects.requireNonNull(pod, "pod: Required value: expected the metadata of the pod");
        return "Back-off restarting failed container " + container + " in pod " + pod.name() + "_" + pod.namespace()
                + "(" + pod.uid() + ")";
    }

    /** Without the entries that would be reset anyway. */
    static Map<String, BackOffEntry> gc(Map<String, BackOffEntry> entries, Instant now) {
        Map<String, BackOffEntry> kept = new TreeMap<>(entries);
        kept.values().removeIf(entry -> expired(entry, now));
        return kept;
    }

    static boolean expired(BackOffEntry entry, Instant at) {
        return Duration.between(entry.lastUpdate(), at).compareTo(RESET_AFTER) > 0;
    }
}
