package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.Container;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodSpec;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.DelayedStart;
import dev.rekindle.lifecycle.Failure;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.CreateSandbox;
import dev.rekindle.lifecycle.PodAction.KillPod;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
import dev.rekindle.testkit.RuntimeCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What of a sync failed, as the results of the kubelet name it (pkg/kubelet/container/sync_result.go). */
final class SyncFailures {
    private SyncFailures() {}

    static List<ObjectNode> of(
            Pod pod, List<ActionResult> results, List<RuntimeCall> calls, List<DelayedStart> delayedStarts) {
        List<ObjectNode> failures = new ArrayList<>();
        List<ObjectNode> starts = new ArrayList<>();
        boolean ended = false;
        for (ActionResult result : results) {
            Failure failure = result.failure();
            if (failure == null) {
                continue;
            }
            PodAction action = result.action();
            if (action instanceof StartContainer start) {
                starts.add(failure("StartContainer", start.name(), failure));
            } else {
                ended |= action.endsSyncOnFailure();
                failures.addAll(action.accept(new Failed(pod.metadata(), failure, calls)));
            }
        }
        if (!ended) { // no start was looked at otherwise
            delayedStarts.forEach(held -> starts.add(failure("StartContainer", held.container(), held.error())));
        }
        List<String> order = order(pod.spec());
        starts.sort(Comparator.comparingInt(
                start -> order.indexOf(start.path("target").asText())));
        failures.addAll(starts);
        return failures;
    }

    /** The results that the kubelet has of an action that failed; those of starts are made of what was called. */
    private record Failed(PodMetadata pod, Failure failure, List<RuntimeCall> calls)
            implements PodAction.Visitor<List<ObjectNode>, RuntimeException> {
        @Override
        public List<ObjectNode> createSandbox(CreateSandbox create) {
            String target = pod.name() + "_" + pod.namespace() + "(" + pod.uid() + ")";
            return List.of(SyncFailures.failure("CreatePodSandbox", target, failure));
        }

        @Override
        public List<ObjectNode> killPod(KillPod kill) {
            return SyncFailures.killPod(pod, failure.message(), calls);
        }

        @Override
        public List<ObjectNode> stopContainer(StopContainer stop) {
            boolean reset = stop.reason() == StopReason.RESTART_ALL_CONTAINERS;
            return List.of(SyncFailures.failure(reset ? "RemoveContainer" : "KillContainer", stop.name(), failure));
        }

        @Override
        public List<ObjectNode> removeContainer(RemoveContainer remove) {
            // the clean-up of old init containers has no result
            return remove.endsSyncOnFailure()
                    ? List.of(SyncFailures.failure("RemoveContainer", remove.name(), failure))
                    : List.of();
        }

        @Override
        public List<ObjectNode> startContainer(StartContainer start) {
            return List.of();
        }
    }

    private static List<ObjectNode> killPod(PodMetadata pod, String message, List<RuntimeCall> calls) {
        List<ObjectNode> failures = new ArrayList<>();
        for (RuntimeCall call : calls) {
            if (call.failed() && call.op().equals("StopContainer")) {
                failures.add(failure("KillContainer", call.container(), new Failure("KillContainerError", message)));
            }
        }
        if (calls.stream().anyMatch(call -> call.failed() && call.op().equals("StopPodSandbox"))) {
            failures.add(failure("KillPodSandbox", pod.uid(), new Failure("KillPodSandboxError", message)));
        }
        return failures;
    }

    /** In which order the kubelet starts. */
    private static List<String> order(PodSpec spec) {
        return Stream.of(spec.ephemeralContainers(), spec.initContainers(), spec.containers())
                .flatMap(List::stream)
                .map(Container::name)
                .toList();
    }

    private static ObjectNode failure(String action, String target, Failure error) {
        return VectorJson.object()
                .put("action", action)
                .put("target", target)
                .put("error", error.reason())
                .put("message", error.message());
    }

    static String error(List<ObjectNode> failures) {
        List<String> texts = new ArrayList<>();
        for (ObjectNode f : failures) {
            texts.add("failed to " + quoted(f, "action") + " for " + quoted(f, "target") + " with "
                    + f.path("error").asText() + ": " + quoted(f, "message"));
        }
        String joined = String.join(", ", texts);
        return texts.size() > 1 ? "[" + joined + "]" : joined;
    }

    /** As Go's %q does for what is printable. */
    private static String quoted(ObjectNode failure, String field) {
        String text = failure.path(field).asText();
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
