package dev.rekindle.rules;

import static dev.rekindle.core.ContainerRestartRuleAction.RESTART;
import static dev.rekindle.core.ContainerRestartRuleAction.RESTART_ALL_CONTAINERS;
import static dev.rekindle.core.RestartPolicy.ALWAYS;
import static dev.rekindle.core.RestartPolicy.NEVER;
import static dev.rekindle.core.RestartPolicy.ON_FAILURE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.RestartPolicy;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RestartRulesTest {
    private static final ContainerRestartRule ALL_ON_88 =
            new ContainerRestartRule(RESTART_ALL_CONTAINERS, ExitCodes.in(88));

    @Test
    void aRuleThatMatchesDecidesAndSaysSo() {
        RestartRules rules = compile(NEVER, new ContainerRestartRule(RESTART, ExitCodes.in(42)), ALL_ON_88);
        assertThat(describe(rules, 42)).isEqualTo("RESTART_CONTAINER by rule 0 (In [42])");
        assertThat(describe(rules, 88)).isEqualTo("RESTART_ALL_CONTAINERS by rule 1 (In [88])");
        assertThat(describe(rules, 1)).isEqualTo("NONE by container restartPolicy Never");
    }

    @Test
    void onFailureRestartsEveryCodeButZero() {
        RestartRules rules = compile(ON_FAILURE);
        assertThat(describe(rules, 0)).isEqualTo("NONE by container restartPolicy OnFailure");
        assertThat(describe(rules, -1)).isEqualTo("RESTART_CONTAINER by container restartPolicy OnFailure");
        assertThat(describe(rules, 256)).isEqualTo("RESTART_CONTAINER by container restartPolicy OnFailure");
    }

    @Test
    void withoutAPolicyOfTheContainerThatOfThePodDecidesAndRulesAreIgnored() {
        assertThat(describe(compile(null, ALL_ON_88), 88)).isEqualTo("RESTART_CONTAINER by pod restartPolicy Always");
    }

    @Test
    void anUnknownPolicyOfTheContainerLeavesTheDecisionToThePod() {
        assertThat(describe(compile(RestartPolicy.of("Sometimes")), 0))
                .isEqualTo("RESTART_CONTAINER by pod restartPolicy Always");
    }

    @Test
    void anUnknownPolicyOfThePodRestarts() {
        RestartRules rules =
                RestartRules.compile(Container.builder().build(), RestartPolicy.of("Sometimes"), Inputs.ON);
        assertThat(describe(rules, 0)).isEqualTo("RESTART_CONTAINER by pod restartPolicy Sometimes");
    }

    @Test
    void anUnknownActionUsesUpTheMatch() {
        RestartRules rules = compile(
                NEVER,
                new ContainerRestartRule(ContainerRestartRuleAction.of("Reboot"), ExitCodes.notIn(0)),
                ALL_ON_88);
        assertThat(rules.firstMatch(88)).isZero();
        assertThat(describe(rules, 88)).isEqualTo("NONE by container restartPolicy Never");
    }

    @Test
    void theDecisionForAllContainersAsksNeitherPoliciesNorGates() {
        Container container =
                Container.builder().addRestartPolicyRule(ALL_ON_88).build();
        RestartRules rules = RestartRules.compile(container, ALWAYS, Inputs.OFF);
        assertThat(rules.matchesRestartAll(88)).isTrue();
        assertThat(rules.matchesRestartAll(89)).isFalse();
        assertThat(rules.decide(88).outcome()).isEqualTo(RestartDecision.Outcome.RESTART_CONTAINER);
    }

    @Test
    void codesOutsideAByteAreMatchedToo() {
        RestartRules rules = compile(
                NEVER, new ContainerRestartRule(RESTART, ExitCodes.in(Integer.MAX_VALUE, -1, 256, Integer.MIN_VALUE)));
        for (int code : new int[] {Integer.MAX_VALUE, -1, 256, Integer.MIN_VALUE}) {
            assertThat(rules.firstMatch(code)).as("code %d", code).isZero();
        }
        for (int code : new int[] {Integer.MAX_VALUE - 1, -2, 0, 255, 257, Integer.MIN_VALUE + 1}) {
            assertThat(rules.firstMatch(code)).as("code %d", code).isEqualTo(RestartRules.NO_MATCH);
        }
    }

    @Test
    void aCodeThatNoRuleNamesIsFoundPastAFullRunOfNamedOnes() {
        int[] named = IntStream.range(256, 511).toArray();
        RestartRules rules = compile(NEVER, new ContainerRestartRule(RESTART, ExitCodes.in(named)));
        assertThat(rules.decide(510).restarts()).isTrue();
        assertThat(rules.decide(511).restarts()).isFalse();
        assertThat(rules.decide(-1).restarts()).isFalse();
    }

    private static RestartRules compile(@Nullable RestartPolicy policy, ContainerRestartRule... rules) {
        Container container = Container.builder()
                .restartPolicy(policy)
                .restartPolicyRules(List.of(rules))
                .build();
        return RestartRules.compile(container, ALWAYS, Inputs.ON);
    }

    private static String describe(RestartRules rules, int code) {
        RestartDecision decision = rules.decide(code);
        return decision.outcome() + " by " + decision.cause().describe();
    }
}
