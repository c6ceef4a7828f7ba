package dev.rekindle.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Pods of the fabric8 client, version 8, which uses Jackson 3. It stands here because core tests version 7 and both
 * have the same coordinates. That Jackson 3 reads these files as the codec does is tested in core.
 */
class Fabric8BindingTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @ValueSource(strings = {"restart-with-sidecar.json", "restart-with-hooks.json", "every-field.yaml"})
    void convertsAWholePod(String name) throws IOException {
        Pod ours = YAML.readValue(text(name), Pod.class);
        var theirs = YAML.readValue(text(name), io.fabric8.kubernetes.api.model.Pod.class);

        assertThat(JSON.convertValue(theirs, Pod.class)).isEqualTo(ours);
        assertThat(JSON.convertValue(theirs.getStatus(), PodStatus.class)).isEqualTo(ours.status());
        assertThat(JSON.convertValue(theirs.getSpec().getContainers().get(0), Container.class))
                .isEqualTo(ours.spec().containers().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart-with-sidecar.json", "restart-with-hooks.json", "every-field.yaml"})
    void convertsBack(String name) throws IOException {
        Pod ours = YAML.readValue(text(name), Pod.class);
        var theirs = JSON.convertValue(ours, io.fabric8.kubernetes.api.model.Pod.class);
        assertThat(JSON.convertValue(theirs, Pod.class)).isEqualTo(ours);
    }

    @Test
    void decidesForAContainerOfTheClient() throws IOException {
        var theirs = YAML.readValue(text("every-field.yaml"), io.fabric8.kubernetes.api.model.Pod.class);
        Pod pod = JSON.convertValue(theirs, Pod.class);
        RestartRules rules = RestartRules.compile(
                pod.spec().containers().get(0), pod.spec().restartPolicy(), Kubelet.of(KubernetesVersion.V1_36));
        assertThat(rules.decide(88).outcome()).isEqualTo(RestartDecision.Outcome.RESTART_ALL_CONTAINERS);
        assertThat(rules.decide(42).outcome()).isEqualTo(RestartDecision.Outcome.RESTART_CONTAINER);
        assertThat(rules.decide(1).outcome()).isEqualTo(RestartDecision.Outcome.NONE);
    }

    private static String text(String name) throws IOException {
        try (InputStream in = Fabric8BindingTest.class.getResourceAsStream("/pods/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
