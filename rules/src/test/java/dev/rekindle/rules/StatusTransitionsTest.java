package dev.rekindle.rules;

import static dev.rekindle.rules.ValidationPods.RESTART;
import static dev.rekindle.rules.ValidationPods.RESTART_ALL;
import static dev.rekindle.rules.ValidationPods.V134;
import static dev.rekindle.rules.ValidationPods.V134_OFF;
import static dev.rekindle.rules.ValidationPods.V135;
import static dev.rekindle.rules.ValidationPods.V136;
import static dev.rekindle.rules.ValidationPods.V136_OFF;
import static dev.rekindle.rules.ValidationPods.V136_RULES_ONLY;
import static dev.rekindle.rules.ValidationPods.container;
import static dev.rekindle.rules.ValidationPods.messages;
import static dev.rekindle.rules.ValidationPods.pod;
import static dev.rekindle.rules.ValidationPods.spec;
import static dev.rekindle.rules.ValidationPods.terminated;
import static dev.rekindle.rules.ValidationPods.waiting;
import static dev.rekindle.rules.ValidationPods.withInit;
import static dev.rekindle.rules.ValidationPods.withStatus;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import org.junit.jupiter.api.Test;

class StatusTransitionsTest {
    private static final PodStatus WAITING = PodStatus.builder()
            .addContainerStatus(waiting("a"))
            .addInitContainerStatus(waiting("i"))
            .addEphemeralContainerStatus(waiting("e"))
            .build();

    /** The exit codes after which each container may leave the terminated state, as letters of a, i and e. */
    private static String leaving(PodValidation validation, PodSpec spec, int exitCode) {
        PodStatus old = PodStatus.builder()
                .addContainerStatus(terminated("a", exitCode))
                .addInitContainerStatus(terminated("i", exitCode))
                .addEphemeralContainerStatus(terminated("e", exitCode))
                .build();
        String errors = messages(validation.updateStatus(withStatus(spec, WAITING), withStatus(spec, old)))
                .toString();
        return (errors.contains("status.containerStatuses[0].state: Forbidden") ? "" : "a")
                + (errors.contains("status.initContainerStatuses[0].state: Forbidden") ? "" : "i")
                + (errors.contains("status.ephemeralContainerStatuses[0].state: Forbidden") ? "" : "e");
    }

    private static PodSpec pair(String policy, Container regular, Container init) {
        return PodSpec.builder()
                .from(spec(policy, regular))
                .addInitContainer(init)
                .build();
    }

    @Test
    void withoutPoliciesOfTheirOwnContainersFollowThePod() {
        for (PodValidation validation : new PodValidation[] {V136, V136_OFF, V135, V134, V134_OFF}) {
            assertThat(leaving(validation, plain("Always"), 0)).isEqualTo("ai");
            assertThat(leaving(validation, plain("OnFailure"), 1)).isEqualTo("ai");
            assertThat(leaving(validation, plain("OnFailure"), 0)).isEmpty();
            assertThat(leaving(validation, plain("Never"), 1)).isEmpty();
        }
    }

    @Test
    void sidecarsMayAlwaysLeave() {
        PodSpec spec = pair("Never", container("a", null), container("i", "Always"));
        for (PodValidation validation : new PodValidation[] {V136, V136_OFF, V135, V134, V134_OFF}) {
            assertThat(leaving(validation, spec, 0)).isEqualTo("i");
        }
    }

    @Test
    void containersMayLeaveByTheirOwnRules() {
        PodSpec spec = pair("Never", container("a", "Never", RESTART), container("i", "Never", RESTART));
        assertThat(leaving(V136, spec, 42)).isEqualTo("ai");
        assertThat(leaving(V136, spec, 43)).isEmpty();
        assertThat(leaving(V136_OFF, spec, 42)).isEqualTo("ai");
        assertThat(leaving(V135, spec, 42)).isEqualTo("ai");
        assertThat(leaving(V134, spec, 42)).isEqualTo("a");
        assertThat(leaving(V134_OFF, spec, 42)).isEmpty();
    }

