package dev.rekindle.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.EmptyDirVolume;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodCodecWriteTest {
    private static final Pod POD = Pod.builder()
            .metadata(PodMetadata.builder()
                    .name("trainer")
                    .putLabel("tier", "gpu")
                    .putLabel("app.kubernetes.io/name", "trainer")
                    .putLabel("beta", "yes")
                    .putLabel("alpha", "0644")
                    .build())
            .spec(PodSpec.builder()
                    .restartPolicy(RestartPolicy.NEVER)
                    .addVolume(Volume.builder()
                            .name("scratch")
                            .emptyDir(EmptyDirVolume.builder().build())
                            .build())
                    .addContainer(Container.builder()
                            .name("main")
                            .image("registry.example.com/trainer:1")
                            .addArgs("--rate=0.1", "a b", "")
                            .addRestartPolicyRule(new ContainerRestartRule(
                                    ContainerRestartRuleAction.RESTART_ALL_CONTAINERS, ExitCodes.in(88, -1)))
                            .build())
                    .build())
            .status(PodStatus.builder()
                    .addContainerStatus(ContainerStatus.builder()
                            .name("main")
                            .state(new ContainerState.Waiting("", ""))
                            .build())
                    .build())
            .build();

    @Test
    void json() {
        assertThat(PodCodec.toJson(POD)).isEqualTo("""
                        {
                            "apiVersion": "v1",
                            "kind": "Pod",
                            "metadata": {
                                "name": "trainer",
                                "labels": {
                                    "alpha": "0644",
                                    "app.kubernetes.io/name": "trainer",
                                    "beta": "yes",
                                    "tier": "gpu"
                                }
                            },
                            "spec": {
                                "restartPolicy": "Never",
                                "volumes": [
                                    {
                                        "name": "scratch",
                                        "emptyDir": {}
                                    }
                                ],
                                "containers": [
                                    {
                                        "name": "main",
                                        "image": "registry.example.com/trainer:1",
                                        "args": [
                                            "--rate=0.1",
                                            "a b",
                                            ""
                                        ],
                                        "restartPolicyRules": [
                                            {
                                                "action": "RestartAllContainers",
                                                "exitCodes": {
                                                    "operator": "In",
                                                    "values": [
                                                        88,
                                                        -1
                                                    ]
                                                }
                                            }
                                        ]
                                    }
                                ]
                            },
                            "status": {
                                "containerStatuses": [
                                    {
                                        "name": "main",
                                        "state": {
                                            "waiting": {}
                                        },
                                        "ready": false,
                                        "restartCount": 0,
                                        "image": "",
                                        "imageID": ""
                                    }
                                ]
                            }
                        }""");
    }

    @Test
    void yaml() {
        assertThat(PodCodec.toYaml(POD)).isEqualTo("""
                        apiVersion: v1
                        kind: Pod
                        metadata:
                          name: trainer
                          labels:
                            alpha: "0644"
                            app.kubernetes.io/name: trainer
                            beta: "yes"
                            tier: gpu
                        spec:
                          restartPolicy: Never
                          volumes:
                          - name: scratch
                            emptyDir: {}
                          containers:
                          - name: main
                            image: registry.example.com/trainer:1
                            args:
                            - "--rate=0.1"
                            - "a b"
                            - ""
                            restartPolicyRules:
                            - action: RestartAllContainers
                              exitCodes:
                                operator: In
                                values:
                                - 88
                                - -1
                        status:
                          containerStatuses:
                          - name: main
                            state:
                              waiting: {}
                            ready: false
                            restartCount: 0
                            image: ""
                            imageID: ""
                        """);
    }

    @Test
    void nothingForWhatIsEmpty() {
        assertThat(PodCodec.toYaml(Pod.builder().build()))
                .isEqualTo("apiVersion: v1\nkind: Pod\nspec:\n  restartPolicy: Always\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart-with-sidecar.json", "restart-with-hooks.json", "every-field.yaml"})
    void filesReadBackAsTheyWereWritten(String name) {
        Pod pod = PodCodec.readOne(TestPods.text(name));
        assertThat(PodCodec.readOne(PodCodec.toJson(pod))).isEqualTo(pod);
        assertThat(PodCodec.readOne(PodCodec.toYaml(pod))).isEqualTo(pod);
    }
}
