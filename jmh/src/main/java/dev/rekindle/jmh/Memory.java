package dev.rekindle.jmh;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import dev.rekindle.testkit.FakePod;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;

/**
 * What many steady pods of two init and two regular containers keep in memory, by part: the pods themselves, what is
 * compiled from them, their states. Counts the heap in use after a full collection, so it needs a heap of its own:
 * {@code java -Xmx256m -cp jmh/target/benchmarks.jar dev.rekindle.jmh.Memory 100000}.
 */
public final class Memory {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Kubelet KUBELET = Kubelet.DEFAULT;

    private Memory() {}

    /**
     * Prints bytes per pod.
     *
     * @param args how many pods
     */
    public static void main(String[] args) {
        int count = args.length == 0 ? 100_000 : Integer.parseInt(args[0]);
        Pod[] pods = new Pod[count];
        PodLifecycle[] lifecycles = new PodLifecycle[count];
        PodState[] states = new PodState[count];
        long before = used();
        for (int i = 0; i < count; i++) {
            pods[i] = pod(i);
        }
        long withPods = used();
        for (int i = 0; i < count; i++) {
            lifecycles[i] = PodLifecycle.compile(pods[i], KUBELET);
        }
        long withLifecycles = used();
        for (int i = 0; i < count; i++) {
            states[i] = steady(pods[i], lifecycles[i]);
        }
        long withStates = used();
        print("pods", count, withPods - before);
        print("lifecycles", count, withLifecycles - withPods);
        print("states", count, withStates - withLifecycles);
        print("all of " + count, count, withStates - before);
        if (pods[count - 1] == null || lifecycles[count - 1] == null || states[count - 1] == null) {
            throw new IllegalStateException("everything must have been kept until here");
        }
    }

    private static void print(String what, int count, long bytes) {
        System.out.printf("%-15s %6d B a pod, %4d MB%n", what, bytes / count, bytes >> 20);
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Pod pod(int number) {
        ContainerRestartRule rule =
                new ContainerRestartRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS, ExitCodes.in(88));
        return Pod.builder()
                .metadata(PodMetadata.builder()
                        .name("trainer-" + number)
                        .uid("00000000-0000-4000-8000-" + String.format("%012d", number))
                        .build())
                .spec(PodSpec.builder()
                        .restartPolicy(RestartPolicy.NEVER)
                        .addInitContainer(container("prepare").build())
                        .addInitContainer(container("log-shipper")
                                .restartPolicy(RestartPolicy.ALWAYS)
                                .build())
                        .addContainer(container("trainer")
                                .restartPolicy(RestartPolicy.NEVER)
                                .addRestartPolicyRule(rule)
                                .build())
                        .addContainer(container("metrics").build())
                        .build())
                .build();
    }

    private static Container.Builder container(String name) {
        Container.Builder builder = Container.builder();
        builder.name(name).image("registry.example/" + name + ":1");
        return builder;
    }

    private static PodState steady(Pod pod, PodLifecycle lifecycle) {
        FakePod runtime = new FakePod(pod);
        PodState state = PodState.INITIAL;
        for (int second = 0; second < 10; second++) {
            Instant now = T0.plus(Duration.ofSeconds(second));
            Step step = lifecycle.step(state, Observation.of(runtime.snapshot()), now);
            state = step.next();
            runtime.execute(step, now);
            if (runtime.running("prepare") != null) {
                runtime.exit("prepare", 0, now);
            }
        }
        return state;
    }
}
