package dev.rekindle.testkit.invariants;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExecAction;
import dev.rekindle.core.ExitCodeOperator;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.LifecycleHandler;
import dev.rekindle.core.LifecycleHooks;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.Probe;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Pods as an API server would accept them, and runtimes in any state whatever; all drawn from one seed. */
final class RandomPods {
    static final List<Integer> CODES = List.of(0, 1, 42, 137);
    private static final List<RestartPolicy> POLICIES =
            List.of(RestartPolicy.ALWAYS, RestartPolicy.ON_FAILURE, RestartPolicy.NEVER);

    private final Random random;

    RandomPods(Random random) {
        this.random = random;
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    Pod pod() {
        List<Container> init = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            init.add(initContainer("i" + i));
        }
        List<Container> regular = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            regular.add(container("c" + i, oneIn(2) ? pick(POLICIES) : null, true));
        }
        List<Container> ephemeral =
                oneIn(4) ? List.of(Container.builder().name("e1").image("img").build()) : List.of();
        return Pod.builder()
                .metadata(PodMetadata.builder()
                        .name("p")
                        .namespace("ns")
                        .uid("u1")
                        .build())
                .spec(PodSpec.builder()
                        .restartPolicy(pick(POLICIES))
                        .initContainers(init)
                        .containers(regular)
                        .ephemeralContainers(ephemeral)
                        .build())
                .build();
    }

    private Container initContainer(String name) {
        if (oneIn(2)) {
            return container(name, RestartPolicy.ALWAYS, true); // a sidecar
        }
        return container(name, oneIn(2) ? pick(List.of(RestartPolicy.ON_FAILURE, RestartPolicy.NEVER)) : null, false);
    }

    private Container container(String name, @Nullable RestartPolicy policy, boolean hooksAndProbes) {
        Container.Builder builder = Container.builder().name(name).image("img").restartPolicy(policy);
        if (policy != null && oneIn(2)) {
            for (int i = 1 + random.nextInt(2); i > 0; i--) {
                builder.addRestartPolicyRules(rule());
            }
        }
        if (hooksAndProbes && oneIn(3)) {
            LifecycleHandler bye = LifecycleHandler.builder()
                    .exec(ExecAction.builder().addCommand("bye").build())
                    .build();
            builder.lifecycle(LifecycleHooks.builder().preStop(bye).build());
        }
        if (hooksAndProbes && oneIn(3)) {
            builder.livenessProbe(Probe.builder().build());
        }
        if (hooksAndProbes && oneIn(3)) {
            builder.readinessProbe(Probe.builder().build());
        }
        if (hooksAndProbes && oneIn(4)) {
            builder.startupProbe(Probe.builder().build());
        }
        return builder.build();
    }

    private ContainerRestartRule rule() {
        return new ContainerRestartRule(
                oneIn(3) ? ContainerRestartRuleAction.RESTART : ContainerRestartRuleAction.RESTART_ALL_CONTAINERS,
                new ExitCodes(
                        oneIn(4) ? ExitCodeOperator.NOT_IN : ExitCodeOperator.IN, List.of(pick(CODES), pick(CODES))));
    }

    /** Anything a runtime could claim, sense or nonsense. */
    RuntimePod runtime(Pod pod, Instant now) {
        List<Sandbox> sandboxes = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String ip = oneIn(4) ? "" : "10.0.0." + i;
            sandboxes.add(Sandbox.builder()
                    .id("sb-" + i)
                    .ready(!oneIn(3))
                    .attempt(i)
                    .createdAt(now.minusSeconds(100 - i))
                    .ip(ip)
                    .hostNetwork(oneIn(10))
                    .build());
        }
        List<String> names = new ArrayList<>(List.of("stranger"));
        pod.spec().initContainers().forEach(c -> names.add(c.name()));
        pod.spec().containers().forEach(c -> names.add(c.name()));
        pod.spec().ephemeralContainers().forEach(c -> names.add(c.name()));
        List<RuntimeContainer> containers = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            containers.add(attempt("id-" + i + "-" + random.nextInt(3), pick(names), now.minusSeconds(90 - i)));
        }
        return RuntimePod.builder()
                .sandboxes(sandboxes)
                .containers(containers)
                .newestLogs(oneIn(2) ? Map.of() : Map.of(pick(names), random.nextInt(3)))
                .build();
    }

    private RuntimeContainer attempt(String id, String name, Instant createdAt) {
        RuntimeContainer.State state = pick(List.of(RuntimeContainer.State.values()));
        boolean exited = state == RuntimeContainer.State.EXITED;
        return RuntimeContainer.builder()
                .id(id)
                .name(name)
                .sandboxId("sb-" + random.nextInt(4))
                .state(state)
                .attempt(random.nextInt(4))
                .image(oneIn(10) ? "another" : "img")
                .createdAt(createdAt)
                .startedAt(createdAt)
                .finishedAt(exited ? createdAt.plusSeconds(random.nextInt(60)) : null)
                .exitCode(exited ? pick(CODES) : 0)
                .reason(oneIn(8) ? "OOMKilled" : "")
                .build();
    }
}
