package dev.rekindle.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerRestartRule;
import dev.rekindle.core.ContainerRestartRuleAction;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.ExitCodes;
import dev.rekindle.core.Feature;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RestartPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Short names for pods and gates in the tests of validation. */
final class ValidationPods {
    static final ContainerRestartRule RESTART =
            new ContainerRestartRule(ContainerRestartRuleAction.RESTART, ExitCodes.in(42));
    static final ContainerRestartRule RESTART_ALL =
            new ContainerRestartRule(ContainerRestartRuleAction.RESTART_ALL_CONTAINERS, ExitCodes.in(88));

    /** Everything on. */
    static final PodValidation V136 = PodValidation.of(Kubelet.of(KubernetesVersion.V1_36));

    static final PodValidation V136_RULES_ONLY = PodValidation.of(
            Kubelet.of(FeatureGates.of(KubernetesVersion.V1_36, Map.of(Feature.RESTART_ALL_CONTAINERS, false))));
    static final PodValidation V136_OFF = PodValidation.of(Kubelet.of(FeatureGates.of(
            KubernetesVersion.V1_36,
            Map.of(Feature.RESTART_ALL_CONTAINERS, false, Feature.CONTAINER_RESTART_RULES, false))));

    /** Everything on. */
    static final PodValidation V135 = PodValidation.of(Kubelet.of(FeatureGates.of(
            KubernetesVersion.V1_35,
            Map.of(Feature.RESTART_ALL_CONTAINERS, true, Feature.NODE_DECLARED_FEATURES, true))));

    /** Everything on that there is: no restart of all containers. */
    static final PodValidation V134 = PodValidation.of(
            Kubelet.of(FeatureGates.of(KubernetesVersion.V1_34, Map.of(Feature.CONTAINER_RESTART_RULES, true))));

    static final PodValidation V134_OFF = PodValidation.of(Kubelet.of(KubernetesVersion.V1_34));

    private ValidationPods() {}

    static Container container(String name, @Nullable String policy, ContainerRestartRule... rules) {
        return Container.builder()
                .name(name)
                .image("img")
                .restartPolicy(policy == null ? null : RestartPolicy.of(policy))
                .addRestartPolicyRules(rules)
                .build();
    }

    static PodSpec spec(String policy, Container... containers) {
        return PodSpec.builder()
                .restartPolicy(RestartPolicy.of(policy))
                .addContainers(containers)
                .build();
    }

    /** A Never pod with one plain container besides. */
    static PodSpec withInit(Container... initContainers) {
        return PodSpec.builder()
                .from(spec("Never", container("a", null)))
                .addInitContainers(initContainers)
                .build();
    }

    /** A Never pod with one plain container besides. */
    static PodSpec withEphemeral(Container... ephemeralContainers) {
        return PodSpec.builder()
                .from(spec("Never", container("a", null)))
                .addEphemeralContainers(ephemeralContainers)
                .build();
    }

    static Pod pod(PodSpec spec) {
        return Pod.builder()
                .metadata(PodMetadata.builder().name("p").build())
                .spec(spec)
                .build();
    }

    static Pod withStatus(PodSpec spec, PodStatus status) {
        return Pod.builder().from(pod(spec)).status(status).build();
    }

    static ContainerStatus terminated(String name, int exitCode) {
        return ContainerStatus.builder()
                .name(name)
                .state(ContainerState.Terminated.unseen(exitCode, "Error", ""))
                .build();
    }

    static ContainerStatus waiting(String name) {
        return ContainerStatus.builder()
                .name(name)
                .state(new ContainerState.Waiting("CrashLoopBackOff", ""))
                .build();
    }

    static List<String> messages(PodValidation.Result result) {
        return result.errors().stream().map(FieldError::message).toList();
    }

    static void assertCreate(PodValidation validation, PodSpec spec, String... errors) {
        PodValidation.Result result = validation.create(pod(spec));
        assertThat(messages(result)).containsExactly(errors);
        assertThat(result.allowed()).isEqualTo(errors.length == 0);
    }
}
