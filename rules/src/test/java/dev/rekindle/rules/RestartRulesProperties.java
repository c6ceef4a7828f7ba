package dev.rekindle.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExitCodeOperator;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.RestartPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;

@Domain(Inputs.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE) // the inputs are biased to edges already
class RestartRulesProperties {
    @Property(tries = 5000)
    void decidesLikeTheReference(
            @ForAll Container container, @ForAll RestartPolicy pod, @ForAll Kubelet kubelet, @ForAll int code) {
        assertThat(RestartRules.compile(container, pod, kubelet).decide(code))
                .isEqualTo(Reference.decide(container, pod, kubelet, code));
    }

    @Property(tries = 5000)
    void matchesLikeTheReference(@ForAll Container container, @ForAll Kubelet kubelet, @ForAll int code) {
        RestartRules rules = RestartRules.compile(container, RestartPolicy.NEVER, kubelet);
        int match = Reference.match(container, code);
        assertThat(rules.firstMatch(code)).isEqualTo(match);
        assertThat(rules.matchesRestartAll(code))
                .isEqualTo(match >= 0
                        && container
                                .restartPolicyRules()
                                .get(match)
                                .action()
                                .value()
                                .equals("RestartAllContainers"));
    }

    @Property
    void theFirstMatchWins(
            @ForAll List<ContainerRestartRule> before, @ForAll List<ContainerRestartRule> after, @ForAll int code) {
        RestartRules alone = compile(RestartPolicy.NEVER, before);
        ContainerRestartRule hit =
                new ContainerRestartRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS, ExitCodes.in(code));
        List<ContainerRestartRule> all = join(before, List.of(hit), after);
        int expected = alone.firstMatch(code) == RestartRules.NO_MATCH ? before.size() : alone.firstMatch(code);
        assertThat(compile(RestartPolicy.NEVER, all).firstMatch(code)).isEqualTo(expected);
    }

    @Property
    void whatFollowsTheMatchingRuleChangesNothing(
            @ForAll Container container,
            @ForAll RestartPolicy pod,
            @ForAll Kubelet kubelet,
            @ForAll List<ContainerRestartRule> tail,
            @ForAll int code) {
        ContainerRestartRule hit =
                new ContainerRestartRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS, ExitCodes.in(code));
        List<ContainerRestartRule> rules = join(container.restartPolicyRules(), List.of(hit));
        assertThat(decide(container, join(rules, tail), pod, kubelet, code))
                .isEqualTo(decide(container, rules, pod, kubelet, code));
    }

    @Property
    void inNothingNeverMatchesAndNotInNothingAlways(@ForAll int code) {
        ContainerRestartRule never = new ContainerRestartRule(ContainerRestartRuleAction.RESTART, ExitCodes.in());
        ContainerRestartRule always = new ContainerRestartRule(ContainerRestartRuleAction.RESTART, ExitCodes.notIn());
        assertThat(compile(RestartPolicy.NEVER, List.of(never)).firstMatch(code))
                .isEqualTo(RestartRules.NO_MATCH);
        assertThat(compile(RestartPolicy.NEVER, List.of(always)).firstMatch(code))
                .isZero();
    }

    @Property
    void notInMatchesWhereInDoesNot(@ForAll List<Integer> values, @ForAll int code) {
        ContainerRestartRuleAction action = ContainerRestartRuleAction.RESTART;
        ContainerRestartRule in = new ContainerRestartRule(action, new ExitCodes(ExitCodeOperator.IN, values));
        ContainerRestartRule notIn = new ContainerRestartRule(action, new ExitCodes(ExitCodeOperator.NOT_IN, values));
        assertThat(compile(RestartPolicy.NEVER, List.of(in)).firstMatch(code))
                .isNotEqualTo(compile(RestartPolicy.NEVER, List.of(notIn)).firstMatch(code));
    }

    @Property
    void orderAndRepetitionOfValuesDoNotMatter(@ForAll ContainerRestartRule rule, @ForAll int code) {
        ExitCodes exitCodes = rule.exitCodes() == null ? ExitCodes.in() : rule.exitCodes();
        List<Integer> values = new ArrayList<>(exitCodes.values());
        values.addAll(exitCodes.values());
        Collections.reverse(values);
        ExitCodes reversed = new ExitCodes(exitCodes.operator(), values);
        assertThat(compile(RestartPolicy.NEVER, List.of(new ContainerRestartRule(rule.action(), reversed)))
                        .firstMatch(code))
                .isEqualTo(compile(RestartPolicy.NEVER, List.of(new ContainerRestartRule(rule.action(), exitCodes)))
                        .firstMatch(code));
    }

    @Property
    void withoutAPolicyOfItsOwnAContainerIgnoresItsRules(
            @ForAll List<ContainerRestartRule> rules,
            @ForAll RestartPolicy pod,
            @ForAll Kubelet kubelet,
            @ForAll int code) {
        Container bare = Container.builder().name("app").build();
        assertThat(decide(bare, rules, pod, kubelet, code)).isEqualTo(decide(bare, List.of(), pod, kubelet, code));
    }

    @Property
    void withRestartAllOffAMatchIsUsedUpAndThePolicyOfTheContainerDecides(
            @ForAll Container container,
            @ForAll RestartPolicy pod,
            @ForAll List<ContainerRestartRule> tail,
            @ForAll int code) {
        ContainerRestartRule hit =
                new ContainerRestartRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS, ExitCodes.in(code));
        assertThat(decide(container, join(List.of(hit), tail), pod, Inputs.RULES_ONLY, code))
                .isEqualTo(decide(container, List.of(), pod, Inputs.RULES_ONLY, code));
    }

    @Property
    void withTheRulesOffOnlyThePodCounts(@ForAll Container container, @ForAll RestartPolicy pod, @ForAll int code) {
        Container bare = Container.builder().name("app").build();
        assertThat(decide(container, container.restartPolicyRules(), pod, Inputs.OFF, code))
                .isEqualTo(decide(bare, List.of(), pod, Inputs.ON, code));
    }

    @Property
    void equalDecisionsAreOneObject(
            @ForAll Container container,
            @ForAll RestartPolicy pod,
            @ForAll Kubelet kubelet,
            @ForAll @Size(100) List<Integer> codes) {
        RestartRules rules = RestartRules.compile(container, pod, kubelet);
        Set<RestartDecision> objects = Collections.newSetFromMap(new IdentityHashMap<>());
        codes.forEach(code -> objects.add(rules.decide(code)));
        assertThat(objects)
                .hasSizeLessThanOrEqualTo(container.restartPolicyRules().size() + 2);
    }

    private static RestartRules compile(RestartPolicy policy, List<ContainerRestartRule> rules) {
        Container container = Container.builder()
                .restartPolicy(policy)
                .restartPolicyRules(rules)
                .build();
        return RestartRules.compile(container, RestartPolicy.ALWAYS, Inputs.ON);
    }

    private static RestartDecision decide(
            Container container, List<ContainerRestartRule> rules, RestartPolicy pod, Kubelet kubelet, int code) {
        Container changed = Container.builder()
                .name(container.name())
                .restartPolicy(container.restartPolicy())
                .restartPolicyRules(rules)
                .build();
        return RestartRules.compile(changed, pod, kubelet).decide(code);
    }

    @SafeVarargs
    private static List<ContainerRestartRule> join(List<ContainerRestartRule>... parts) {
        List<ContainerRestartRule> all = new ArrayList<>();
        for (List<ContainerRestartRule> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
