package dev.rekindle.testkit.invariants;

import static dev.rekindle.core.PodConditionType.ALL_CONTAINERS_RESTARTING;
import static dev.rekindle.core.PodConditionType.READY;

import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerState.Terminated;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.testkit.PodScenario;
import dev.rekindle.testkit.ScenarioStep;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Real steps of the lives of a few pods, each in which something certain happens. */
final class RealSteps {
    static final Pod WORKER = PodCodec.readOne("""
            metadata: {name: worker}
            spec:
              restartPolicy: Never
              initContainers:
                - {name: init, image: i}
                - {name: sidecar, image: i, restartPolicy: Always}
              containers:
                - name: trainer
                  image: i
                  restartPolicy: Never
                  restartPolicyRules:
                    - action: RestartAllContainers
                      exitCodes: {operator: In, values: [88]}
                  startupProbe: {exec: {command: [x]}}
                  livenessProbe: {exec: {command: [x]}}
                  readinessProbe: {exec: {command: [x]}}
                - {name: logger, image: i}
              ephemeralContainers:
                - {name: debug, image: i}
            """);

    static final Pod SOLO = PodCodec.readOne("""
            metadata: {name: solo}
            spec:
              restartPolicy: Never
              containers:
                - name: trainer
                  image: i
                  restartPolicy: Never
                  restartPolicyRules:
                    - action: RestartAllContainers
                      exitCodes: {operator: In, values: [88]}
            """);

    static final Pod PAIR = PodCodec.readOne("""
            metadata: {name: pair}
            spec:
              restartPolicy: Never
              containers:
                - name: trainer
                  image: i
                  restartPolicy: Never
                  restartPolicyRules:
                    - action: RestartAllContainers
                      exitCodes: {operator: In, values: [88]}
                - {name: logger, image: i}
            """);

    static final Pod PLAIN = PodCodec.readOne("""
            metadata: {name: plain}
            spec: {containers: [{name: app, image: i, livenessProbe: {exec: {command: [x]}}}]}
            """);

    static final Pod BATCH = PodCodec.readOne("""
            metadata: {name: batch}
            spec: {restartPolicy: Never, containers: [{name: app, image: i}, {name: logger, image: i}]}
            """);

    static Forged real(Pod pod, Consumer<PodScenario> life, Predicate<ScenarioStep> such) {
        return Forged.real(pod, Kubelet.DEFAULT, life, such);
    }

    static void restart(PodScenario scenario) {
        scenario.stabilize().exit("trainer", 88).stabilize();
    }

    private static boolean isRestarting(PodState state) {
        return state.status().isTrue(ALL_CONTAINERS_RESTARTING);
    }

    /** The step that stops and removes. */
    static Forged reset(Pod pod) {
        return real(
                pod,
                RealSteps::restart,
                step -> isRestarting(step.step().next())
                        && !step.step().actions().isEmpty());
    }

    static boolean begins(ScenarioStep step) {
        return isRestarting(step.before()) && !isRestarting(step.step().next());
    }

    /** The step that finds nothing left and begins anew. */
    static Forged begin(Pod pod) {
        return real(pod, RealSteps::restart, RealSteps::begins);
    }

    static Forged first(Pod pod) {
        return real(pod, PodScenario::stabilize, step -> true);
    }

    /** A step in which nothing is to be done about a pod that runs. */
    static Forged steady(Pod pod, Consumer<PodScenario> life) {
        return real(
                pod,
                scenario -> {
                    life.accept(scenario);
                    scenario.stabilize().sync();
                },
                step -> step.isQuiet() && step.before().status().isTrue(READY));
    }

    static Forged steady(Pod pod) {
        return steady(pod, PodScenario::stabilize);
    }

    /** The step in which a pod becomes ready, after a number of restarts. */
    static Forged comesUp(int restarts) {
        return real(
                WORKER,
                RealSteps::restart,
                step -> !step.before().status().isTrue(READY)
                        && step.step().next().status().isTrue(READY)
                        && step.step()
                                        .next()
                                        .status()
                                        .containerStatuses()
                                        .get(0)
                                        .restartCount()
                                == restarts);
    }

    /** A step in which the init container of a pod runs. */
    static Forged initRuns() {
        return real(WORKER, s -> s.runsUntilExit("init").stabilize().sync(), step -> step.isQuiet());
    }

    /** A step after one container of a pod has ended for good, in which nothing changes. */
    static Forged ended(Pod pod, String container) {
        return real(
                pod,
                s -> s.stabilize().exit(container, 1).stabilize().sync(),
                step -> step.isQuiet() && state(step, container) instanceof Terminated);
    }

    static @Nullable ContainerState state(ScenarioStep step, String container) {
        ContainerStatus status = step.before().status().container(container);
        return status == null ? null : status.state();
    }

    private static boolean starts(ScenarioStep step, String container, int attempt) {
        return step.step().actions().stream()
                .anyMatch(a -> a instanceof StartContainer start
                        && start.name().equals(container)
                        && start.attempt() == attempt);
    }

    /** A step that orders the restart of a container by itself. */
    static Forged restarted(Pod pod, String container) {
        return real(pod, s -> s.stabilize().exit(container, 1).stabilize(), step -> starts(step, container, 1));
    }

    /** A step in which the start of a container waits for its back-off. */
    static Forged delayed() {
        return real(
                PLAIN,
                s -> s.stabilize().exit("app", 1).stabilize().exit("app", 1).stabilize(),
                step -> !step.step().delayedStarts().isEmpty());
    }

    /** A step in which the back-off of a container counts its start. */
    static Forged counted() {
        return real(
                PLAIN,
                s -> s.stabilize().exit("app", 1).stabilize(),
                step -> !step.before().backOff().equals(step.step().next().backOff()));
    }

    private RealSteps() {}
}
