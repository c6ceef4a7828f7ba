package dev.rekindle.testkit.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.Feature;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodSpec;
import dev.rekindle.rules.PodOutcome;
import dev.rekindle.rules.RestartDelay;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** What a forecast says of an exit is what a scenario does with it: each knows nothing of the other. */
class ForecastHoldsProperties {
    /** The kubelet looks once a second. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final List<Kubelet> KUBELETS = List.of(
            Kubelet.of(KubernetesVersion.V1_36),
            Kubelet.of(KubernetesVersion.V1_36).withGates("ReduceDefaultCrashLoopBackOffDecay=true"),
            Kubelet.of(KubernetesVersion.V1_36).withGates("RestartAllContainersOnContainerExits=false"),
            Kubelet.kep5532(),
            Kubelet.of(KubernetesVersion.V1_37),
            Kubelet.of(FeatureGates.of(
                    KubernetesVersion.V1_35,
                    Map.of(Feature.RESTART_ALL_CONTAINERS, true, Feature.NODE_DECLARED_FEATURES, true))),
            Kubelet.of(KubernetesVersion.V1_34));

    private static ForetoldExit exit(long seed) {
        Random random = new Random(seed);
        RandomPods draw = new RandomPods(random);
        Pod pod = draw.pod();
        Kubelet kubelet = draw.oneIn(2) ? KUBELETS.get(0) : draw.pick(KUBELETS);
        // where the exit code of a trigger is kept, its phase may become final after the restart has begun
        boolean mayLackPolicies = !kubelet.has(Divergence.TRIGGER_EXIT_CODE_KEPT);
        return new ForetoldExit(draw, mayLackPolicies && draw.oneIn(6) ? withoutPolicies(pod) : pod, kubelet);
    }

    /** Rules without a policy: the API server refuses them, a pod that it never saw may have them. */
    private static Pod withoutPolicies(Pod pod) {
        PodSpec spec = PodSpec.builder()
                .from(pod.spec())
                .initContainers(withoutPolicies(pod.spec().initContainers()))
                .containers(withoutPolicies(pod.spec().containers()))
                .build();
        return Pod.builder().from(pod).spec(spec).build();
    }

    private static List<Container> withoutPolicies(List<Container> containers) {
        return containers.stream()
                .map(container -> ContainerKind.ofInit(container) == ContainerKind.SIDECAR
                        ? container
                        : Container.builder()
                                .from(container)
                                .restartPolicy(null)
                                .build())
                .toList();
    }

    @Property(tries = 1000)
    void thePodComesToWhatWasForetold(@ForAll long seed) {
        ForetoldExit exit = exit(seed);
        exit.happen();
        assertThat(exit.podOutcome()).as("%s", exit).isEqualTo(exit.foretold.pod());
        Statistics.collect(exit.foretold.pod());
    }

    @Property(tries = 500)
    void thePodEndsAsForetoldWithItsOtherContainers(@ForAll long seed) {
        ForetoldExit exit = exit(seed);
        exit.happen();
        switch (exit.foretold.pod()) {
            case POD_SUCCEEDS_WHEN_ALL_HAVE -> {
                boolean all = exit.othersEnd(true);
                assertThat(exit.phase()).as("%s", exit).isEqualTo(all ? "Succeeded" : "Running");
            }
            case POD_FAILS_WHEN_ALL_HAVE_ENDED -> {
                boolean all = exit.othersEnd(false);
                assertThat(exit.phase()).as("%s", exit).isEqualTo(all ? "Failed" : "Running");
            }
            case POD_GOES_ON -> {
                boolean unused = exit.othersEnd(false);
                assertThat(exit.phase()).as("%s", exit).isEqualTo("Running");
            }
            default -> {}
        }
    }

    @Property(tries = 500)
    void aContainerThatKeepsExitingWaitsAsForetold(@ForAll long seed) {
        ForetoldExit exit = exit(seed);
        boolean flat = exit.kubelet.has(Divergence.BACK_OFF_RETRY_FLAT); // looked at every 10 s
        if (exit.foretold.pod() == PodOutcome.CONTAINER_RESTARTS && !flat) {
            for (int restart = 1; restart <= 4; restart++) {
                Duration delay = exit.foretold.restartDelay().orElseThrow().before(restart);
                assertThat(exit.restarts())
                        .as("restart %d of %s", restart, exit)
                        .isBetween(delay, delay.plus(LOOK));
            }
        }
        if (exit.foretold.pod() == PodOutcome.ALL_CONTAINERS_RESTART) {
            exit.happen();
            exit.happen();
            boolean waits = !exit.foretold.restartDelay().orElseThrow().equals(RestartDelay.NONE);
            assertThat(exit.delayed).as("%s", exit).isEqualTo(waits);
        }
    }

    @Property(tries = 500)
    void aJobCountsWhatWasForetold(@ForAll long seed) {
        ForetoldExit exit = exit(seed);
        int before = exit.countedByJob();
        exit.happen();
        assertThat(exit.foretold.job().failedPods())
                .as("%s", exit)
                .isEqualTo(exit.phase().equals("Failed") ? 1 : 0);
        boolean forgotten = exit.kubelet.has(Divergence.RESET_REMOVES_LOGS)
                && exit.foretold.pod() == PodOutcome.ALL_CONTAINERS_RESTART;
        if (!forgotten && !exit.foretold.pod().endsPod()) {
            int restarts = exit.countedByJob() - before;
            if (exit.allRan) {
                assertThat(restarts)
                        .as("%s", exit)
                        .isEqualTo(exit.foretold.job().restarts());
            } else {
                assertThat(restarts)
                        .as("%s", exit)
                        .isLessThanOrEqualTo(exit.foretold.job().restarts());
            }
        }
    }
}
