package dev.rekindle.jmh;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.PodLifecycle;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import dev.rekindle.testkit.FakePod;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One step of a pod with an init container, a sidecar and two or more regular containers: when nothing happened, when
 * the trigger has exited, and when nothing is left of a reset.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class StepBenchmark {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    /** How many containers the pod has, init container and sidecar included. */
    @Param({"4", "20"})
    private int containers = 4;

    private Moments moments = new Moments(4);

    private static Pod pod(int containers) {
        ContainerRestartRule rule =
                new ContainerRestartRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS, ExitCodes.in(88));
        PodSpec.Builder spec = PodSpec.builder()
                .restartPolicy(RestartPolicy.NEVER)
                .addInitContainer(Container.builder().name("init").build())
                .addInitContainer(Container.builder()
                        .name("watcher")
                        .restartPolicy(RestartPolicy.ALWAYS)
                        .build())
                .addContainer(Container.builder()
                        .name("trainer")
                        .restartPolicy(RestartPolicy.NEVER)
                        .addRestartPolicyRule(rule)
                        .build());
        for (int i = 3; i < containers; i++) {
            spec.addContainer(Container.builder().name("logger-" + i).build());
        }
        return Pod.builder().spec(spec.build()).build();
    }

    /** Brings a pod of that size to the three moments. */
    @Setup
    public void prepare() {
        moments = new Moments(containers);
    }

    /** The arguments of a step. */
    private record Moment(PodState state, Observation observed, Instant now) {}

    /** A pod and the moments of its life. */
    private static final class Moments {
        private final PodLifecycle lifecycle;
        private final FakePod runtime;
        private final Moment steady;
        private final Moment triggered;
        private final Moment cleanedUp;

        private Moments(int containers) {
            Pod pod = pod(containers);
            lifecycle = PodLifecycle.compile(pod, Kubelet.of(KubernetesVersion.V1_36));
            runtime = new FakePod(pod);
            Step step = run(PodState.INITIAL, T0);
            step = run(step.next(), T0.plusSeconds(1));
            runtime.exit("init", 0, T0.plusSeconds(2));
            for (int second = 2; second < 6; second++) {
                step = run(step.next(), T0.plusSeconds(second));
            }
            steady = moment(step, 10);
            runtime.exit("trainer", 88, T0.plusSeconds(20));
            triggered = moment(step, 20);
            cleanedUp = moment(run(step.next(), T0.plusSeconds(20)), 20);
            check(steady, 0);
            check(triggered, 2 * containers - 2); // what ended is only removed
            check(cleanedUp, 1);
        }

        private Moment moment(Step step, int second) {
            return new Moment(step.next(), Observation.of(runtime.snapshot()), T0.plusSeconds(second));
        }

        private Step run(PodState state, Instant now) {
            Step step = lifecycle.step(state, Observation.of(runtime.snapshot()), now);
            runtime.execute(step, now);
            return step;
        }

        private void check(Moment moment, int actions) {
            int actual = step(moment).actions().size();
            if (actual != actions) {
                throw new IllegalStateException("expected " + actions + " actions, got " + actual);
            }
        }

        private Step step(Moment moment) {
            return lifecycle.step(moment.state, moment.observed, moment.now);
        }
    }

    /** Nothing happened. */
    @Benchmark
    public Step steady() {
        return moments.step(moments.steady);
    }

    /** The trigger exited: everything is to be stopped and removed. */
    @Benchmark
    public Step triggered() {
        return moments.step(moments.triggered);
    }

    /** Nothing is left: the first init container is to be started. */
    @Benchmark
    public Step cleanedUp() {
        return moments.step(moments.cleanedUp);
    }
}
