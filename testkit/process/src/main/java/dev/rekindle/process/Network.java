package dev.rekindle.process;

import dev.rekindle.core.Container;
import dev.rekindle.core.LifecycleHandler;
import dev.rekindle.core.Pod;
import dev.rekindle.core.Probe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which network a sandbox is in. */
enum Network {
    /** One of its own, with nothing but its loopback. */
    OWN("--net", "--net"),
    /** The same without privileges: in a user namespace, in which everybody is root. */
    OWN_AS_USER("--user --map-root-user --net", "--user --preserve-credentials --net"),
    /** That of the machine. */
    HOST("", "");

    /** The address of every pod; in a network of its own it has no other. */
    static final String ADDRESS = "127.0.0.1";

    private final String unshare;
    private final String enter;

    Network(String unshare, String enter) {
        this.unshare = unshare;
        this.enter = enter;
    }

    /** The options of {@code unshare} that make it. */
    List<String> unshareOptions() {
        return List.of(unshare.split(" "));
    }

    /** The options of {@code nsenter} that lead into it. */
    List<String> enterOptions() {
        return List.of(enter.split(" "));
    }

    /** Why a pod has to share the network of the machine, or null. */
    static @Nullable String reasonToShare(Pod pod) {
        if (pod.spec().hostNetwork()) {
            return "spec.hostNetwork is true";
        }
        boolean asked = pod.spec().allContainers().stream().anyMatch(Network::isAskedFromOutside);
        return asked ? "probes or hooks use it from outside" : null;
    }

    private static boolean isAskedFromOutside(Container container) {
        for (Probe probe :
                new Probe[] {container.startupProbe(), container.livenessProbe(), container.readinessProbe()}) {
            if (probe != null && probe.exec() == null) {
                return true;
            }
        }
        return isHttp(container.postStart()) || isHttp(container.preStop());
    }

    private static boolean isHttp(@Nullable LifecycleHandler hook) {
        return hook != null && hook.httpGet() != null;
    }
}
