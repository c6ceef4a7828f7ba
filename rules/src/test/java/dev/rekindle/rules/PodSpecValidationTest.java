package dev.rekindle.rules;

import static dev.rekindle.rules.ValidationPods.RESTART;
import static dev.rekindle.rules.ValidationPods.V134;
import static dev.rekindle.rules.ValidationPods.V135;
import static dev.rekindle.rules.ValidationPods.V136;
import static dev.rekindle.rules.ValidationPods.assertCreate;
import static dev.rekindle.rules.ValidationPods.container;
import static dev.rekindle.rules.ValidationPods.messages;
import static dev.rekindle.rules.ValidationPods.pod;
import static dev.rekindle.rules.ValidationPods.spec;
import static dev.rekindle.rules.ValidationPods.withEphemeral;
import static dev.rekindle.rules.ValidationPods.withInit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerPort;
import dev.rekindle.core.ContainerResizePolicy;
import dev.rekindle.core.ExecAction;
import dev.rekindle.core.LifecycleHooks;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.Probe;
import dev.rekindle.core.ResourceRequirements;
import dev.rekindle.core.RestartPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PodSpecValidationTest {
    private static final String INIT_FORBIDDEN =
            "Forbidden: may not be set for init containers without restartPolicy=Always";

    private static final String EPHEMERAL_FORBIDDEN = "Forbidden: cannot be set for an Ephemeral Container";

    @Test
    void anEphemeralContainerHasFewFieldsAndComesLater() {
        Container full = Container.builder()
                .from(container("e", "Never", RESTART))
                .addPort(ContainerPort.builder().containerPort(80).build())
                .resources(ResourceRequirements.builder().putLimit("cpu", "1").build())
                .addResizePolicy(resize("NotRequired"))
                .livenessProbe(Probe.builder().build())
                .readinessProbe(Probe.builder().build())
                .startupProbe(Probe.builder().build())
                .lifecycle(LifecycleHooks.builder().build())
                .build();
        String path = "spec.ephemeralContainers[0].";
        assertCreate(
                V136,
                withEphemeral(full),
                path + "ports: " + EPHEMERAL_FORBIDDEN,
                path + "resources: " + EPHEMERAL_FORBIDDEN,
                path + "resizePolicy: " + EPHEMERAL_FORBIDDEN,
                path + "restartPolicy: " + EPHEMERAL_FORBIDDEN,
                path + "restartPolicyRules: " + EPHEMERAL_FORBIDDEN,
                path + "livenessProbe: " + EPHEMERAL_FORBIDDEN,
                path + "readinessProbe: " + EPHEMERAL_FORBIDDEN,
                path + "startupProbe: " + EPHEMERAL_FORBIDDEN,
                path + "lifecycle: " + EPHEMERAL_FORBIDDEN,
                "spec.ephemeralContainers: Forbidden: cannot be set on create");
        Container requests = Container.builder()
                .from(container("f", null))
                .resources(ResourceRequirements.builder().putRequest("cpu", "1").build())
                .build();
        Container nothing = Container.builder()
                .from(container("e", null))
                .resources(ResourceRequirements.builder().build())
                .build();
        assertCreate(
                V136,
                withEphemeral(nothing, requests),
                "spec.ephemeralContainers[1].resources: " + EPHEMERAL_FORBIDDEN,
                "spec.ephemeralContainers: Forbidden: cannot be set on create");
    }

    @Test
    void hooksAndProbesOfInitContainersAreForSidecars() {
        Container plain = Container.builder()
                .from(container("i", null))
                .lifecycle(LifecycleHooks.builder().build())
                .livenessProbe(grace(0L))
                .readinessProbe(grace(0L))
                .startupProbe(grace(0L))
                .build();
        Container sidecar = Container.builder()
                .from(plain)
                .restartPolicy(RestartPolicy.ALWAYS)
                .build();
        assertCreate(
                V136,
                withInit(plain),
                "spec.initContainers[0].lifecycle: " + INIT_FORBIDDEN,
                "spec.initContainers[0].livenessProbe: " + INIT_FORBIDDEN,
                "spec.initContainers[0].readinessProbe: " + INIT_FORBIDDEN,
                "spec.initContainers[0].startupProbe: " + INIT_FORBIDDEN);
        String path = "spec.initContainers[0].";
        assertCreate(
                V136,
                withInit(sidecar),
                path + "livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0",
                path + "readinessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0",
                path + "readinessProbe.terminationGracePeriodSeconds: Invalid value: 0: "
                        + "must not be set for readinessProbes",
                path + "startupProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0");
    }

    @Test
    void aProbeOfARegularContainerMayGiveOneSecondOfGrace() {
        Container fine = Container.builder()
                .from(container("a", "Always"))
                .livenessProbe(grace(1L))
                .readinessProbe(grace(null))
                .startupProbe(grace(1L))
                .lifecycle(LifecycleHooks.builder().build())
                .build();
        Container bad = Container.builder()
                .from(container("b", "Sometimes"))
                .readinessProbe(grace(1L))
                .startupProbe(grace(-1L))
                .build();
        assertCreate(
                V136,
                spec("Always", fine, bad),
                "spec.containers[1].readinessProbe.terminationGracePeriodSeconds: Invalid value: 1: "
                        + "must not be set for readinessProbes",
                "spec.containers[1].startupProbe.terminationGracePeriodSeconds: Invalid value: -1: "
                        + "must be greater than 0",
                "spec.containers[1].restartPolicy: Unsupported value: \"Sometimes\": "
                        + "supported values: \"Always\", \"Never\", \"OnFailure\"");
    }

    @Test
    void thePolicyOfThePodComesLastAndDefaultsToAlways() {
        assertCreate(
                V136,
                spec("Sometimes", container("a", "Bogus")),
                "spec.containers[0].restartPolicy: Unsupported value: \"Bogus\": "
                        + "supported values: \"Always\", \"Never\", \"OnFailure\"",
                "spec.restartPolicy: Unsupported value: \"Sometimes\": "
                        + "supported values: \"Always\", \"OnFailure\", \"Never\"");
        PodValidation.Result result = V136.create(pod(spec("", container("a", null))));
        assertThat(messages(result)).isEmpty();
        assertThat(result.pod().spec().restartPolicy()).isEqualTo(RestartPolicy.ALWAYS);
    }

    @Test
    void aResizeMayNotRestartInAPodThatNeverDoes() {
        Container restarts = Container.builder()
                .from(container("a", "Always"))
                .addResizePolicy(resize("NotRequired"), resize("RestartContainer"))
                .build();
        String field = "spec.containers[0].resizePolicy: Invalid value: \"RestartContainer\": ";
        assertCreate(V136, spec("OnFailure", restarts));
        assertCreate(
                V136, spec("Never", restarts), field + "must be 'NotRequired' when pod `restartPolicy` is 'Never'");
        assertCreate(V135, spec("Never", restarts), field + "must be 'NotRequired' when `restartPolicy` is 'Never'");
    }

    @Test
    void neitherMayAResizeOfASidecarOrAnEphemeralContainer() {
        String detail = "resizePolicy: Invalid value: \"RestartContainer\": "
                + "must be 'NotRequired' when pod `restartPolicy` is 'Never'";
        assertCreate(V136, withInit(resizing("s", "Always")), "spec.initContainers[0]." + detail);
        assertCreate(
                V136,
                withEphemeral(resizing("e", null)),
                "spec.ephemeralContainers[0]." + detail,
                "spec.ephemeralContainers[0].resizePolicy: " + EPHEMERAL_FORBIDDEN,
                "spec.ephemeralContainers: Forbidden: cannot be set on create");
    }

    @Test
    void amongInitContainersOnlySidecarsMayRestartForAResize() {
        PodSpec spec = PodSpec.builder()
                .from(spec("Always", container("a", null)))
                .addInitContainers(resizing("s", "Always"), resizing("i", "Never"), resizing("j", null))
                .build();
        String error = ".restartPolicy: Invalid value: \"RestartContainer\": "
                + "must not be set to 'RestartContainer' for non-sidecar initContainers";
        assertCreate(
                V136,
                spec,
                "spec.initContainers[1].resizePolicy[1]" + error,
                "spec.initContainers[2].resizePolicy[1]" + error);
        assertCreate(V135, spec);
        assertCreate(V134, spec);
    }

    @Test
    void anActiveDeadlineIsAPositiveInt32() {
        for (long fine : new long[] {1, Integer.MAX_VALUE}) {
            assertCreate(V136, deadline(fine));
        }
        for (long bad : new long[] {0, Integer.MAX_VALUE + 1L}) {
            assertCreate(
                    V136,
                    deadline(bad),
                    "spec.activeDeadlineSeconds: Invalid value: " + bad
                            + ": must be between 1 and 2147483647, inclusive");
        }
    }

    private static ContainerResizePolicy resize(String policy) {
        return ContainerResizePolicy.builder()
                .resourceName("cpu")
                .restartPolicy(policy)
                .build();
    }

    private static Container resizing(String name, @Nullable String policy) {
        return Container.builder()
                .from(container(name, policy))
                .addResizePolicy(resize("NotRequired"), resize("RestartContainer"))
                .build();
    }

    private static Probe grace(@Nullable Long seconds) {
        return Probe.builder()
                .exec(ExecAction.builder().addCommand("true").build())
                .terminationGracePeriodSeconds(seconds)
                .build();
    }

    private static PodSpec deadline(long seconds) {
        return PodSpec.builder()
                .from(spec("Never", container("a", null)))
                .activeDeadlineSeconds(seconds)
                .build();
    }
}
