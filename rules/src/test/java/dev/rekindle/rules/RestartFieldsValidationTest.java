package dev.rekindle.rules;

import static dev.rekindle.rules.ValidationPods.RESTART;
import static dev.rekindle.rules.ValidationPods.RESTART_ALL;
import static dev.rekindle.rules.ValidationPods.V134;
import static dev.rekindle.rules.ValidationPods.V135;
import static dev.rekindle.rules.ValidationPods.V136;
import static dev.rekindle.rules.ValidationPods.V136_RULES_ONLY;
import static dev.rekindle.rules.ValidationPods.assertCreate;
import static dev.rekindle.rules.ValidationPods.container;
import static dev.rekindle.rules.ValidationPods.pod;
import static dev.rekindle.rules.ValidationPods.spec;
import static dev.rekindle.rules.ValidationPods.withInit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExitCodeOperator;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.PodSpec;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartFieldsValidationTest {
    private static final String POLICY_MISSING =
            "Required value: must specify restartPolicy when restart rules are used";

    @Test
    void rulesOfAnInitContainerNeedAPolicyAndAreNotLookedAtWithoutOne() {
        ContainerRestartRule bad = new ContainerRestartRule(ContainerRestartRuleAction.of("Foo"), null);
        PodSpec spec = withInit(container("i", null, bad));
        assertCreate(V136, spec, "spec.initContainers[0].restartPolicy: " + POLICY_MISSING);
        assertCreate(V135, spec, "spec.initContainers[0].restartPolicy: " + POLICY_MISSING);
        assertCreate(V134, spec);
    }

    @Test
    void rulesOfARegularContainerNeedAPolicyAndAreLookedAtWithoutOne() {
        ContainerRestartRule bad = new ContainerRestartRule(ContainerRestartRuleAction.of("Foo"), ExitCodes.in(1));
        assertCreate(
                V136,
                spec("Never", container("a", null, bad)),
                "spec.containers[0].restartPolicy: " + POLICY_MISSING,
                "spec.containers[0].restartPolicyRules[0].action: Unsupported value: \"Foo\": "
                        + "supported values: \"Restart\", \"RestartAllContainers\"");
        assertCreate(V136, spec("Never", container("a", null)));
    }

    @Test
    void aContainerHasOneOfThreePolicies() {
        String supported = "supported values: \"Always\", \"Never\", \"OnFailure\"";
        for (String policy : new String[] {"Always", "Never", "OnFailure"}) {
            assertCreate(V136, spec("Never", container("a", policy)));
            assertCreate(V136, withInit(container("i", policy)));
        }
        assertCreate(
                V136,
                spec("Never", container("a", null), container("b", "Sometimes")),
                "spec.containers[1].restartPolicy: Unsupported value: \"Sometimes\": " + supported);
        assertCreate(
                V136,
                withInit(container("i", "")),
                "spec.initContainers[0].restartPolicy: Unsupported value: \"\": " + supported);
    }

    @Test
    void sidecarsMayHaveRulesWhereAllContainersMayRestart() {
        PodSpec spec = withInit(container("s", "Always", RESTART, RESTART_ALL));
        String forbidden = "spec.initContainers[0].restartPolicyRules: Forbidden: "
                + "restartPolicyRules are not allowed for init containers with restart policy Always";
        assertCreate(V136, spec);
        assertCreate(V135, spec);
        assertCreate(V136_RULES_ONLY, spec, forbidden);
        assertCreate(V134, spec, forbidden);
        assertCreate(V136_RULES_ONLY, withInit(container("s", "Always")));
    }

    @Test
    void aContainerHasAtMostTwentyRules() {
        Container[] containers = {rules(20), rules(21)};
        assertCreate(
                V136,
                spec("Never", containers),
                "spec.containers[1].restartPolicyRules: Too many: 21: must have at most 20 items");
        assertCreate(
                V135,
                spec("Never", containers),
                "spec.containers[1].restartPolicyRules: Too long: may not be more than 20 bytes");
        assertThat(V136.create(pod(spec("Never", containers))).errors().get(0).badValue())
                .isEqualTo(21);
        assertThat(V134.create(pod(spec("Never", containers))).errors().get(0).badValue())
                .isEqualTo("<value omitted>");
    }

    @Test
    void aRuleHasAtMost255ExitCodes() {
        PodSpec spec = spec("Never", container("a", "Never", codes(255), codes(256)));
        String field = "spec.containers[0].restartPolicyRules[1].exitCodes.values: ";
        assertCreate(V136, spec, field + "Too many: 256: must have at most 255 items");
        assertCreate(V135, spec, field + "Too long: may not be more than 255 bytes");
        assertCreate(V134, spec, field + "Too long: may not be more than 255 bytes");
    }

    @Test
    void actionsAreThoseThatTheGatesAllow() {
        PodSpec unknown = spec("Never", container("a", "Never", new ContainerRestartRule(null, ExitCodes.in(1))));
        String field = "spec.containers[0].restartPolicyRules[0].action: Unsupported value: ";
        String both = "\"\": supported values: \"Restart\", \"RestartAllContainers\"";
        String one = "supported values: \"Restart\"";
        assertCreate(V136, unknown, field + both);
        assertCreate(V135, unknown, field + "\"\": " + one);
        assertCreate(V136_RULES_ONLY, unknown, field + "\"\": " + one);

        PodSpec all = spec("Never", container("a", "Never", RESTART_ALL));
        assertCreate(V136, all);
        assertCreate(V135, all);
        assertCreate(V136_RULES_ONLY, all, field + "\"RestartAllContainers\": " + one);
        assertCreate(V134, all, field + "\"RestartAllContainers\": " + one);
    }

    @Test
    void aRuleNeedsExitCodesWithAKnownOperator() {
        ContainerRestartRule none = new ContainerRestartRule(ContainerRestartRuleAction.RESTART, null);
        ContainerRestartRule equals = new ContainerRestartRule(
                ContainerRestartRuleAction.RESTART, new ExitCodes(ExitCodeOperator.of("Equals"), null));
        ContainerRestartRule notIn = new ContainerRestartRule(ContainerRestartRuleAction.RESTART, ExitCodes.notIn());
        assertCreate(
                V136,
                withInit(container("i", "Never", none, equals, notIn)),
                "spec.initContainers[0].restartPolicyRules[0].exitCodes: Required value: must be specified",
                "spec.initContainers[0].restartPolicyRules[1].exitCodes.operator: Unsupported value: \"Equals\": "
                        + "supported values: \"In\", \"NotIn\"");
    }

    @Test
    void duplicateRulesAndOddCodesAreFine() {
        ContainerRestartRule odd = new ContainerRestartRule(
                ContainerRestartRuleAction.RESTART, ExitCodes.in(-1, 256, 256, Integer.MAX_VALUE));
        assertCreate(V136, spec("Never", container("a", "Never", odd, odd)));
    }

    @Test
    void kubernetes137ValidatesAs136() {
        PodValidation v137 = PodValidation.of(Kubelet.of(KubernetesVersion.V1_37));
        assertCreate(v137, withInit(container("s", "Always", RESTART_ALL)));
        assertCreate(
                v137,
                spec("Never", rules(21)),
                "spec.containers[0].restartPolicyRules: Too many: 21: must have at most 20 items");
    }

    private static Container rules(int count) {
        return Container.builder()
                .from(container("c" + count, "Never"))
                .restartPolicyRules(Collections.nCopies(count, RESTART))
                .build();
    }

    private static ContainerRestartRule codes(int count) {
        int[] codes = IntStream.range(0, count).toArray();
        return new ContainerRestartRule(ContainerRestartRuleAction.RESTART, ExitCodes.in(codes));
    }
}
