package dev.rekindle.rules;

import static dev.rekindle.rules.ValidationPods.RESTART;
import static dev.rekindle.rules.ValidationPods.RESTART_ALL;
import static dev.rekindle.rules.ValidationPods.V134;
import static dev.rekindle.rules.ValidationPods.V134_OFF;
import static dev.rekindle.rules.ValidationPods.V136;
import static dev.rekindle.rules.ValidationPods.V136_OFF;
import static dev.rekindle.rules.ValidationPods.assertCreate;
import static dev.rekindle.rules.ValidationPods.container;
import static dev.rekindle.rules.ValidationPods.messages;
import static dev.rekindle.rules.ValidationPods.pod;
import static dev.rekindle.rules.ValidationPods.spec;
import static dev.rekindle.rules.ValidationPods.withEphemeral;
import static dev.rekindle.rules.ValidationPods.withInit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import org.junit.jupiter.api.Test;

class PodCreateValidationTest {
    private static final String POLICY_MISSING =
            "Required value: must specify restartPolicy when restart rules are used";

    @Test
    void withTheRulesOffTheirFieldsAreDropped() {
        PodSpec spec = PodSpec.builder()
                .from(spec("Never", container("a", "Bogus", RESTART_ALL)))
                .addInitContainers(container("s", "Always", RESTART), container("i", "OnFailure", RESTART))
                .build();
        PodSpec bare = PodSpec.builder()
                .from(spec("Never", container("a", null)))
                .addInitContainers(container("s", "Always"), container("i", null))
                .terminationGracePeriodSeconds(30L)
                .build();
        for (PodValidation off : new PodValidation[] {V136_OFF, V134_OFF}) {
            PodValidation.Result result = off.create(pod(spec));
            assertThat(messages(result)).isEmpty();
            assertThat(result.pod().spec()).isEqualTo(bare);
        }
        assertCreate(
                V136_OFF,
                withEphemeral(container("e", "Never", RESTART)),
                "spec.ephemeralContainers: Forbidden: cannot be set on create");
    }

    @Test
    void aCreatedPodIsPendingAndKeepsWhatIsEnabled() {
        PodSpec spec = spec("Never", container("a", "Never", RESTART_ALL));
        Pod created = V136.create(ValidationPods.withStatus(spec, podIp())).pod();
        assertThat(created.status())
                .isEqualTo(PodStatus.builder().phase(PodPhase.PENDING).build());
        assertThat(created.spec().containers()).isEqualTo(spec.containers());
        assertThat(created.metadata().name()).isEqualTo("p");
    }

    @Test
    void aStaticPodIsCheckedWithoutDropping() {
        PodSpec spec = PodSpec.builder()
                .from(spec("Never", container("a", "Never", RESTART)))
                .addInitContainers(container("s", "Always", RESTART), container("i", "OnFailure"))
                .build();
        String[] rejected = {
            "spec.containers[0].restartPolicy: Forbidden: may not be set for non-init containers",
            "spec.initContainers[1].restartPolicy: Unsupported value: \"OnFailure\": supported values: \"Always\""
        };
        assertThat(messages(V136.staticPod(pod(spec)))).isEmpty();
        assertThat(messages(V136_OFF.staticPod(pod(spec)))).containsExactly(rejected);
        assertThat(messages(V134.staticPod(pod(spec)))).containsExactly(rejected);
        assertThat(V134.staticPod(pod(spec)).pod().spec().containers()).isEqualTo(spec.containers());
    }

    @Test
    void rulesOfAnInitContainerNeedAPolicyEvenWithTheRulesOff() {
        PodSpec spec = withInit(container("i", null, RESTART));
        assertThat(messages(V136_OFF.staticPod(pod(spec))))
                .containsExactly("spec.initContainers[0].restartPolicy: " + POLICY_MISSING);
        assertThat(messages(V134_OFF.staticPod(pod(spec)))).isEmpty();
        assertThat(messages(V136_OFF.staticPod(pod(spec("Never", container("a", null, RESTART))))))
                .isEmpty();
    }

    private static PodStatus podIp() {
        return PodStatus.builder().podIP("10.0.0.1").build();
    }
}
