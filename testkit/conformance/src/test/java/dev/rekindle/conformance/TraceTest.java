package dev.rekindle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.KubeletFunctions;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.ProbeResults;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Statuses of a real kubelet, one after the other: from a recorded status and the runtime that the next one tells of,
 * the calculator must come to the next one. The runtime is put together from it: a running or terminated container is
 * one that the runtime has, a waiting one is gone.
 *
 * <p>Left out: images, times of conditions, generations, resources; and the last status of a pod that was killed,
 * in which containers count as lost (that is not computed but finished).
 */
class TraceTest {
    private static final Kubelet KUBELET = Kubelet.of(KubernetesVersion.V1_36).withNodeIPs("192.0.2.2");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a-regular-trigger",
                "b-sidecar-trigger",
                "c-init-trigger",
                "f-two-triggers",
                "g1-kubelet-killed-before-it-saw-the-exit",
                "g2-kubelet-killed-while-killing",
                "g3-kubelet-killed-while-init-reruns",
                "i-ignores-sigterm-and-completed-sibling",
                "loop2-repeated-restarts-two-containers",
                "p-ephemeral-container",
                "q-volumes-hooks-probes",
                "r-init-fails-after-restart-never"
            })
    void everyStatusFollowsFromTheOneBefore(String name) throws IOException {
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        Pod before = null;
        for (Pod pod : Recordings.pods(name)) {
            boolean samePod = before != null
                    && before.metadata().uid().equals(pod.metadata().uid());
            if (samePod && before != null && !pod.status().equals(before.status()) && !isFinished(pod.status())) {
                checked++;
                PodStatus actual = asRecorded(upload(next(pod, before.status()), before.status()), pod.status());
                String different = differences(pod.status(), actual);
                if (!different.isEmpty()) {
                    wrong.add("status " + checked + ":" + different);
                }
            }
            before = pod;
        }
        assertThat(checked).as("statuses").isGreaterThan(5);
        assertThat(String.join("\n", wrong)).isEmpty();
    }

    /** As the API server gets it; the sandbox is what runs longest of a pod. */
    private static PodStatus upload(PodStatus next, PodStatus before) {
        boolean runs = next.isTrue("PodReadyToStartContainers");
        PodState.Work work = runs ? PodState.Work.TERMINATING : PodState.Work.TERMINATED;
        return PodState.of(work, next).publish(before);
    }

    private static boolean isFinished(PodStatus status) {
        return status.phase().isTerminal()
                && all(status).stream()
                        .anyMatch(c -> c.terminated() != null
                                && c.terminated().reason().equals("ContainerStatusUnknown"));
    }

    private static PodStatus next(Pod pod, PodStatus before) {
        Map<String, ProbeResult> startup = new HashMap<>();
        Map<String, ProbeResult> readiness = new HashMap<>();
        for (ContainerStatus status : all(pod.status())) {
            if (status.isRunning()) {
                startup.put(status.containerID(), result(Boolean.TRUE.equals(status.started())));
                readiness.put(status.containerID(), result(status.ready()));
            }
        }
        RuntimePod runtime = runtime(pod.status());
        Observation observed = Observation.of(runtime)
                .probes(ProbeResults.NONE.withStartup(startup).withReadiness(readiness))
                .pod(pod);
        return KubeletFunctions.of(pod, KUBELET)
                .generateApiPodStatus(
                        observed, before, Map.of(), pod.status().phase().isTerminal());
    }

    /** A sandbox is told to be ready before its address is known ({@code OnPodSandboxReady}). */
    private static PodStatus asRecorded(PodStatus actual, PodStatus recorded) {
        return recorded.podIP().isEmpty()
                ? PodStatus.builder().from(actual).podIP("").podIPs(List.of()).build()
                : actual;
    }

    private static String ip(PodStatus status) {
        return status.podIP().isEmpty() ? "10.0.0.7" : status.podIP();
    }

    private static ProbeResult result(boolean success) {
        return success ? ProbeResult.SUCCESS : ProbeResult.UNKNOWN;
    }

    private static RuntimePod runtime(PodStatus status) {
        boolean ready = status.isTrue("PodReadyToStartContainers");
        List<Sandbox> sandboxes = List.of(Sandbox.builder()
                .id("sb")
                .ready(ready)
                .createdAt(Instant.EPOCH)
                .ip(ready ? ip(status) : "")
                .build());
        List<RuntimeContainer> containers = new ArrayList<>();
        for (ContainerStatus container : all(status)) {
            add(containers, container, container.state());
        }
        containers.sort(Comparator.comparing(RuntimeContainer::createdAt).reversed());
        return RuntimePod.builder().sandboxes(sandboxes).containers(containers).build();
    }

    private static void add(List<RuntimeContainer> containers, ContainerStatus status, @Nullable ContainerState state) {
        boolean exited = state instanceof ContainerState.Terminated ended
                && !ended.containerID().isEmpty();
        if (!exited && !(state instanceof ContainerState.Running)) {
            return;
        }
        ContainerState.Terminated ended = state instanceof ContainerState.Terminated t ? t : null;
        Timestamp startedAt = state instanceof ContainerState.Running running
                ? running.startedAt()
                : ended == null ? null : ended.startedAt();
        Instant at = startedAt == null ? Instant.EPOCH : startedAt.instant();
        containers.add(RuntimeContainer.builder()
                .id(status.containerID())
                .name(status.name())
                .sandboxId("sb")
                .state(ended == null ? RuntimeContainer.State.RUNNING : RuntimeContainer.State.EXITED)
                .attempt(status.restartCount())
                .createdAt(at)
                .startedAt(at)
                .finishedAt(
                        ended == null || ended.finishedAt() == null
                                ? null
                                : ended.finishedAt().instant())
                .exitCode(ended == null ? 0 : ended.exitCode())
                .reason(ended == null ? "" : ended.reason())
                .message(ended == null ? "" : ended.message())
                .build());
    }

    private static List<ContainerStatus> all(PodStatus status) {
        List<ContainerStatus> all = new ArrayList<>(status.initContainerStatuses());
        all.addAll(status.containerStatuses());
        all.addAll(status.ephemeralContainerStatuses());
        return all;
    }

    /** What differs between two statuses, one line a fact. */
    private static String differences(PodStatus expected, PodStatus actual) {
        Map<String, Object> wanted = facts(expected);
        Map<String, Object> got = facts(actual);
        Set<String> names = new LinkedHashSet<>(wanted.keySet());
        names.addAll(got.keySet());
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            Object before = wanted.getOrDefault(name, "(absent)");
            Object after = got.getOrDefault(name, "(absent)");
            if (!before.equals(after)) {
                text.append("\n  ").append(name).append(": expected ").append(before);
                text.append(", but was ").append(after);
            }
        }
        return text.toString();
    }

    /** What is compared of a status, by name. */
    private static Map<String, Object> facts(PodStatus status) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("phase", status.phase());
        facts.put("observedGeneration", String.valueOf(status.observedGeneration()));
        facts.put("qosClass", status.qosClass());
        facts.put("hostIP", status.hostIP() + status.hostIPs());
        facts.put("podIP", status.podIP() + status.podIPs());
        facts.put(
                "conditions",
                status.conditions().stream().map(PodCondition::type).toList());
        for (PodCondition condition : status.conditions()) {
            String name = condition.type() + ".";
            facts.put(name + "status", condition.status());
            facts.put(name + "reason", condition.reason());
            facts.put(name + "message", condition.message());
            facts.put(name + "observedGeneration", String.valueOf(condition.observedGeneration()));
        }
        facts.put("containers", all(status).stream().map(ContainerStatus::name).toList());
        for (ContainerStatus container : all(status)) {
            String name = container.name() + ".";
            facts.put(name + "state", String.valueOf(container.state()));
            facts.put(name + "lastState", String.valueOf(container.lastState()));
            facts.put(name + "restartCount", container.restartCount());
            facts.put(name + "ready", container.ready());
            facts.put(name + "started", String.valueOf(container.started()));
            facts.put(name + "containerID", container.containerID());
        }
        return facts;
    }
}
