package dev.rekindle.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.EmptyDirVolume;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Pod;
import dev.rekindle.core.ResourceRequirements;
import dev.rekindle.core.RestartPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodCodecReadTest {
    private static final String RULES = """
            # a manifest as people write it
            apiVersion: v1
            kind: Pod
            metadata:
              name: trainer
            spec:
              restartPolicy: Never
              containers:
              - name: main
                image: registry.example.com/trainer:1
                tty: true
                restartPolicy: Never
                restartPolicyRules:
                - action: RestartAllContainers
                  exitCodes:
                    operator: In
                    values: [88]
            """;

    @Test
    void readsAManifest() {
        Container main = Container.builder()
                .name("main")
                .image("registry.example.com/trainer:1")
                .restartPolicy(RestartPolicy.NEVER)
                .addRestartPolicyRule(
                        new ContainerRestartRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS, ExitCodes.in(88)))
                .build();
        Pod pod = PodCodec.readOne(RULES);
        assertThat(pod.metadata().name()).isEqualTo("trainer");
        assertThat(pod.spec().restartPolicy()).isEqualTo(RestartPolicy.NEVER);
        assertThat(pod.spec().containers()).containsExactly(main);
    }

    @Test
    void readsAPodOfARealCluster() {
        Pod pod = PodCodec.readOne(TestPods.text("restart-with-sidecar.json"));
        assertThat(pod.spec().initContainers())
                .extracting(Container::name)
                .containsExactly("init0", "sidecar", "init1");
        assertThat(pod.status().initContainerStatuses())
                .extracting(status -> status.state() instanceof ContainerState.Running)
                .containsExactly(false, true, true);
        assertThat(pod.status().containerStatuses())
                .allSatisfy(status -> assertThat(status.lastTerminated()).isNotNull());
    }

    @Test
    void streamMayHaveAByteOrderMark() throws IOException {
        byte[] bytes = ("\uFEFF" + RULES).getBytes(StandardCharsets.UTF_8);
        assertThat(PodCodec.read(new ByteArrayInputStream(bytes))).containsExactly(PodCodec.readOne(RULES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: Pod\nmetadata: {name: a}\n---\nkind: Pod\nmetadata: {name: b}\n",
                "---\n# nothing\n---\nkind: Pod\nmetadata: {name: a}\n---\n---\nkind: Pod\nmetadata: {name: b}\n---\n",
                "kind: Service\n---\nkind: Pod\nmetadata: {name: a}\n---\nkind: Pod\nmetadata: {name: b}\n",
                "kind: List\nitems:\n- {kind: Pod, metadata: {name: a}}\n- kind: Service\n- {kind: Pod, metadata: {name: b}}\n",
                "kind: PodList\nitems:\n- metadata: {name: a}\n- metadata: {name: b}\n",
                "kind: List\nitems:\n- {kind: PodList, items: [{metadata: {name: a}}, {metadata: {name: b}}]}\n",
                "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"}}\n{\"kind\":\"Pod\",\"metadata\":{\"name\":\"b\"}}",
                "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"}}\n---\n{\"kind\":\"Pod\",\"metadata\":{\"name\":\"b\"}}",
                "{kind: PodList, items: [{metadata: {name: a}}, {metadata: {name: b}}]}",
                "\r\n{\r\n\t\"kind\": \"PodList\",\r\n\t\"items\": [{\"metadata\": {\"name\": \"a\"}}, {\"metadata\": {\"name\": \"b\"}}]}",
                "metadata: {name: a}\nspec: {containers: []}\n---\nmetadata: {name: b}\nspec: {containers: []}\n",
            })
    void findsThePodsOfStreamsAndLists(String text) {
        assertThat(PodCodec.read(text)).extracting(pod -> pod.metadata().name()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: List\nitems: []\n",
                "kind: PodList\n",
                "kind: PodList\nitems: null\n",
                "kind: Service\n---\nkind: PodList\n"
            })
    void anEmptyListHoldsNoPods(String text) {
        assertThat(PodCodec.read(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "88, 88",
        "'\"88\" ', -",
        "010, 8",
        "0x10, 16",
        "0b11, 3",
        "1_000, 1000",
        "+7, 7",
        "-1, -1",
        "2147483647, 2147483647",
        "-2147483648, -2147483648",
    })
    void integersFollowYaml11(String written, String read) {
        String text = RULES.replace("[88]", "[" + written + "]");
        if (read.equals("-")) {
            assertThat(TestPods.error(text)).endsWith("expected an integer from -2147483648 to 2147483647, got \"88\"");
        } else {
            ContainerRestartRule rule = PodCodec.readOne(text)
                    .spec()
                    .containers()
                    .get(0)
                    .restartPolicyRules()
                    .get(0);
            assertThat(rule.exitCodes()).isEqualTo(ExitCodes.in(Integer.valueOf(read)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "On", "TRUE", "y", "Y", "no", "off", "N", "false"})
    void booleansFollowYaml11(String written) {
        Pod pod = PodCodec.readOne("kind: Pod\nspec: {hostNetwork: " + written + "}");
        assertThat(pod.spec().hostNetwork())
                .isEqualTo(List.of("yes", "On", "TRUE", "y", "Y").contains(written));
        assertThat(PodCodec.readOne("kind: Pod\nspec: {hostname: '" + written + "'}")
                        .spec()
                        .hostname())
                .isEqualTo(written);
        assertThat(PodCodec.readOne("kind: Pod\nspec: {hostname: !!str " + written + "}")
                        .spec()
                        .hostname())
                .isEqualTo(written);
    }

    @Test
    void quantitiesMayBeNumbers() {
        Pod pod = PodCodec.readOne("""
                kind: Pod
                spec:
                  volumes:
                  - {name: scratch, emptyDir: {sizeLimit: 1024}}
                  containers:
                  - resources: {limits: {cpu: 2, memory: 1Gi}, requests: {cpu: 0.50}}
                """);
        assertThat(pod.spec().containers().get(0).resources())
                .isEqualTo(ResourceRequirements.builder()
                        .putLimit("cpu", "2")
                        .putLimit("memory", "1Gi")
                        .putRequest("cpu", "0.50")
                        .build());
        assertThat(pod.spec().volumes().get(0).emptyDir())
                .isEqualTo(EmptyDirVolume.builder().sizeLimit("1024").build());
    }

    @Test
    void nullCountsAsAbsent() {
        Pod pod = PodCodec.readOne("""
                kind: Pod
                metadata: {name: null, labels: {a: null}, creationTimestamp: null}
                spec:
                  restartPolicy: null
                  initContainers: ~
                  containers:
                  - livenessProbe: {timeoutSeconds: null, httpGet: {path: /}}
                status: null
                """);
        Pod bare = PodCodec.readOne("""
                kind: Pod
                metadata: {labels: {a: ""}}
                spec:
                  containers:
                  - livenessProbe: {httpGet: {path: /}}
                """);
        assertThat(pod).isEqualTo(bare);
    }

    @Test
    void aliasesAndMergeKeysAreExpanded() {
        Pod pod = PodCodec.readOne("""
                kind: Pod
                metadata:
                  labels: &labels {app: trainer, tier: gpu}
                  annotations: {<<: *labels, tier: cpu, "<<": text}
                spec:
                  containers:
                  - &main
                    name: main
                    restartPolicyRules: &rules
                    - {action: Restart, exitCodes: {operator: In, values: [42]}}
                  - <<: [{name: other}, *main]
                  - {name: third, restartPolicyRules: *rules}
                """);
        assertThat(pod.metadata().annotations())
                .containsEntry("app", "trainer")
                .containsEntry("tier", "cpu")
                .containsEntry("<<", "text")
                .hasSize(3);
        assertThat(pod.spec().containers()).extracting(Container::name).containsExactly("main", "other", "third");
        assertThat(pod.spec().containers())
                .allSatisfy(container -> assertThat(container.restartPolicyRules())
                        .containsExactly(
                                new ContainerRestartRule(ContainerRestartRuleAction.RESTART, ExitCodes.in(42))));
    }

    @Test
    void unknownFieldsAreNotKept() {
        String written = PodCodec.toJson(PodCodec.readOne(RULES));
        assertThat(written).contains("RestartAllContainers").doesNotContain("tty");
    }
}
