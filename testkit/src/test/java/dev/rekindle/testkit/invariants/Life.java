package dev.rekindle.testkit.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.KillPod;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.PodState.Work;
import dev.rekindle.lifecycle.ProbeResults;
import dev.rekindle.lifecycle.Step;
import dev.rekindle.testkit.FakePod;
import dev.rekindle.testkit.Fault.FailCall;
import dev.rekindle.testkit.Fault.SandboxDies;
import dev.rekindle.testkit.Fault.Vanish;
import dev.rekindle.testkit.PodWorld;
import dev.rekindle.testkit.RuntimeOp;
import dev.rekindle.testkit.ScenarioStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** One random pod on a fake runtime, with random exits and faults; every step is judged. */
final class Life {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final Pod pod;
    int steps;
    int restarts;
    private final Random random;
    private final RandomPods draw;
    private final PodWorld world;
    private final Invariants invariants;
    private final FakePod runtime;
    private final Map<String, ProbeResult> liveness = new HashMap<>();
    private final Map<String, ProbeResult> startup = new HashMap<>();
    private final Map<String, ProbeResult> readiness = new HashMap<>();
    /** The invariants that the faults so far may break. */
    private final Set<String> dropped = new TreeSet<>();

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    Life(Random random, Kubelet kubelet) {
        this.random = random;
        this.draw = new RandomPods(random);
        this.pod = draw.pod();
        this.world = new PodWorld(pod, kubelet);
        this.invariants = Invariants.of(pod, kubelet);
        this.runtime = world.runtime();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        pod.spec().initContainers().forEach(c -> names.add(c.name()));
        pod.spec().containers().forEach(c -> names.add(c.name()));
        return names;
    }

    /** Something happens, or nothing. */
    void fate() {
        now = now.plusMillis(draw.oneIn(20) ? 700_000 : random.nextInt(8_000));
        for (String name : names()) {
            if (draw.oneIn(5)) {
                runtime.exit(name, draw.pick(RandomPods.CODES), now);
            }
            RuntimeContainer running = runtime.running(name);
            if (running != null && draw.oneIn(3)) {
                startup.put(running.id(), ProbeResult.SUCCESS);
            }
            if (running != null && draw.oneIn(3)) {
                readiness.put(running.id(), draw.pick(List.of(ProbeResult.values())));
            }
            if (running != null && draw.oneIn(25)) {
                liveness.put(running.id(), ProbeResult.FAILURE);
            }
        }
        if (draw.oneIn(15)) {
            runtime.inject(new Vanish(draw.pick(names())), now);
            dropped.add("back-off-doubles"); // that status is refused, so the next one sees the same attempt anew
            dropped.add("the-api-server-accepts"); // a container that must not restart comes back
        }
        if (draw.oneIn(40)) {
            runtime.inject(new SandboxDies(), now);
            dropped.add("the-api-server-accepts"); // a container that must not restart comes back
        }
        if (draw.oneIn(8)) {
            RuntimeOp op = draw.pick(List.of(RuntimeOp.values()));
            runtime.inject(new FailCall(op, op.isOfPod() ? "" : draw.pick(names())), now);
        }
        if (draw.oneIn(12)) {
            runtime.exitWhenStopped(draw.pick(names()), draw.pick(RandomPods.CODES));
        }
        if (draw.oneIn(150)) {
            world.terminate(draw.oneIn(2) ? Termination.deletion(null) : Termination.eviction("Evicted", ""));
        }
    }

    /** A step, judged, and its execution, unless the driver dies in the middle of it. */
    Step step(boolean mayDie) {
        world.probes(
                ProbeResults.NONE.withStartup(startup).withLiveness(liveness).withReadiness(readiness));
        PodLifecycle lifecycle = world.lifecycle();
        PodState state = world.state();
        Observation observed = world.observe();
        Step step = judge(lifecycle, state, observed, now);
        Work again = lifecycle.step(step.next(), observed, now).next().work();
        boolean over = again.isOver() && step.next().work() != Work.SYNC; // nothing of it runs
        assertThat(again == step.next().work() || over)
                .as("the same kind of work")
                .isTrue();
        assertThat(invariants.without(dropped).check(state, observed, step, now))
                .as("%s\n%s", new ScenarioStep(now, state, observed, step, List.of()), pod)
                .isEmpty();
        steps++;
        boolean begins = state.causes().size() < step.next().causes().size();
        restarts += begins ? 1 : 0;
        if (mayDie && draw.oneIn(10)) {
            die(step);
        } else if (world.sync(now).results().stream()
                .anyMatch(r -> r.failure() != null && r.action() instanceof RemoveContainer)) {
            dropped.add("one-init-at-a-time"); // an init container of the old sandbox is in the way of the new ones
        }
        return step;
    }

    /** The driver dies before or after the new state was persisted, or in the middle of its actions. */
    private void die(Step step) {
        boolean persisted = draw.oneIn(2);
        if (persisted) {
            int done = random.nextInt(step.actions().size() + 1);
            runtime.runner(now).runAll(step.actions().subList(0, done));
        }
        PodState known = persisted ? step.next() : world.state();
        world.restart(draw.oneIn(3) ? PodState.of(known.status()) : known); // the former as the kubelet
    }

    /** Whether the pod is at rest after a step; lets time go by when it is not. */
    boolean rests(Step step) {
        boolean again = step.wakeAt().filter(at -> !at.isAfter(now)).isPresent();
        if (!again && step.actions().stream().allMatch(Life::stopsTheDead)) {
            return true;
        }
        now = now.plusSeconds(1);
        return false;
    }

    /** A pod of which nothing can run any more has its dead sandboxes stopped at every sync. */
    private static boolean stopsTheDead(PodAction action) {
        return action instanceof KillPod kill
                && kill.containers().isEmpty()
                && kill.sidecars().isEmpty();
    }

    /** Deterministic, and the state survives its JSON and is the same when nothing changed; idempotent as long as both looks find the same kind of work. */
    static Step judge(PodLifecycle lifecycle, PodState state, Observation observed, Instant now) {
        Step step = lifecycle.step(state, observed, now);
        assertThat(lifecycle.step(state, observed, now)).as("deterministic").isEqualTo(step);
        Step again = lifecycle.step(step.next(), observed, now);
        if (step.next().work() == again.next().work()) {
            assertThat(again.actions()).as("idempotent").isEqualTo(step.actions());
        }
        assertThat(reread(step.next())).as("JSON").isEqualTo(step.next());
        if (observed.results().isEmpty() && step.next().equals(state)) {
            assertThat(step.next()).as("nothing changed").isSameAs(state);
        }
        return step;
    }

    static PodState reread(PodState state) {
        try {
            return MAPPER.readValue(MAPPER.writeValueAsString(state), PodState.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PodState state() {
        return world.state();
    }
}
