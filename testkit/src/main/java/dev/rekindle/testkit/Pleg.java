package dev.rekindle.testkit;

import dev.rekindle.core.RuntimeContainer.State;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the kubelet's pod lifecycle event generator makes of two looks at the runtime (pkg/kubelet/pleg/generic.go). */
public final class Pleg {
    private static final Set<State> UNSEEN = EnumSet.of(State.CREATED, State.UNKNOWN);

    private Pleg() {}

    /**
     * Tells whether something happened for which the kubelet syncs. The removal of what was dead is not worth it
     * ({@code isSyncPodWorthy}, pkg/kubelet/kubelet.go), nor that something was created and not started, which is
     * taken for unknown.
     *
     * @param before what the runtime reported before
     * @param after what it reports now
     * @return whether the kubelet syncs
     */
    public static boolean isWorthASync(RuntimePod before, RuntimePod after) {
        Map<String, State> was = states(before);
        Map<String, State> is = states(after);
        boolean changed = is.entrySet().stream()
                .anyMatch(e -> !UNSEEN.contains(e.getValue()) && e.getValue() != was.get(e.getKey()));
        boolean died =
                was.entrySet().stream().anyMatch(e -> e.getValue() != State.EXITED && !is.containsKey(e.getKey()));
        return changed || died;
    }

    /**
     * Tells whether anything differs at all.
     *
     * @param before what the runtime reported before
     * @param after what it reports now
     * @return whether a container or sandbox came, went or changed its state
     */
    public static boolean differs(RuntimePod before, RuntimePod after) {
        return !states(before).equals(states(after));
    }

    /** By id, the state of each container and sandbox. */
    private static Map<String, State> states(RuntimePod pod) {
        Map<String, State> states = new TreeMap<>();
        pod.containers().forEach(c -> states.put(c.id(), c.state()));
        for (Sandbox sandbox : pod.sandboxes()) {
            states.put(sandbox.id(), sandbox.ready() ? State.RUNNING : State.EXITED);
        }
        return states;
    }
}
