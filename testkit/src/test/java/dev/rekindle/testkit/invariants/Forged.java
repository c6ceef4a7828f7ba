package dev.rekindle.testkit.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.ConditionStatus;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Timestamp;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.Step;
import dev.rekindle.testkit.PodScenario;
import dev.rekindle.testkit.ScenarioStep;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A real step of a pod, or a copy of it in which something is wrong. The one place that knows how steps are made. */
record Forged(Pod pod, Kubelet kubelet, ScenarioStep made) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The first step of a life that is such a one; all that is right about it is right. */
    static Forged real(Pod pod, Kubelet kubelet, Consumer<PodScenario> life, Predicate<ScenarioStep> such) {
        List<ScenarioStep> steps = new ArrayList<>();
        PodScenario scenario = PodScenario.of(pod, kubelet).onStep(steps::add);
        life.accept(scenario);
        ScenarioStep found = steps.stream().filter(such).findFirst().orElseThrow(() -> new AssertionError(scenario));
        Forged real = new Forged(pod, kubelet, found);
        assertThat(real.broken()).as("%s", found).isEmpty();
        return real;
    }

    /** The numbers of the invariants that do not hold. */
    List<Integer> broken() {
        return Invariants.of(pod, kubelet).check(made.before(), made.observed(), made.step(), made.at()).stream()
                .map(violation -> violation.invariant().number())
                .toList();
    }

    private Forged with(PodState before, Observation observed, PodState next, List<PodAction> actions) {
        return with(
                before, observed, Step.of(next, actions, made.step().wakeAt().orElse(null)));
    }

    private Forged with(PodState before, Observation observed, Step step) {
        return new Forged(pod, kubelet, new ScenarioStep(made.at(), before, observed, step, made.results()));
    }

    /** The newest attempt of a container, as the step saw it. */
    RuntimeContainer newest(String name) {
        return Objects.requireNonNull(made.observed().runtime().newest(name), name);
    }

    /** Another kubelet is held responsible for it. */
    Forged by(Kubelet other) {
        return new Forged(pod, other, made);
    }

    Forged wakeAt(@Nullable Instant at) {
        Step step = Step.of(made.step().next(), made.step().actions(), at);
        return with(made.before(), made.observed(), step);
    }

    Forged observed(UnaryOperator<Observation> change) {
        return with(made.before(), change.apply(made.observed()), made.step());
    }

    Forged runtime(Consumer<RuntimePod.Builder> change) {
        Observation observed = made.observed();
        RuntimePod.Builder runtime = RuntimePod.builder().from(observed.runtime());
        change.accept(runtime);
        return observed(o -> Observation.of(runtime.build())
                .probes(o.probes())
                .results(o.results())
                .termination(o.termination())
                .pod(o.pod()));
    }

    /** Changes what the runtime reports of one container. */
    Forged attempt(String name, Consumer<RuntimeContainer.Builder> change) {
        List<RuntimeContainer> containers = made.observed().runtime().containers().stream()
                .map(c -> {
                    RuntimeContainer.Builder edited = c.edit();
                    if (c.name().equals(name)) {
                        change.accept(edited);
                    }
                    return edited.build();
                })
                .toList();
        return runtime(r -> r.containers(containers));
    }

    Forged actions(Consumer<List<PodAction>> change) {
        List<PodAction> actions = new ArrayList<>(made.step().actions());
        change.accept(actions);
        return with(made.before(), made.observed(), made.step().next(), actions);
    }

    /** Changes the stop of a container: its grace in seconds, whether the hook runs, and why. */
    Forged stop(String name, int grace, boolean preStop, StopReason reason) {
        return actions(actions -> actions.replaceAll(a -> a instanceof StopContainer stop
                        && stop.name().equals(name)
                ? PodAction.stopContainer(stop.id(), name, Duration.ofSeconds(grace), preStop, reason, stop.message())
                : a));
    }

    /** Changes the removal of a container. */
    Forged remove(String name, boolean keepLogs) {
        return actions(actions -> actions.replaceAll(
                a -> a instanceof RemoveContainer gone && gone.name().equals(name)
                        ? PodAction.removeContainer(gone.id(), name, keepLogs, gone.reason())
                        : a));
    }

    /** Changes the status before. */
    Forged old(Consumer<PodStatus.Builder> change) {
        PodState before = field(made.before(), "status", changed(made.before().status(), change));
        return with(before, made.observed(), made.step());
    }

    /** Changes the status after. */
    Forged fresh(Consumer<PodStatus.Builder> change) {
        return next("status", changed(made.step().next().status(), change));
    }

    /** Changes a field of the state after. */
    Forged next(String field, Object value) {
        return with(
                made.before(),
                made.observed(),
                field(made.step().next(), field, value),
                made.step().actions());
    }

    /** Changes a field of the state before. */
    Forged before(String field, Object value) {
        return with(field(made.before(), field, value), made.observed(), made.step());
    }

    /** A state is what its JSON says. */
    private static PodState field(PodState state, String field, Object value) {
        ObjectNode json = MAPPER.valueToTree(state);
        json.set(field, MAPPER.valueToTree(value));
        try {
            return MAPPER.treeToValue(json, PodState.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PodStatus changed(PodStatus status, Consumer<PodStatus.Builder> change) {
        PodStatus.Builder builder = PodStatus.builder().from(status);
        change.accept(builder);
        return builder.build();
    }

    /** Changes the status of one container after the step. */
    Forged container(String name, Consumer<ContainerStatus.Builder> change) {
        PodStatus status = made.step().next().status();
        return fresh(s -> s.initContainerStatuses(changed(status.initContainerStatuses(), name, change))
                .containerStatuses(changed(status.containerStatuses(), name, change))
                .ephemeralContainerStatuses(changed(status.ephemeralContainerStatuses(), name, change)));
    }

    private static List<ContainerStatus> changed(
            List<ContainerStatus> statuses, String name, Consumer<ContainerStatus.Builder> change) {
        List<ContainerStatus> changed = new ArrayList<>();
        for (ContainerStatus status : statuses) {
            ContainerStatus.Builder builder = ContainerStatus.builder().from(status);
            if (status.name().equals(name)) {
                change.accept(builder);
            }
            changed.add(builder.build());
        }
        return changed;
    }

    /** Sets a condition after the step, as if it was the step that changed it. */
    Forged condition(String type, ConditionStatus status, String reason) {
        List<PodCondition> conditions =
                new ArrayList<>(made.step().next().status().conditions());
        conditions.removeIf(condition -> condition.type().equals(type));
        PodCondition old = made.before().status().condition(type);
        Timestamp time =
                old == null || !old.status().equals(status) ? Timestamp.of(made.at()) : old.lastTransitionTime();
        conditions.add(PodCondition.builder()
                .type(type)
                .status(status)
                .reason(reason)
                .lastTransitionTime(time)
                .build());
        return fresh(s -> s.conditions(conditions));
    }

    /** Takes a condition away after the step. */
    Forged withoutCondition(String type) {
        List<PodCondition> conditions =
                new ArrayList<>(made.step().next().status().conditions());
        conditions.removeIf(condition -> condition.type().equals(type));
        return fresh(s -> s.conditions(conditions));
    }
}
