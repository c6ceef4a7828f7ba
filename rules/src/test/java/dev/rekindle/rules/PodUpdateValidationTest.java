package dev.rekindle.rules;

import static dev.rekindle.rules.ValidationPods.RESTART;
import static dev.rekindle.rules.ValidationPods.RESTART_ALL;
import static dev.rekindle.rules.ValidationPods.V134;
import static dev.rekindle.rules.ValidationPods.V134_OFF;
import static dev.rekindle.rules.ValidationPods.V136;
import static dev.rekindle.rules.ValidationPods.V136_OFF;
import static dev.rekindle.rules.ValidationPods.V136_RULES_ONLY;
import static dev.rekindle.rules.ValidationPods.container;
import static dev.rekindle.rules.ValidationPods.messages;
import static dev.rekindle.rules.ValidationPods.pod;
import static dev.rekindle.rules.ValidationPods.spec;
import static dev.rekindle.rules.ValidationPods.withEphemeral;
import static dev.rekindle.rules.ValidationPods.withInit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PodUpdateValidationTest {
    private static final String IMMUTABLE =
            "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,"
                    + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
                    + "`spec.tolerations` (only additions to existing tolerations),"
                    + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";
    private static final PodSpec PLAIN = spec("Never", container("a", null));
    private static final PodSpec USING_ALL = spec("Never", container("a", "Never", RESTART_ALL));

    @Test
    void policiesAndRulesAreImmutable() {
        assertUpdate(V136, USING_ALL, USING_ALL);
        assertUpdate(V136, spec("Always", container("a", "Never", RESTART_ALL)), USING_ALL, IMMUTABLE);
        assertUpdate(V136, spec("Never", container("a", "Always", RESTART_ALL)), USING_ALL, IMMUTABLE);
        assertUpdate(V136, spec("Never", container("a", "Never", RESTART)), USING_ALL, IMMUTABLE);
        assertUpdate(V136, spec("Never", container("b", "Never", RESTART_ALL)), USING_ALL, IMMUTABLE);
        assertUpdate(V136, withEphemeral(container("e", null)), PLAIN, IMMUTABLE);
    }

    @Test
    void whatIsWrongWithTheNewSpecComesFirst() {
        assertUpdate(
                V136,
                spec("Never", container("a", "Sometimes", RESTART_ALL)),
                USING_ALL,
                "spec.containers[0].restartPolicy: Unsupported value: \"Sometimes\": "
                        + "supported values: \"Always\", \"Never\", \"OnFailure\"",
                IMMUTABLE);
    }

    @Test
    void imagesMayChange() {
        PodSpec old = withInit(container("i", null));
        PodSpec spec = PodSpec.builder()
                .from(old)
                .containers(List.of(image(container("a", null))))
                .initContainers(List.of(image(container("i", null))))
                .build();
        assertUpdate(V136, spec, old);
        assertThat(V136.update(pod(spec), pod(old)).pod().spec().containers()).isEqualTo(spec.containers());
    }

    @Test
    void containersMayNotComeOrGo() {
        PodSpec two = spec("Always", container("a", null), container("b", null));
        assertUpdate(V136, two, PLAIN, "spec.containers: Forbidden: pod updates may not add or remove containers");
        assertUpdate(
                V136,
                withInit(container("i", null)),
                PLAIN,
                "spec.initContainers: Forbidden: pod updates may not add or remove containers");
    }

    @Test
    void anActiveDeadlineMayBeSetAndLowered() {
        String field = "spec.activeDeadlineSeconds: Invalid value: ";
        assertUpdate(V136, deadline(10L), PLAIN);
        assertUpdate(V136, deadline(9L), deadline(10L));
        assertUpdate(V136, deadline(10L), deadline(10L));
        assertUpdate(V136, deadline(11L), deadline(10L), field + "11: must be less than or equal to previous value");
        assertUpdate(V136, PLAIN, deadline(10L), field + "null: must not update from a positive integer to nil value");
        assertUpdate(
                V136,
                PodSpec.builder().from(USING_ALL).activeDeadlineSeconds(-1L).build(),
                PLAIN,
                field + "-1: must be between 1 and 2147483647, inclusive",
                field + "-1: must be between 0 and 2147483647, inclusive");
    }

    @Test
    void theRangeOfADeadlineIsCheckedTwice() {
        String field = "spec.activeDeadlineSeconds: Invalid value: ";
        assertUpdate(V136, deadline(0L), PLAIN, field + "0: must be between 1 and 2147483647, inclusive");
        assertUpdate(V136, deadline(2147483647L), PLAIN);
        assertUpdate(
                V136,
                deadline(2147483648L),
                PLAIN,
                field + "2147483648: must be between 1 and 2147483647, inclusive",
                field + "2147483648: must be between 0 and 2147483647, inclusive");
    }

    @Test
    void aDeadlineTakenAwayDoesNotHideOtherChanges() {
        assertUpdate(
                V136,
                USING_ALL,
                deadline(10L),
                "spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value",
                IMMUTABLE);
    }

    @Test
    void aNegativeGracePeriodMayBecomeOne() {
        assertUpdate(V136, grace(1L), grace(-1L));
        assertUpdate(V136, grace(2L), grace(-1L), IMMUTABLE);
        assertUpdate(V136, grace(1L), grace(0L), IMMUTABLE);
        assertUpdate(V136, grace(30L), grace(null));
        assertUpdate(V136, grace(null), grace(30L));
        assertUpdate(V136, grace(null), grace(31L), IMMUTABLE);
    }

    @Test
    void fieldsInUseStayAllowedWithTheirGateOff() {
        for (PodSpec spec : List.of(USING_ALL, withInit(container("s", "Always", RESTART)))) {
            assertUpdate(V136_RULES_ONLY, spec, spec);
            assertUpdate(V136_OFF, spec, spec);
        }
        PodSpec init = withInit(container("i", "Never"));
        assertUpdate(V136_OFF, init, init);
        assertThat(V136_OFF.update(pod(init), pod(init)).pod().spec().initContainers())
                .isEqualTo(init.initContainers());
    }

    @Test
    void kubernetes134KnowsNoUseOfRestartAll() {
        String unsupported = "spec.containers[0].restartPolicyRules[0].action: "
                + "Unsupported value: \"RestartAllContainers\": supported values: \"Restart\"";
        assertUpdate(V134, USING_ALL, USING_ALL, unsupported);
        assertUpdate(V134_OFF, USING_ALL, USING_ALL, unsupported);
    }

    @Test
    void rulesThatTheOldPodDoesNotUseAreDropped() {
        assertUpdate(V136_OFF, spec("Never", container("a", "Never", RESTART)), PLAIN);
        assertUpdate(V136, spec("Never", container("a", "Never", RESTART)), PLAIN, IMMUTABLE);
        PodSpec sidecar = withInit(container("s", "Always"));
        assertUpdate(V136_OFF, withInit(container("s", "Always", RESTART)), sidecar);
        PodSpec onlyRules = spec("Never", container("a", null, RESTART));
        assertUpdate(V136_OFF, onlyRules, onlyRules, IMMUTABLE);
    }

    @Test
    void sidecarsMayGetNoRulesByUsingOtherOnes() {
        PodSpec old = withInit(container("s", "Always"), container("i", "Never", RESTART));
        PodSpec spec = withInit(container("s", "Always", RESTART), container("i", "Never", RESTART));
        assertUpdate(
                V136_RULES_ONLY,
                spec,
                old,
                "spec.initContainers[0].restartPolicyRules: Forbidden: "
                        + "restartPolicyRules are not allowed for init containers with restart policy Always",
                IMMUTABLE);
    }

    @Test
    void anUpdateKeepsTheOldStatus() {
        Pod old = ValidationPods.withStatus(
                PLAIN, PodStatus.builder().phase(PodPhase.RUNNING).build());
        assertThat(V136.update(pod(PLAIN), old).pod().status()).isEqualTo(old.status());
    }

    @Test
    void ephemeralContainersComeThroughTheirSubresource() {
        PodValidation.Result result =
                V136.updateEphemeralContainers(pod(withEphemeral(container("e", null))), pod(USING_ALL));
        assertThat(messages(result)).isEmpty();
        assertThat(result.pod().spec().containers()).isEqualTo(USING_ALL.containers());
        assertThat(result.pod().spec().ephemeralContainers()).containsExactly(container("e", null));

        Pod ruled = pod(withEphemeral(container("e", "Never", RESTART)));
        assertThat(messages(V136.updateEphemeralContainers(ruled, pod(PLAIN))))
                .containsExactly(
                        "spec.ephemeralContainers[0].restartPolicy: Forbidden: cannot be set for an Ephemeral Container",
                        "spec.ephemeralContainers[0].restartPolicyRules: Forbidden: "
                                + "cannot be set for an Ephemeral Container");
        assertThat(messages(V136_OFF.updateEphemeralContainers(ruled, pod(PLAIN))))
                .isEmpty();
    }

    @Test
    void ephemeralContainersStayAsTheyAre() {
        Pod old = pod(withEphemeral(container("e", null), container("f", null)));
        Pod reordered = pod(withEphemeral(container("g", null), container("f", null), container("e", null)));
        assertThat(messages(V136.updateEphemeralContainers(reordered, old))).isEmpty();
        Pod changed = pod(withEphemeral(image(container("f", null))));
        assertThat(messages(V136.updateEphemeralContainers(changed, old)))
                .containsExactly(
                        "spec.ephemeralContainers: Forbidden: existing ephemeral containers \"e\" may not be removed",
                        "spec.ephemeralContainers: Forbidden: existing ephemeral containers \"f\" may not be changed");
    }

    private static void assertUpdate(PodValidation validation, PodSpec spec, PodSpec old, String... errors) {
        assertThat(messages(validation.update(pod(spec), pod(old)))).containsExactly(errors);
    }

    private static Container image(Container container) {
        return Container.builder().from(container).image("new").build();
    }

    private static PodSpec deadline(Long seconds) {
        return PodSpec.builder().from(PLAIN).activeDeadlineSeconds(seconds).build();
    }

    private static PodSpec grace(@Nullable Long seconds) {
        return PodSpec.builder()
                .from(PLAIN)
                .terminationGracePeriodSeconds(seconds)
                .build();
    }
}
