package dev.rekindle.core;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * One way to behave that differs from the kubelet of Kubernetes 1.36.2, the baseline. The differences of other
 * Kubernetes versions and of the text of KEP-5532 are sets of these; a custom kubelet may pick single ones.
 */
public enum Divergence {
    /** Removed containers take their logs with them, so attempt numbers begin at 0 again. */
    RESET_REMOVES_LOGS(
            "reset-removes-logs",
            "logs are kept and attempt numbers go on (kubernetes#136963)",
            "the kubelet of 1.35 deletes the logs of the containers it removes; attempts begin at 0 again"),

    /** After a reset, the last state is empty as soon as a new container exists. */
    LAST_STATE_LOST(
            "last-state-lost",
            "the last state is carried over to the new container (kubernetes#136964)",
            "the kubelet of 1.35 and before shows no last state as soon as a new container exists"),

    /** No immediate second sync after a reset. */
    NO_REQUEUE_AFTER_RESET(
            "no-requeue-after-reset",
            "the pod is synced again at once (kubernetes#136966)",
            "the kubelet of 1.35 waits for a runtime event or, when nothing was running, for the resync"),

    /** An init container that is gone is not taken for completed. */
    NO_INFERRED_COMPLETION(
            "no-inferred-completion",
            "an init container that is gone while a regular container exists counts as completed (kubernetes#131317)",
            "the kubelet of 1.35 and before leaves it waiting"),

    /** A new sandbox is not told of before the next sync. */
    READY_TO_START_WITH_NEXT_SYNC(
            "ready-to-start-with-next-sync",
            "PodReadyToStartContainers turns True as soon as the sandbox is ready (kubernetes#134660)",
            "the kubelet of 1.35 and before says so when it syncs the next time"),

    /** A running container does not take over {@code started} from the attempt before. */
    STARTED_NOT_INHERITED(
            "started-not-inherited",
            "started is copied by name, whatever the container id (a bug, kubernetes#141342)",
            "the kubelet of 1.34 does not copy it"),

    /** A start in back-off is retried like any other error, after 10 to 15 s, not when the delay is over. */
    BACK_OFF_RETRY_FLAT(
            "back-off-retry-flat",
            "a start in back-off is retried when its delay is over (kubernetes#133066)",
            "the kubelet of 1.34 retries after 10 to 15 s, whatever the delay"),

    /** Whether the pod was initialized is judged by the containers of the active sandbox. */
    INIT_DONE_BY_ACTIVE_SANDBOX(
            "init-done-by-active-sandbox",
            "a leftover regular container of an old sandbox makes the pod look initialized",
            "since 1.37 only containers of the active sandbox count (kubernetes#138514)"),

    /** A restart of all containers backs off like any other restart. */
    BACK_OFF_AFTER_RESTART_ALL(
            "back-off-after-restart-all",
            "no back-off applies, since no exited container is left to count from",
            "KEP-5532: the exponential back-off of container restarts applies"),

    /** The phase is Pending from the reset until every container runs. */
    PENDING_THROUGHOUT(
            "pending-throughout",
            "the phase follows the container statuses: Running, Pending while inits run, Running",
            "KEP-5532: the pod is Pending throughout the restart"),

    /** The condition names the container and the exit code. */
    CONDITION_NAMES_TRIGGER(
            "condition-names-trigger",
            "reason RestartAllContainersStarted, message \"container exited with restart policy rule\"",
            "KEP-5532: reason ContainerExited, the message names the container and its exit code"),

    /** Containers are killed all at once, in spec order, without the trigger last. */
    UNORDERED_KILL(
            "unordered-kill",
            "one after another: regular containers, init containers, and the triggers last",
            "KEP-5532: no ordering; here: every container in spec order, all stops before all removals"),

    /** Containers are killed without grace. */
    NO_GRACE("no-grace", "SIGTERM, and SIGKILL after 2 s", "KEP-5532: without grace period"),

    /** The last state of the trigger keeps its exit code. */
    TRIGGER_EXIT_CODE_KEPT(
            "trigger-exit-code-kept",
            "the last state of every restarted container says 137, RestartingAllContainers",
            "KEP-5532: history is preserved; here: a container that had terminated keeps its termination"),

    /** Ephemeral containers end with the restart. */
    EPHEMERAL_TERMINATED(
            "ephemeral-terminated",
            "ephemeral containers keep running",
            "the announcement of 1.35: ephemeral containers are terminated too");

    private final String id;
    private final String kubelet;
    private final String instead;

    Divergence(String id, String kubelet, String instead) {
        this.id = id;
        this.kubelet = kubelet;
        this.instead = instead;
    }

    /** {@return the name used in documents} */
    public String id() {
        return id;
    }

    /** {@return what the kubelet of 1.36.2 does} */
    public String kubelet() {
        return kubelet;
    }

    /** {@return what happens instead, and who says so} */
    public String instead() {
        return instead;
    }

    /** The differences of a version. */
    static Set<Divergence> of(KubernetesVersion version) {
        EnumSet<Divergence> set = EnumSet.noneOf(Divergence.class);
        switch (version) {
            case V1_34 -> {
                Collections.addAll(set, STARTED_NOT_INHERITED, BACK_OFF_RETRY_FLAT);
                addBefore136(set);
            }
            case V1_35 -> addBefore136(set);
            case V1_36 -> {}
            case V1_37 -> set.add(INIT_DONE_BY_ACTIVE_SANDBOX);
        }
        return set;
    }

    private static void addBefore136(Set<Divergence> set) {
        Collections.addAll(
                set,
                RESET_REMOVES_LOGS,
                LAST_STATE_LOST,
                NO_REQUEUE_AFTER_RESET,
                NO_INFERRED_COMPLETION,
                READY_TO_START_WITH_NEXT_SYNC);
    }
}
