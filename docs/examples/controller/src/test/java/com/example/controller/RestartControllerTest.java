package com.example.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rekindle.core.Kubelet;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartControllerTest {
    private static final Pod WORKER = Serialization.unmarshal(PodWebhookTest.WORKER, Pod.class);

    private final List<String> reports = new ArrayList<>();
    private final RestartController controller = new RestartController(Kubelet.DEFAULT, reports::add);

    @Test
    void tellsWhatAnExitLeadsToOnceAndWhenThePodStartsAgain() {
        Pod restarting = trainerExited(88, "True");
        Pod again = new PodBuilder(WORKER)
                .withNewStatus()
                .addNewCondition()
                .withType("AllContainersRestarting")
                .withStatus("False")
                .endCondition()
                .endStatus()
                .build();

        controller.onAdd(WORKER);
        controller.onUpdate(WORKER, restarting);
        controller.onUpdate(restarting, restarting); // an informer resyncs
        controller.onUpdate(restarting, again);

        assertEquals(
                List.of(
                        "default/worker: trainer exited 88: ALL_CONTAINERS_RESTART, because of rule 0 (In [88])",
                        "default/worker: all containers are removed, the pod starts again in place"),
                reports);
    }

    @Test
    void tellsOfAnEndToo() {
        controller.onUpdate(WORKER, trainerExited(1, "False"));
        assertEquals(
                List.of("default/worker: trainer exited 1: POD_FAILS, because of container restartPolicy Never"),
                reports);
    }

    private static Pod trainerExited(int exitCode, String restarting) {
        return new PodBuilder(WORKER)
                .withNewStatus()
                .addNewCondition()
                .withType("AllContainersRestarting")
                .withStatus(restarting)
                .endCondition()
                .addNewContainerStatus()
                .withName("trainer")
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withFinishedAt("2026-01-01T00:00:00Z")
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
