package dev.rekindle.lifecycle;

import dev.rekindle.core.HostIP;
import dev.rekindle.core.PodIP;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import java.util.ArrayList;
import java.util.List;

/** The addresses of a status ({@code generateAPIPodStatus} and {@code sortPodIPs}, pkg/kubelet/kubelet_pods.go). */
final class PodAddresses {
    private final List<HostIP> node;
    private final boolean hostNetwork;

    PodAddresses(List<String> nodeIPs, boolean hostNetwork) {
        this.node = nodeIPs.stream().map(HostIP::new).toList();
        this.hostNetwork = hostNetwork;
    }

    /** {@return the addresses of the node; those of the status before when they are not known} */
    List<HostIP> ofHost(PodStatus old) {
        if (!node.isEmpty()) {
            return node;
        }
        return old.hostIPs().isEmpty() && !old.hostIP().isEmpty() ? List.of(new HostIP(old.hostIP())) : old.hostIPs();
    }

    /**
     * The addresses of the pod: those of its newest sandbox while that is ready, also none. A pod without a ready
     * sandbox keeps what it had, so that a completed one can be found ({@code getPodIPs}, pkg/kubelet/pleg/generic.go).
     */
    List<PodIP> ofPod(RuntimePod runtime, PodStatus old) {
        Sandbox sandbox = runtime.newestSandbox();
        if (sandbox != null && isTold(sandbox, old.podIPs())) {
            return old.podIPs();
        }
        List<PodIP> told = sandbox != null && sandbox.ready() ? sorted(sandbox) : List.of();
        if (hostNetwork) {
            return withThoseOfNode(told.isEmpty() ? before(old) : told);
        }
        return runtime.sandboxes().stream().anyMatch(Sandbox::ready) ? told : before(old);
    }

    /** As nearly always: one address, which never changes. */
    private boolean isTold(Sandbox sandbox, List<PodIP> told) {
        return !hostNetwork
                && sandbox.ready()
                && sandbox.additionalIps().isEmpty()
                && told.size() == 1
                && told.get(0).ip().equals(sandbox.ip());
    }

    private static List<PodIP> before(PodStatus old) {
        return old.podIPs().isEmpty() && !old.podIP().isEmpty() ? List.of(new PodIP(old.podIP())) : old.podIPs();
    }

    /** The first address of the family that the node prefers (IPv4 if unknown), the first of the other (#97979). */
    private List<PodIP> sorted(Sandbox sandbox) {
        List<String> all = new ArrayList<>(sandbox.additionalIps());
        all.add(0, sandbox.ip());
        boolean prefersSix = !node.isEmpty() && isSix(node.get(0).ip());
        List<PodIP> sorted = new ArrayList<>();
        for (boolean six : new boolean[] {prefersSix, !prefersSix}) {
            all.stream()
                    .filter(ip -> !ip.isEmpty() && isSix(ip) == six)
                    .findFirst()
                    .ifPresent(ip -> sorted.add(new PodIP(ip)));
        }
        return sorted;
    }

    /** They never change once set, but that a node may get an address of the other family (kubernetes#105320). */
    private List<PodIP> withThoseOfNode(List<PodIP> found) {
        List<PodIP> all = new ArrayList<>(found);
        if (all.isEmpty() && !node.isEmpty()) {
            all.add(new PodIP(node.get(0).ip()));
        }
        if (all.size() == 1
                && node.size() == 2
                && isSix(all.get(0).ip()) != isSix(node.get(1).ip())) {
            all.add(new PodIP(node.get(1).ip()));
        }
        return all;
    }

    private static boolean isSix(String address) {
        return address.indexOf(':') >= 0;
    }
}