    @Test
    void containersMayNotLeaveAgainstTheirOwnPolicy() {
        PodSpec spec = pair("Always", container("a", "Never"), container("i", "Never"));
        assertThat(leaving(V136, spec, 1)).isEmpty();
        assertThat(leaving(V136_OFF, spec, 1)).isEmpty();
        assertThat(leaving(V134, spec, 1)).isEqualTo("i");
        assertThat(leaving(V134_OFF, spec, 1)).isEqualTo("ai");
    }

    @Test
    void allMayLeaveWhereAnyContainerMayRestartAll() {
        PodSpec spec = pair("Never", container("a", null), container("i", "Never", RESTART_ALL));
        assertThat(leaving(V136, spec, 1)).isEqualTo("ai");
        assertThat(leaving(V136_RULES_ONLY, spec, 1)).isEqualTo("ai");
        assertThat(leaving(V136_OFF, spec, 1)).isEqualTo("ai");
        assertThat(leaving(V135, spec, 1)).isEqualTo("ai");
        assertThat(leaving(V134, spec, 88)).isEmpty();
    }

    @Test
    void in134AMatchOfRestartAllLeavesThePolicyToDecide() {
        PodSpec spec = pair("Never", container("a", "OnFailure", RESTART_ALL), container("i", null));
        assertThat(leaving(V134, spec, 88)).isEqualTo("a");
        assertThat(leaving(V134, spec, 0)).isEmpty();
    }

    @Test
    void theIndexIsThatOfTheOldStatus() {
        PodStatus old = PodStatus.builder()
                .addContainerStatuses(waiting("b"), terminated("a", 0))
                .build();
        assertThat(messages(V136.updateStatus(withStatus(plain("Never"), WAITING), withStatus(plain("Never"), old))))
                .containsExactly("status.containerStatuses[1].state: Forbidden: "
                        + "may not be transitioned to non-terminated state");
    }

    @Test
    void onlyLeavingTheTerminatedStateIsChecked() {
        PodStatus finished =
                PodStatus.builder().addContainerStatus(terminated("a", 0)).build();
        PodSpec spec = plain("Never");
        assertThat(V136.updateStatus(withStatus(spec, finished), withStatus(spec, finished))
                        .errors())
                .isEmpty();
        assertThat(V136.updateStatus(withStatus(spec, finished), withStatus(spec, WAITING))
                        .errors())
                .isEmpty();
        assertThat(V136.updateStatus(pod(spec), withStatus(spec, finished)).errors())
                .isEmpty();
        PodStatus none = PodStatus.builder()
                .addContainerStatus(ContainerStatus.builder().name("a").build())
                .build();
        assertThat(V136.updateStatus(withStatus(spec, none), withStatus(spec, finished))
                        .errors())
                .hasSize(1);
    }

    @Test
    void aContainerThatTheSpecDoesNotHaveMayNotLeaveWhereRulesAreAllowed() {
        PodSpec spec = spec("Always", container("other", null));
        assertThat(leaving(V136, spec, 1)).isEmpty();
        assertThat(leaving(V136_OFF, spec, 1)).isEqualTo("ai");
    }

    @Test
    void theSpecIsThatOfTheOldPod() {
        PodSpec old = withInit(container("i", null));
        PodValidation.Result result =
                V136.updateStatus(withStatus(spec("Always", container("x", null)), WAITING), pod(old));
        assertThat(result.pod().spec().initContainers()).isEqualTo(old.initContainers());
        assertThat(result.pod().spec().containers()).isEqualTo(old.containers());
        assertThat(result.pod().status()).isEqualTo(WAITING);
    }

    private static PodSpec plain(String policy) {
        return pair(policy, container("a", null), container("i", null));
    }
}
