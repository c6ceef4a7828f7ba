package dev.rekindle.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.core.codec.TestPods;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods of the official Java client, which binds with Gson: they come and go as JSON text. */
class OfficialClientBindingTest {
    private static final ObjectMapper YAML = new YAMLMapper();

    @Test
    void readsAWholePod() throws JsonProcessingException {
        String text = TestPods.text("every-field.yaml");
        V1Pod theirs = JSON.deserialize(YAML.readTree(text).toString(), V1Pod.class);
        Pod ours = PodCodec.readOne(text);

        assertThat(PodCodec.readOne(JSON.serialize(theirs))).isEqualTo(ours);
        theirs.kind(null).apiVersion(null); // as in the items of its V1PodList
        assertThat(PodCodec.readOne(JSON.serialize(theirs))).isEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart-with-sidecar.json", "restart-with-hooks.json", "every-field.yaml"})
    void writesAWholePod(String name) {
        Pod ours = PodCodec.readOne(TestPods.text(name));
        V1Pod theirs = JSON.deserialize(PodCodec.toJson(ours), V1Pod.class);
        assertThat(PodCodec.readOne(JSON.serialize(theirs))).isEqualTo(ours);
    }
}
