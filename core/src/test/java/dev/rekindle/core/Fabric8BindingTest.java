package dev.rekindle.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.core.codec.TestPods;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods of the fabric8 client, version 7, which uses Jackson 2. Version 8 is tested in the module rules. */
class Fabric8BindingTest {
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"restart-with-sidecar.json", "restart-with-hooks.json", "every-field.yaml"})
    void convertsAWholePod(String name) throws JsonProcessingException {
        String text = TestPods.text(name);
        io.fabric8.kubernetes.api.model.Pod theirs = YAML.readValue(text, io.fabric8.kubernetes.api.model.Pod.class);
        Pod ours = PodCodec.readOne(text);

        assertThat(JSON.convertValue(theirs, Pod.class)).isEqualTo(ours);
        assertThat(PodCodec.readOne(JSON.writeValueAsString(theirs))).isEqualTo(ours);
        assertThat(JSON.convertValue(theirs.getSpec().getContainers().get(0), Container.class))
                .isEqualTo(ours.spec().containers().get(0));
        assertThat(JSON.convertValue(theirs.getStatus(), PodStatus.class)).isEqualTo(ours.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart-with-sidecar.json", "restart-with-hooks.json", "every-field.yaml"})
    void convertsBack(String name) {
        Pod ours = PodCodec.readOne(TestPods.text(name));
        var theirs = JSON.convertValue(ours, io.fabric8.kubernetes.api.model.Pod.class);
        assertThat(JSON.convertValue(theirs, Pod.class)).isEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart-with-sidecar.json"})
    void readsAList(String name) throws JsonProcessingException {
        String text = TestPods.text(name);
        PodList list = new PodListBuilder()
                .addToItems(YAML.readValue(text, io.fabric8.kubernetes.api.model.Pod.class))
                .build();
        assertThat(PodCodec.read(JSON.writeValueAsString(list))).containsExactly(PodCodec.readOne(text));
    }
}
