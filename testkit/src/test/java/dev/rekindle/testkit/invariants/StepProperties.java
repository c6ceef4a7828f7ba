package dev.rekindle.testkit.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Feature;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** The laws of {@link PodLifecycle#step}, over random pods, exits and faults. */
class StepProperties {
    private static final int TICKS = 60;
    private static final int STEPS_TO_SETTLE = 60;

    private static final List<Kubelet> KUBELETS = List.of(
            Kubelet.of(KubernetesVersion.V1_36),
            Kubelet.of(KubernetesVersion.V1_37),
            Kubelet.of(FeatureGates.of(
                    KubernetesVersion.V1_35,
                    Map.of(Feature.RESTART_ALL_CONTAINERS, true, Feature.NODE_DECLARED_FEATURES, true))),
            Kubelet.of(KubernetesVersion.V1_35),
            Kubelet.of(KubernetesVersion.V1_34));

    private static Life life(long seed) {
        Random random = new Random(seed);
        return new Life(random, KUBELETS.get(random.nextInt(10) < 6 ? 0 : random.nextInt(KUBELETS.size())));
    }

    /** Deterministic, idempotent, within the invariants, and the state survives its JSON: see {@link Life#judge}. */
    @Property(tries = 300)
    void holdsWhateverHappens(@ForAll long seed) {
        Life life = life(seed);
        for (int tick = 0; tick < TICKS; tick++) {
            life.fate();
            life.step(true);
        }
        Statistics.collect(life.restarts > 0 ? "restarted all" : "did not");
    }

    /** When nothing happens any more, the pod comes to rest. */
    @Property(tries = 100)
    void comesToRest(@ForAll long seed) {
        Life life = life(seed);
        for (int tick = 0; tick < 20; tick++) {
            life.fate();
            life.step(true);
        }
        Step step = life.step(false);
        int steps = 0;
        while (!life.rests(step)) {
            assertThat(++steps).as("%s", life.pod).isLessThan(STEPS_TO_SETTLE);
            step = life.step(false);
        }
    }

    /** Any observation is accepted, and the laws hold of it. */
    @Property(tries = 500)
    void acceptsAnything(@ForAll long seed) {
        Random random = new Random(seed);
        RandomPods draw = new RandomPods(random);
        Pod pod = draw.pod();
        Kubelet kubelet = draw.pick(KUBELETS);
        PodLifecycle lifecycle = PodLifecycle.compile(pod, kubelet);
        PodState state = PodState.INITIAL;
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 6; i++) {
            now = now.plusSeconds(random.nextInt(30));
            RuntimePod runtime = draw.runtime(pod, now);
            Observation observed = Observation.of(runtime);
            state = Life.judge(lifecycle, state, observed, now).next();
        }
    }
}
