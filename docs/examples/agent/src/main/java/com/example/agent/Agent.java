package com.example.agent;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.core.codec.StaticPods;
import dev.rekindle.driver.PodEvent;
import dev.rekindle.driver.PodStateStore;
import dev.rekindle.driver.PodWorkers;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.RestartCause;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A node agent for one pod: runs it until it has ended. */
public final class Agent {
    private final Consumer<String> out;
    private final CountDownLatch finished = new CountDownLatch(1);
    private PodStatus published = PodStatus.EMPTY;

    Agent(Consumer<String> out) {
        this.out = out;
    }

    /**
     * Runs trainer.yaml.
     *
     * @param args where to keep states; a new directory when empty
     */
    public static void main(String[] args) throws Exception {
        Path states = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("agent");
        new Agent(System.out::println).run(trainer(), functions(), states);
    }

    /** A pod of a file has no UID, and pods are told apart by it: it gets one as from a kubelet. */
    static Pod trainer() throws IOException {
        try (InputStream yaml = Agent.class.getResourceAsStream("trainer.yaml")) {
            Pod pod = PodCodec.readOne(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
            return StaticPods.of(pod, "node-1", "trainer.yaml");
        }
    }

    /** What the images do. The trainer loses a peer once. */
    static Map<String, Callable<Integer>> functions() {
        AtomicInteger runs = new AtomicInteger();
        return Map.of(
                "fetch", () -> 0,
                "watch", Agent::untilStopped,
                "train", () -> runs.incrementAndGet() == 1 ? 88 : 0);
    }

    private static int untilStopped() throws InterruptedException {
        new CountDownLatch(1).await();
        return 0;
    }

    /** Runs a pod until it has ended. Killed on the way and started again over the states, it goes on where it was. */
    PodStatus run(Pod pod, Map<String, Callable<Integer>> functions, Path states) throws Exception {
        FunctionRuntime runtime = new FunctionRuntime(functions, line -> out.accept("runtime  " + line));
        try (PodStateStore store = PodStateStore.onDisk(states);
                PodWorkers workers = PodWorkers.builder(runtime)
                        .store(store)
                        .publisher(this::publish)
                        .listener(this::happened)
                        .start()) {
            runtime.onExit(workers::wake); // else an exit is seen at the next resync, a minute later
            workers.sync(pod);
            finished.await();
            tellWhy(workers.state(pod.metadata().uid()).orElseThrow());
            workers.remove(pod.metadata().uid()); // it has ended: forget its state
        }
        return published;
    }

    /** A real agent patches the status of the Pod object; this one tells what it is about. */
    private synchronized void publish(Pod pod, PodStatus status) {
        String restarting = PodConditionType.ALL_CONTAINERS_RESTARTING;
        if (status.isTrue(restarting) != published.isTrue(restarting)) {
            out.accept("status   " + restarting + " "
                    + status.condition(restarting).status());
        }
        if (status.phase().isTerminal()) {
            out.accept("status   " + status.phase() + ", IP " + status.podIP() + ", restarts of train: "
                    + status.container("train").restartCount());
        }
        published = status;
    }

    private void happened(Pod pod, PodEvent event, Instant at) {
        if (event instanceof PodEvent.Finished) {
            finished.countDown();
        }
    }

    /** The status does not say why everything restarted; the state does. */
    private void tellWhy(PodState state) {
        for (RestartCause cause : state.causes()) {
            out.accept("cause    " + cause.container() + " exited " + cause.exitCode());
        }
    }
}
