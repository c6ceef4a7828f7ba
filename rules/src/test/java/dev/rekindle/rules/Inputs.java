package dev.rekindle.rules;

import static dev.rekindle.core.ContainerRestartRuleAction.RESTART;
import static dev.rekindle.core.ContainerRestartRuleAction.RESTART_ALL_CONTAINERS;
import static dev.rekindle.core.RestartPolicy.ALWAYS;
import static dev.rekindle.core.RestartPolicy.NEVER;
import static dev.rekindle.core.RestartPolicy.ON_FAILURE;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExitCodeOperator;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.RestartPolicy;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** What the properties are tried with: also what validation would refuse, for the kubelet decides about that too. */
final class Inputs extends DomainContextBase {
    static final List<Integer> EDGES =
            List.of(0, 1, 2, 42, 88, 126, 127, 128, 137, 143, 254, 255, 256, -1, Integer.MIN_VALUE, Integer.MAX_VALUE);

    static final Kubelet ON = Kubelet.of(KubernetesVersion.V1_36);
    static final Kubelet RULES_ONLY =
            Kubelet.of(KubernetesVersion.V1_36).withGates("RestartAllContainersOnContainerExits=false");
    static final Kubelet OFF = Kubelet.of(FeatureGates.parse(
            KubernetesVersion.V1_36, "RestartAllContainersOnContainerExits=false,ContainerRestartRules=false"));

    @Provide
    Arbitrary<Integer> codes() {
        Arbitrary<Integer> uniform = Arbitraries.integers().withDistribution(RandomDistribution.uniform());
        return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.of(EDGES)), Tuple.of(1, uniform));
    }

    @Provide
    Arbitrary<ContainerRestartRule> rules() {
        Arbitrary<ContainerRestartRuleAction> actions =
                Arbitraries.of(RESTART, RESTART_ALL_CONTAINERS, ContainerRestartRuleAction.of("Reboot"));
        return Combinators.combine(actions, exitCodes().injectNull(0.05)).as(ContainerRestartRule::new);
    }

    private Arbitrary<ExitCodes> exitCodes() {
        Arbitrary<ExitCodeOperator> operators = Arbitraries.frequency(
                Tuple.of(6, ExitCodeOperator.IN),
                Tuple.of(3, ExitCodeOperator.NOT_IN),
                Tuple.of(1, ExitCodeOperator.of("Exists")));
        return Combinators.combine(operators, codes().list().ofMaxSize(6)).as(ExitCodes::new);
    }

    @Provide
    Arbitrary<RestartPolicy> podPolicies() {
        return Arbitraries.of(ALWAYS, ON_FAILURE, NEVER, RestartPolicy.of("Sometimes"), RestartPolicy.of(""));
    }

    @Provide
    Arbitrary<Container> containers() {
        return Combinators.combine(podPolicies().injectNull(0.2), rules().list().ofMaxSize(5))
                .as((policy, rules) -> Container.builder()
                        .name("app")
                        .restartPolicy(policy)
                        .restartPolicyRules(rules)
                        .build());
    }

    @Provide
    Arbitrary<Kubelet> gates() {
        return Arbitraries.of(ON, RULES_ONLY, OFF);
    }
}
