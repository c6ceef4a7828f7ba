package dev.rekindle.testkit.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.DelayedStart;
import dev.rekindle.lifecycle.KubeletFunctions;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.CreateSandbox;
import dev.rekindle.lifecycle.PodAction.KillPod;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** {@link PodLifecycle#step} is total: whatever was read is stepped, whatever the runtime claims and the clock says. */
class HostileStepProperties {
    private static final Duration MINIMUM_GRACE = Duration.ofSeconds(2);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

    private static final List<Kubelet> KUBELETS = List.of(
            Kubelet.of(KubernetesVersion.V1_36),
            Kubelet.of(KubernetesVersion.V1_35),
            Kubelet.of(KubernetesVersion.V1_34));

    @Property(tries = 5000)
    void stepsWhateverWasRead(@ForAll long seed) {
        Hostile hostile = new Hostile(new Random(seed));
        Pod pod = hostile.pod();
        Kubelet kubelet = KUBELETS.get((int) Math.floorMod(seed, 3L));
        PodLifecycle lifecycle = PodLifecycle.compile(pod, kubelet);
        PodState state = hostile.state(pod);
        for (int i = 0; i < 3; i++) {
            Observation observed = hostile.observation(pod);
            Instant now = hostile.time();
            Step step = lifecycle.step(state, observed, now);
            judge(step, pod, observed.runtime());
            assertThat(Life.reread(step.next())).as("JSON").isEqualTo(step.next());
            lifecycle.sandboxReady(state, now);
            step.publish(state.status());
            KubeletFunctions.gc(step.next().backOff(), now);
            state = step.next();
        }
    }

    private static void judge(Step step, Pod pod, RuntimePod runtime) {
        Set<String> started = new HashSet<>();
        for (PodAction action : step.actions()) {
            if (action instanceof StartContainer start) {
                assertThat(names(pod)).as("of the spec").contains(start.name());
                assertThat(started.add(start.name())).as("once").isTrue();
                assertThat(start.attempt()).as("attempt").isNotNegative();
            } else if (action instanceof CreateSandbox create) {
                assertThat(create.attempt()).as("attempt").isNotNegative();
            } else if (action instanceof RemoveContainer remove) {
                assertThat(ids(runtime)).as("there").contains(remove.id());
            } else if (action instanceof StopContainer stop) {
                judge(stop, runtime);
            } else if (action instanceof KillPod kill) {
                kill.containers().forEach(stop -> judge(stop, runtime));
                kill.sidecars().forEach(stop -> judge(stop, runtime));
                assertThat(runtime.sandboxes()).extracting(Sandbox::id).containsAll(kill.sandboxIds());
            }
        }
        for (DelayedStart held : step.delayedStarts()) {
            assertThat(held.delay()).as("delay").isPositive().isLessThanOrEqualTo(LONGEST_DELAY);
            assertThat(started).as("starts while it waits").doesNotContain(held.container());
        }
        assertThat(step.next().causes()).hasSizeLessThanOrEqualTo(PodState.CAUSES_MAX);
    }

    private static void judge(StopContainer stop, RuntimePod runtime) {
        assertThat(ids(runtime)).as("there").contains(stop.id());
        assertThat(stop.gracePeriod()).as("grace period").isGreaterThanOrEqualTo(MINIMUM_GRACE);
    }

    private static List<String> ids(RuntimePod runtime) {
        return runtime.containers().stream().map(RuntimeContainer::id).toList();
    }

    private static Set<String> names(Pod pod) {
        Set<String> names = new HashSet<>();
        pod.spec().initContainers().forEach(c -> names.add(c.name()));
        pod.spec().containers().forEach(c -> names.add(c.name()));
        pod.spec().ephemeralContainers().forEach(c -> names.add(c.name()));
        return names;
    }
}
