package dev.rekindle.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.driver.PodStateStore;
import dev.rekindle.driver.PodWorkers;
import dev.rekindle.lifecycle.PodState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomKubeletTest {
    private static final String MANIFEST = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: trainer
              namespace: default
              uid: 3f1c
            spec:
              restartPolicy: Never
              initContainers:
                - name: fetch
                  image: fetch
              containers:
                - name: train
                  image: train
                  restartPolicy: Never
                  restartPolicyRules:
                    - action: RestartAllContainers
                      exitCodes: {operator: In, values: [88]}
            """;

    @TempDir
    Path state;

    private final BlockingQueue<PodStatus> published = new LinkedBlockingQueue<>();
    private PodStatus last = PodStatus.EMPTY;

    @Test
    void restartsInPlaceAndSucceeds() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        AtomicInteger runs = new AtomicInteger();
        Map<String, Callable<Integer>> images = Map.of(
                "fetch",
                        () -> {
                            ran.add("fetch");
                            return 0;
                        },
                "train",
                        () -> {
                            ran.add("train");
                            return runs.incrementAndGet() == 1 ? 88 : 0;
                        });
        FunctionRuntime runtime = new FunctionRuntime(images);
        try (PodStateStore store = PodStateStore.onDisk(state);
                PodWorkers workers = PodWorkers.builder(runtime)
                        .store(store)
                        .publisher((pod, status) -> published.add(status))
                        .start()) {
            runtime.onExit(workers::wake);
            workers.sync(PodCodec.readOne(MANIFEST));
            awaitEnd(workers);
        }
        assertThat(ran).containsExactly("fetch", "train", "fetch", "train");
        assertThat(last.phase()).isEqualTo(PodPhase.SUCCEEDED);
        assertThat(last.containerStatuses())
                .extracting(ContainerStatus::restartCount)
                .containsExactly(1);
    }

    private void awaitEnd(PodWorkers workers) throws InterruptedException {
        do {
            PodStatus status = published.poll(30, TimeUnit.SECONDS);
            assertThat(status).as("a status within 30 s").isNotNull();
            last = status;
        } while (!last.phase().isTerminal());
        assertThat(workers.state("3f1c").map(PodState::causes).orElseThrow())
                .singleElement()
                .satisfies(cause -> assertThat(cause.exitCode()).isEqualTo(88));
    }
}
