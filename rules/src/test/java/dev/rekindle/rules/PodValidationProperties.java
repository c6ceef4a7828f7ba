package dev.rekindle.rules;

import static dev.rekindle.rules.ValidationPods.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ExitCodeOperator;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RestartPolicy;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PodValidationProperties {
    @Property(edgeCases = EdgeCasesMode.NONE)
    void errorsOfACreationDependOnTheSpecOnly(
            @ForAll("validations") PodValidation validation, @ForAll("specs") PodSpec spec) {
        Pod other = Pod.builder()
                .metadata(PodMetadata.builder().name("q").namespace("ns").build())
                .spec(PodSpec.builder().from(spec).build())
                .status(PodStatus.builder().phase(PodPhase.RUNNING).build())
                .build();
        assertThat(validation.create(other).errors())
                .isEqualTo(validation.create(pod(spec)).errors());
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void preparingAgainChangesNothing(@ForAll("validations") PodValidation validation, @ForAll("specs") PodSpec spec) {
        PodValidation.Result once = validation.create(pod(spec));
        assertThat(validation.create(once.pod())).isEqualTo(once);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aStoredPodMayBeUpdatedWithItself(
            @ForAll("validations") PodValidation validation, @ForAll("specs") PodSpec spec) {
        PodValidation.Result created = validation.create(pod(spec));
        PodValidation.Result updated = validation.update(created.pod(), created.pod());
        assertThat(updated.pod()).isEqualTo(created.pod());
        if (created.allowed()) {
            assertThat(updated.errors()).isEmpty();
        }
    }

    @Provide
    Arbitrary<PodValidation> validations() {
        return Arbitraries.of(
                ValidationPods.V136,
                ValidationPods.V136_RULES_ONLY,
                ValidationPods.V136_OFF,
                ValidationPods.V135,
                ValidationPods.V134,
                ValidationPods.V134_OFF);
    }

    @Provide
    Arbitrary<PodSpec> specs() {
        Arbitrary<List<Container>> some = containers().list().ofMaxSize(2);
        return Combinators.combine(policies(), some, some, containers().list().ofMaxSize(1))
                .as((policy, regular, init, ephemeral) -> PodSpec.builder()
                        .restartPolicy(policy)
                        .containers(regular)
                        .initContainers(init)
                        .ephemeralContainers(ephemeral)
                        .build());
    }

    private static Arbitrary<RestartPolicy> policies() {
        return Arbitraries.of("Always", "OnFailure", "Never", "Sometimes", "").map(RestartPolicy::of);
    }

    private static Arbitrary<Container> containers() {
        return Combinators.combine(policies().injectNull(0.4), rules().list().ofMaxSize(2))
                .as((policy, rules) -> Container.builder()
                        .name("c")
                        .restartPolicy(policy)
                        .restartPolicyRules(rules)
                        .build());
    }

    private static Arbitrary<ContainerRestartRule> rules() {
        Arbitrary<ContainerRestartRuleAction> actions =
                Arbitraries.of("Restart", "RestartAllContainers", "Foo").map(ContainerRestartRuleAction::of);
        Arbitrary<ExitCodes> exitCodes = Arbitraries.of("In", "NotIn", "Exists")
                .map(operator -> new ExitCodes(ExitCodeOperator.of(operator), List.of(1, 88)));
        return Combinators.combine(actions, exitCodes.injectNull(0.2)).as(ContainerRestartRule::new);
    }
}
