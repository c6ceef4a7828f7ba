package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.testkit.RuntimeCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Runtime calls as the recordings have them. What the kubelet does in no particular order was sorted there, and is
 * sorted here the same way: a run of stops and execs (execs by name, then containers by name, then sidecars as they
 * come), and a run of removals that do not keep logs (by name).
 */
final class SyncCalls {
    private final Set<String> sidecars = new HashSet<>();
    private final boolean sortsOnlyWithSandbox;

    SyncCalls(Pod pod, KubernetesVersion version) {
        for (Container container : pod.spec().initContainers()) {
            if (ContainerKind.ofInit(container) == ContainerKind.SIDECAR) {
                sidecars.add(container.name());
            }
        }
        // in 1.35 the removals of a reset do not keep logs either, and their order is real
        sortsOnlyWithSandbox = version == KubernetesVersion.V1_35;
    }

    ArrayNode toJson(List<RuntimeCall> calls) {
        List<RuntimeCall> ordered = sortRuns(calls, SyncCalls::isStop, stops());
        boolean touchesSandbox = calls.stream().anyMatch(c -> c.op().endsWith("PodSandbox"));
        if (touchesSandbox || !sortsOnlyWithSandbox) {
            ordered = sortRuns(ordered, SyncCalls::isPurge, Comparator.comparing(RuntimeCall::container));
        }
        ArrayNode list = VectorJson.MAPPER.createArrayNode();
        ordered.forEach(call -> write(list.addObject(), call));
        return list;
    }

    private static boolean isStop(RuntimeCall call) {
        return call.op().equals("StopContainer") || call.op().equals("ExecSync");
    }

    private static boolean isPurge(RuntimeCall call) {
        return call.op().equals("RemoveContainer") && Boolean.FALSE.equals(call.keepLogs());
    }

    private Comparator<RuntimeCall> stops() {
        return Comparator.comparing((RuntimeCall c) -> !c.op().equals("ExecSync"))
                .thenComparing(c -> isSidecarStop(c))
                .thenComparing(c -> isSidecarStop(c) ? "" : c.container());
    }

    private boolean isSidecarStop(RuntimeCall call) {
        return !call.op().equals("ExecSync") && sidecars.contains(call.container());
    }

    private static List<RuntimeCall> sortRuns(
            List<RuntimeCall> calls, Predicate<RuntimeCall> inRun, Comparator<RuntimeCall> order) {
        List<RuntimeCall> result = new ArrayList<>(calls);
        int from = 0;
        while (from < result.size()) {
            int to = from;
            while (to < result.size() && inRun.test(result.get(to))) {
                to++;
            }
            result.subList(from, to).sort(order);
            from = to + 1;
        }
        return result;
    }

    private static void write(ObjectNode json, RuntimeCall call) {
        boolean unmade = call.failed()
                && (call.op().equals("CreateContainer") || call.op().equals("RunPodSandbox"));
        json.put("op", call.op()).put("container", call.container());
        json.put("id", unmade ? "" : VectorJson.rawId(call.id()));
        json.put("sandbox", call.sandbox());
        if (call.attempt() != null) {
            json.put("attempt", call.attempt());
        }
        if (call.timeout() != null) {
            json.put("timeout", call.timeout().toSeconds());
        }
        if (!call.command().isEmpty()) {
            call.command().forEach(json.withArray("command")::add);
        }
        if (call.keepLogs() != null) {
            json.put("keepLogs", call.keepLogs());
        }
        if (call.failed()) {
            json.put("error", "scripted failure");
        }
    }
}
