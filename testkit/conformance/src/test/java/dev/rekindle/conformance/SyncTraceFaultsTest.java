package dev.rekindle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.testkit.invariants.Invariants;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lives in the form of the recordings in which one call of the runtime fails, as the kubelet's source has it. */
class SyncTraceFaultsTest {
    private static final String RPC_ERROR = "rpc error: code = Unknown desc = scripted failure";

    static Stream<Arguments> faults() {
        List<Arguments> all = new ArrayList<>();
        for (KubernetesVersion version :
                List.of(KubernetesVersion.V1_34, KubernetesVersion.V1_35, KubernetesVersion.V1_36)) {
            for (String policy : List.of("Never", "OnFailure", "Always")) {
                for (String name : List.of("i1", "s2", "a", "b")) {
                    for (String op : List.of("CreateContainer", "StartContainer")) {
                        all.add(Arguments.of(version, policy, name, op));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aStartThatFailsAtStartUpIsRetried(KubernetesVersion version, String policy, String name, String op)
            throws Exception {
        String steps = """
                {"failOnce": [{"container": "%s", "op": "%s"}]},
                {"advanceSeconds": 10}, {"advanceSeconds": 10, "exits": [{"container": "i1", "exitCode": 0}]},
                {"advanceSeconds": 10}, {"advanceSeconds": 10}""".formatted(name, op);
        List<JsonNode> syncs = syncs(version, policy, steps);
        JsonNode failed = failed(syncs, name, op);
        boolean created = op.equals("StartContainer");
        String reason = created ? "RunContainerError" : "CreateContainerError";
        assertThat(failed.path("error").asText())
                .isEqualTo(
                        "failed to \"StartContainer\" for \"" + name + "\" with " + reason + ": \"scripted failure\"");
        JsonNode waiting = status(after(syncs, failed), name);
        assertThat(waiting.at("/state/waiting/reason").asText()).isEqualTo(reason);
        assertThat(waiting.at("/state/waiting/message").asText()).isEqualTo("scripted failure");
        assertThat(waiting.path("restartCount").asInt()).isZero();
        JsonNode last = syncs.get(syncs.size() - 1);
        assertThat(status(last, name).path("restartCount").asInt()).isEqualTo(created ? 1 : 0); // the kubelet counts it
        assertThat(status(last, "b").at("/state").has("running")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aStartThatFailsAfterTheResetIsRetried(KubernetesVersion version, String policy, String name, String op)
            throws Exception {
        String steps = """
                {}, {"advanceSeconds": 2, "exits": [{"container": "i1", "exitCode": 0}]},
                {"advanceSeconds": 10, "exits": [{"container": "a", "exitCode": 42}],
                 "failOnce": [{"container": "%s", "op": "%s"}]},
                {"advanceSeconds": 10}, {"advanceSeconds": 2, "exits": [{"container": "i1", "exitCode": 0}]},
                {"advanceSeconds": 10}, {"advanceSeconds": 10}""".formatted(name, op);
        List<JsonNode> syncs = syncs(version, policy, steps);
        JsonNode last = syncs.get(syncs.size() - 1);
        if (version == KubernetesVersion.V1_34) {
            return; // no restart of all containers
        }
        JsonNode failed = failed(syncs, name, op);
        assertThat(failed.path("failures")).hasSize(1);
        assertThat(status(last, name).at("/state").has("running") || name.equals("i1"))
                .isTrue();
        assertThat(status(last, "b").path("restartCount").asInt()).isPositive();
    }

    @Test
    void aContainerThatDidNotStartIsCreatedAndTheNextAttemptIsANewOne() throws Exception {
        List<JsonNode> syncs = syncs(KubernetesVersion.V1_36, "Always", """
                {"failOnce": [{"container": "i1", "op": "StartContainer"}]}, {"advanceSeconds": 10}""");
        JsonNode first = syncs.get(0);
        assertThat(first.path("calls").path(2)).isEqualTo(VectorJson.MAPPER.readTree("""
                {"op": "StartContainer", "id": "i1-0", "container": "i1", "sandbox": "", "error": "scripted failure"}
                """));
        assertThat(first.path("runtimeAfter").path(0).path("state").asText()).isEqualTo("created");
        assertThat(syncs.get(1).path("calls").path(0).path("id").asText()).isEqualTo("i1-1");
    }

    @Test
    void aRegularContainerThatFailsToStartDoesNotHoldUpTheOthers() throws Exception {
        List<JsonNode> syncs = syncs(KubernetesVersion.V1_36, "Always", """
                {}, {"advanceSeconds": 2, "exits": [{"container": "i1", "exitCode": 0}],
                 "failOnce": [{"container": "a", "op": "CreateContainer"}, {"container": "b", "op": "StartContainer"}]}
                """);
        JsonNode last = syncs.get(syncs.size() - 1);
        assertThat(last.path("failures")).hasSize(2);
        assertThat(last.path("error").asText())
                .startsWith("[failed to \"StartContainer\" for \"a\"")
                .contains(", failed to \"StartContainer\" for \"b\"");
    }

    @Test
    void aSandboxThatCannotBeMadeEndsTheSync() throws Exception {
        List<JsonNode> syncs = syncs(KubernetesVersion.V1_36, "Always", """
                {"failOnce": [{"op": "RunPodSandbox"}]}, {"advanceSeconds": 10}""");
        assertThat(syncs.get(0).path("calls")).hasSize(1);
        JsonNode failure = syncs.get(0).path("failures").path(0);
        assertThat(failure.path("action").asText()).isEqualTo("CreatePodSandbox");
        assertThat(failure.path("target").asText()).isEqualTo("p_ns(u1)");
        assertThat(failure.path("error").asText()).isEqualTo("CreatePodSandboxError");
        assertThat(failure.path("message").asText())
                .isEqualTo("Failed to create sandbox for pod \"p_ns(u1)\": " + RPC_ERROR);
        assertThat(syncs.get(0).path("error").asText()).contains("pod \\\"p_ns(u1)\\\": rpc");
        assertThat(syncs.get(1).path("calls").path(0).path("id").asText()).isEqualTo("sb-0");
    }

    @Test
    void aSandboxThatCannotBeStoppedIsStoppedLater() throws Exception {
        List<JsonNode> syncs = syncs(KubernetesVersion.V1_36, "Always", """
                {}, {"advanceSeconds": 5, "sandboxDies": true, "failOnce": [{"op": "StopPodSandbox"}]},
                {"advanceSeconds": 10}""");
        JsonNode failed = failed(syncs, "", "StopPodSandbox");
        assertThat(failed.path("failures").path(0).path("action").asText()).isEqualTo("KillPodSandbox");
        assertThat(failed.path("failures").path(0).path("target").asText()).isEqualTo("u1");
        assertThat(failed.path("calls")).hasSize(1);
        assertThat(after(syncs, failed).path("calls").toString()).contains("\"op\":\"RunPodSandbox\"");
    }

    @Test
    void theIdOfWhatCouldNotBeMadeIsNotCompared() throws Exception {
        JsonNode recorded = VectorJson.MAPPER.readTree("""
                {"steps": [[{"calls": [{"op": "CreateContainer", "container": "a", "id": "a-0", "error": "x"},
                                       {"op": "StopContainer", "container": "a", "id": "a-0", "error": "x"}]}]]}
                """);
        JsonNode comparable = new SyncTraceVectors((pod, g, before, observed, step, now) -> {}).comparable(recorded);
        assertThat(comparable.at("/steps/0/0/calls/0").has("id")).isFalse();
        assertThat(comparable.at("/steps/0/0/calls/1").has("id")).isTrue();
        assertThat(recorded.at("/steps/0/0/calls/0").has("id")).isTrue();
    }

    private static JsonNode failed(List<JsonNode> syncs, String name, String op) {
        return syncs.stream()
                .filter(sync -> Stream.of(sync.path("calls"))
                        .flatMap(calls -> calls.valueStream())
                        .anyMatch(call -> call.has("error")
                                && call.path("op").asText().equals(op)
                                && call.path("container").asText().equals(name)))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode after(List<JsonNode> syncs, JsonNode sync) {
        return syncs.get(syncs.indexOf(sync) + 1);
    }

    private static JsonNode status(JsonNode sync, String name) {
        return Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(list -> sync.path("status").path(list).valueStream())
                .filter(status -> status.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> syncs(KubernetesVersion version, String policy, String steps) throws Exception {
        Kubelet kubelet = Kubelet.of(FeatureGates.parse(
                version,
                version == KubernetesVersion.V1_34
                        ? "ContainerRestartRules=true"
                        : version == KubernetesVersion.V1_35
                                ? "NodeDeclaredFeatures=true,RestartAllContainersOnContainerExits=true"
                                : ""));
        String input = """
                {"pod": {"metadata": {"name": "p", "namespace": "ns", "uid": "u1"}, "spec": {
                  "restartPolicy": "%s", "terminationGracePeriodSeconds": 30,
                  "initContainers": [{"name": "i1", "image": "img"},
                    {"name": "s2", "image": "img", "restartPolicy": "Always"}],
                  "containers": [{"name": "a", "image": "img", "restartPolicy": "Never", "restartPolicyRules":
                      [{"action": "RestartAllContainers", "exitCodes": {"operator": "In", "values": [42]}}]},
                    {"name": "b", "image": "img"}]}},
                 "steps": [%s]}""".formatted(policy, steps);
        SyncTraceVectors traces =
                new SyncTraceVectors((pod, g, before, observed, step, now) -> assertThat(Invariants.of(pod, g)
                                .without(Set.of("back-off-doubles"))
                                .check(before, observed, step, now))
                        .isEmpty());
        List<JsonNode> syncs = new ArrayList<>();
        traces.evaluate(kubelet, VectorJson.MAPPER.readTree(input))
                .path("steps")
                .forEach(s -> s.forEach(syncs::add));
        return syncs;
    }
}
