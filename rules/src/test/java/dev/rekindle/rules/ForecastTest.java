package dev.rekindle.rules;

import static dev.rekindle.core.ContainerRestartRuleAction.RESTART;
import static dev.rekindle.core.ContainerRestartRuleAction.RESTART_ALL_CONTAINERS;
import static dev.rekindle.core.RestartPolicy.ALWAYS;
import static dev.rekindle.core.RestartPolicy.NEVER;
import static dev.rekindle.core.RestartPolicy.ON_FAILURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.LifecycleHandler;
import dev.rekindle.core.LifecycleHooks;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.rules.Forecast.ContainerForecast;
import dev.rekindle.rules.Forecast.Range;
import dev.rekindle.rules.RestartDecision.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Pod ML_WORKER = pod(PodSpec.builder()
            .restartPolicy(NEVER)
            .addInitContainers(container("fetch", null), stoppable("watcher", ALWAYS, RESTART_ALL_CONTAINERS, 7))
            .addContainers(stoppable("trainer", NEVER, RESTART_ALL_CONTAINERS, 88), container("logger", null))
            .addEphemeralContainer(container("debug", null)));

    @Test
    void everyContainerIsListedByKindInTheOrderOfTheSpec() {
        assertThat(forecast(ML_WORKER, Inputs.ON).containers())
                .extracting(container -> container.name() + " " + container.kind())
                .containsExactly(
                        "fetch INIT", "watcher SIDECAR", "trainer REGULAR", "logger REGULAR", "debug EPHEMERAL");
    }

    @Test
    void aContainerIsFoundByItsName() {
        Forecast forecast = forecast(ML_WORKER, Inputs.ON);
        assertThat(forecast.container("trainer")).isSameAs(forecast.containers().get(2));
        assertThatThrownBy(() -> forecast.container("nobody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("container \"nobody\": not in the pod, which has [fetch, watcher, trainer, logger, debug]");
    }

    @Test
    void anInitContainerIsDoneAfterZeroAndFailsThePodOtherwise() {
        assertThat(lines(ML_WORKER, "fetch", Inputs.ON))
                .containsExactly(
                        "-2147483648..-1 NONE: pod restartPolicy Never: the init container failed for good, the pod fails",
                        "0..0 NONE: the init container is done",
                        "1..2147483647 NONE: pod restartPolicy Never: the init container failed for good, the pod fails");
    }

    @Test
    void aSidecarIsAlwaysRestartedUnlessItRestartsAll() {
        assertThat(lines(ML_WORKER, "watcher", Inputs.ON))
                .containsExactly(
                        "-2147483648..6 RESTART_CONTAINER: sidecars are always restarted",
                        "7..7 RESTART_ALL_CONTAINERS: rule 0 (In [7])",
                        "8..2147483647 RESTART_CONTAINER: sidecars are always restarted");
    }

    @Test
    void aRegularContainerFollowsItsRulesAndPolicies() {
        assertThat(lines(ML_WORKER, "trainer", Inputs.ON))
                .containsExactly(
                        "-2147483648..-1 NONE: container restartPolicy Never",
                        "0..0 NONE: container restartPolicy Never",
                        "1..87 NONE: container restartPolicy Never",
                        "88..88 RESTART_ALL_CONTAINERS: rule 0 (In [88])",
                        "89..2147483647 NONE: container restartPolicy Never");
    }

    @Test
    void anEphemeralContainerIsNeverRestartedWhateverItsRules() {
        Pod pod = pod(PodSpec.builder().addEphemeralContainer(ruled("debug", ALWAYS, RESTART_ALL_CONTAINERS, 88)));
        assertThat(lines(pod, "debug", Inputs.ON))
                .containsExactly("-2147483648..2147483647 NONE: ephemeral containers are never restarted");
    }

    @Test
    void aSuccessfulInitContainerRestartsAllWhereARuleMatchesZero() {
        Pod pod = pod(PodSpec.builder().addInitContainer(ruled("init", NEVER, RESTART_ALL_CONTAINERS, 0)));
        assertThat(at(pod, "init", 0).outcome()).isEqualTo(Outcome.RESTART_ALL_CONTAINERS);
    }

    @Test
    void aSuccessfulInitContainerIsDoneEvenWhereARuleRestartMatchesZero() {
        Pod pod = pod(PodSpec.builder().addInitContainer(ruled("init", NEVER, RESTART, 0)));
        assertThat(at(pod, "init", 0).why()).isEqualTo("the init container is done");
        assertThat(at(pod, "init", 0).decision().cause()).isEqualTo(new RestartDecision.InitCompleted());
        assertThat(at(pod, "init", 0).pod()).isEqualTo(PodOutcome.NEXT_CONTAINER_STARTS);
    }

    @Test
    void aRuleRestartAllNeedsNoPolicyOfItsContainer() {
        Pod pod = pod(PodSpec.builder()
                .restartPolicy(NEVER)
                .addContainers(ruled("app", null, RESTART_ALL_CONTAINERS, 88), container("other", null)));
        Range range = at(pod, "app", 88);
        assertThat(range.outcome()).isEqualTo(Outcome.RESTART_ALL_CONTAINERS);
        assertThat(range.decision().cause()).isInstanceOf(RestartDecision.Rule.class);
        assertThat(range.why()).isEqualTo("rule 0 (In [88])");
        assertThat(range).extracting(Range::from, Range::to).containsExactly(88, 88);
    }

    @Test
    void aSidecarStaysOneWithTheRulesOff() {
        assertThat(lines(ML_WORKER, "watcher", Inputs.OFF))
                .containsExactly("-2147483648..2147483647 RESTART_CONTAINER: sidecars are always restarted");
    }

    @Test
    void theNotesSayWhatARestartOfAllContainersDoes() {
        assertThat(forecast(ML_WORKER, Inputs.ON).notes())
                .containsExactly(
                        "a restart of all containers stops each one within 2 s, whatever the grace period",
                        "a restart of all containers has no CrashLoopBackOff: an exit that recurs restarts them without pause",
                        "a restart of all containers does not run the preStop hooks of watcher, trainer",
                        "a restart of all containers runs these init containers again: fetch",
                        "a restart of all containers leaves these ephemeral containers alone: debug",
                        "the pod fails (phase Failed) when an init container fails for good: fetch",
                        "once every regular container has finished for good, the exit of a sidecar restarts nothing: watcher");
    }

    @Test
    void aPodThatSurvivesEverythingNeedsNoNotes() {
        Pod pod = pod(PodSpec.builder()
                .addInitContainers(container("init", ON_FAILURE), container("sidecar", ALWAYS))
                .addContainer(container("app", ALWAYS)));
        assertThat(forecast(pod, Inputs.ON).notes()).isEmpty();
    }

    @Test
    void anInitContainerThatFailsThePodByItsRuleOnlyIsNamed() {
        Pod pod = pod(PodSpec.builder()
                .addInitContainer(Container.builder()
                        .name("init")
                        .restartPolicy(NEVER)
                        .addRestartPolicyRule(new ContainerRestartRule(RESTART, ExitCodes.notIn(3)))
                        .build())
                .addContainer(container("app", ALWAYS)));
        assertThat(forecast(pod, Inputs.ON).notes())
                .containsExactly("the pod fails (phase Failed) when an init container fails for good: init");
    }

    @Test
    void withRestartAllOffItsRulesAreNamed() {
        assertThat(forecast(ML_WORKER, Inputs.RULES_ONLY).notes())
                .startsWith("gate RestartAllContainersOnContainerExits is off, so where a rule RestartAllContainers"
                        + " matches the restartPolicy decides: watcher, trainer")
                .noneMatch(note -> note.startsWith("a restart of all containers"));
    }

    @Test
    void withTheRulesOffTheContainersThatLoseTheirsAreNamed() {
        Pod pod = pod(PodSpec.builder()
                .addInitContainers(
                        container("plain", null),
                        container("sidecar", ALWAYS),
                        container("once", NEVER),
                        ruled("ruled", ALWAYS, RESTART, 1))
                .addContainers(container("app", null), container("job", ON_FAILURE)));
        assertThat(forecast(pod, Inputs.OFF).notes())
                .containsExactly("gate ContainerRestartRules is off, so only the pod has a restartPolicy;"
                        + " rules and policies are ignored of once, ruled, job");
    }

    @Test
    void everyCodeIsListedThoughRulesNameCodesThatNoProcessReturns() {
        Pod pod = pod(PodSpec.builder()
                .addContainer(Container.builder()
                        .name("app")
                        .restartPolicy(ON_FAILURE)
                        .addRestartPolicyRules(
                                new ContainerRestartRule(RESTART_ALL_CONTAINERS, ExitCodes.in(88, 89, 300)),
                                new ContainerRestartRule(RESTART, ExitCodes.in(Integer.MAX_VALUE)))
                        .build()));
        assertThat(lines(pod, "app", Inputs.ON))
                .containsExactly(
                        "-2147483648..-1 RESTART_CONTAINER: container restartPolicy OnFailure",
                        "0..0 NONE: container restartPolicy OnFailure",
                        "1..87 RESTART_CONTAINER: container restartPolicy OnFailure",
                        "88..89 RESTART_ALL_CONTAINERS: rule 0 (In [88, 89, 300])",
                        "90..299 RESTART_CONTAINER: container restartPolicy OnFailure",
                        "300..300 RESTART_ALL_CONTAINERS: rule 0 (In [88, 89, 300])",
                        "301..2147483646 RESTART_CONTAINER: container restartPolicy OnFailure",
                        "2147483647..2147483647 RESTART_CONTAINER: rule 1 (In [2147483647])");
    }

    @Test
    void whatBecomesOfThePodIsTyped() {
        assertThat(at(ML_WORKER, "fetch", 0).pod()).isEqualTo(PodOutcome.NEXT_CONTAINER_STARTS);
        assertThat(at(ML_WORKER, "fetch", 1).pod()).isEqualTo(PodOutcome.POD_FAILS);
        assertThat(at(ML_WORKER, "watcher", 0).pod()).isEqualTo(PodOutcome.CONTAINER_RESTARTS);
        assertThat(at(ML_WORKER, "trainer", 88).pod()).isEqualTo(PodOutcome.ALL_CONTAINERS_RESTART);
        assertThat(at(ML_WORKER, "trainer", 0).pod()).isEqualTo(PodOutcome.POD_SUCCEEDS_WHEN_ALL_HAVE);
        assertThat(at(ML_WORKER, "trainer", 1).pod()).isEqualTo(PodOutcome.POD_FAILS_WHEN_ALL_HAVE_ENDED);
        assertThat(at(ML_WORKER, "debug", 1).pod()).isEqualTo(PodOutcome.NOTHING);
    }

    @Test
    void theOnlyRegularContainerEndsThePod() {
        Pod pod = pod(PodSpec.builder()
                .restartPolicy(NEVER)
                .addInitContainer(container("sidecar", ALWAYS))
                .addContainer(container("app", null)));
        assertThat(at(pod, "app", 0).pod()).isEqualTo(PodOutcome.POD_SUCCEEDS);
        assertThat(at(pod, "app", 1).pod()).isEqualTo(PodOutcome.POD_FAILS);
    }

    @Test
    void aPodGoesOnWhileAnotherContainerNeverEnds() {
        Pod pod = pod(PodSpec.builder()
                .restartPolicy(NEVER)
                .addContainers(container("app", null), container("server", ALWAYS)));
        assertThat(at(pod, "app", 0).pod()).isEqualTo(PodOutcome.POD_GOES_ON);
        assertThat(at(pod, "app", 1).pod()).isEqualTo(PodOutcome.POD_GOES_ON);
    }

    @Test
    void aPodCannotSucceedWithAContainerThatSucceedsNever() {
        Pod pod = pod(PodSpec.builder()
                .restartPolicy(NEVER)
                .addContainers(container("app", null), ruled("loop", NEVER, RESTART, 0)));
        assertThat(at(pod, "app", 0).pod()).isEqualTo(PodOutcome.POD_FAILS_WHEN_ALL_HAVE_ENDED);
    }

    @Test
    void aFinalPhaseBeatsARuleWithoutAPolicy() {
        Pod pod = pod(PodSpec.builder()
                .restartPolicy(NEVER)
                .addInitContainer(ruled("init", null, RESTART_ALL_CONTAINERS, 88))
                .addContainer(ruled("app", null, RESTART_ALL_CONTAINERS, 88)));
        assertThat(at(pod, "init", 88).pod()).isEqualTo(PodOutcome.POD_FAILS);
        assertThat(at(pod, "app", 88).pod()).isEqualTo(PodOutcome.POD_FAILS);
    }

    @Test
    void oneContainerBacksOffAndAllTogetherDoNot() {
        Kubelet slow = Inputs.ON.withMaxContainerRestartPeriod(Duration.ofSeconds(25));
        assertThat(find(ML_WORKER, "watcher", slow).at(0).restartDelay())
                .contains(new RestartDelay(Duration.ofSeconds(10), Duration.ofSeconds(25)));
        assertThat(at(ML_WORKER, "watcher", 7).restartDelay()).contains(RestartDelay.NONE);
        assertThat(at(ML_WORKER, "fetch", 0).restartDelay()).isEmpty();
        Kubelet kep = Kubelet.kep5532();
        assertThat(find(ML_WORKER, "watcher", kep).at(7).restartDelay()).contains(RestartDelay.of(kep));
        assertThat(forecast(ML_WORKER, kep).notes()).noneMatch(note -> note.contains("CrashLoopBackOff"));
    }

    @Test
    void delaysDoubleFromTheSecondRestartOn() {
        RestartDelay delay = RestartDelay.of(Inputs.ON);
        assertThat(IntStream.rangeClosed(1, 8).mapToObj(delay::before).map(Duration::toSeconds))
                .containsExactly(0L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
        assertThat(RestartDelay.NONE.before(1000)).isZero();
        assertThatThrownBy(() -> delay.before(0)).hasMessage("restart: Invalid value: 0: expected 1 or more");
    }

    @Test
    void aJobCountsRestartsUnderOnFailureOnlyAndOneForEachContainerOfARestartOfAll() {
        Pod pod = pod(PodSpec.builder()
                .restartPolicy(ON_FAILURE)
                .addInitContainers(
                        ruled("init", NEVER, RESTART_ALL_CONTAINERS, 88), ruled("sidecar", ALWAYS, RESTART, 1))
                .addContainers(
                        ruled("app", NEVER, RESTART_ALL_CONTAINERS, 88), ruled("other", ON_FAILURE, RESTART, 0)));
        assertThat(at(pod, "app", 88).job()).isEqualTo(new JobCount(4, 0));
        assertThat(at(pod, "init", 88).job()).isEqualTo(new JobCount(1, 0));
        assertThat(at(pod, "init", 1).job()).isEqualTo(new JobCount(0, 1));
        assertThat(at(pod, "sidecar", 0).job()).isEqualTo(new JobCount(1, 0));
        assertThat(at(pod, "other", 0).job()).isEqualTo(new JobCount(1, 0));
        assertThat(at(pod, "app", 1).job()).isEqualTo(new JobCount(0, 0));
        assertThat(at(ML_WORKER, "trainer", 88).job()).isEqualTo(new JobCount(0, 0));
        assertThat(at(ML_WORKER, "fetch", 1).job()).isEqualTo(new JobCount(0, 1));
    }

    @Test
    void aRangeHoldsAtLeastOneCode() {
        Forecaster.Answer answer = new Forecaster.Answer(
                new RestartDecision(Outcome.NONE, new RestartDecision.Ephemeral()),
                ContainerKind.EPHEMERAL,
                PodOutcome.NOTHING,
                null,
                JobCount.NOTHING);
        assertThat(new Range(1, 1, answer)).hasToString("1 NONE, NOTHING: ephemeral containers are never restarted");
        assertThatThrownBy(() -> new Range(2, 1, answer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("from 2 is above to 1: expected a range of codes");
    }

    private static Forecast forecast(Pod pod, Kubelet kubelet) {
        return Forecast.of(pod, kubelet);
    }

    private static Range at(Pod pod, String name, int code) {
        return find(pod, name, Inputs.ON).at(code);
    }

    private static List<String> lines(Pod pod, String name, Kubelet kubelet) {
        return find(pod, name, kubelet).ranges().stream()
                .map(range -> range.from() + ".." + range.to() + " " + range.outcome() + ": " + range.why())
                .toList();
    }

    private static ContainerForecast find(Pod pod, String name, Kubelet kubelet) {
        return forecast(pod, kubelet).containers().stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Pod pod(PodSpec.Builder spec) {
        return Pod.builder().spec(spec.build()).build();
    }

    private static Container container(String name, @Nullable RestartPolicy policy) {
        return Container.builder().name(name).restartPolicy(policy).build();
    }

    private static Container ruled(
            String name, @Nullable RestartPolicy policy, ContainerRestartRuleAction action, int code) {
        return builder(name, policy, action, code).build();
    }

    private static Container stoppable(String name, RestartPolicy policy, ContainerRestartRuleAction action, int code) {
        LifecycleHooks hooks = LifecycleHooks.builder()
                .preStop(LifecycleHandler.builder().build())
                .build();
        return builder(name, policy, action, code).lifecycle(hooks).build();
    }

    private static Container.Builder builder(
            String name, @Nullable RestartPolicy policy, ContainerRestartRuleAction action, int code) {
        Container.Builder builder = Container.builder();
        builder.name(name);
        builder.restartPolicy(policy);
        builder.addRestartPolicyRule(new ContainerRestartRule(action, ExitCodes.in(code)));
        return builder;
    }
}
