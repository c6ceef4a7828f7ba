package dev.rekindle.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.core.codec.TestPods;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The nouns bind with mappers that nobody configured, of both majors of Jackson. */
class JacksonBindingTest {
    private static final ObjectMapper JACKSON_2 = new ObjectMapper();
    private static final JsonMapper JACKSON_3 = new JsonMapper();
    private static final List<Class<?>> NOUNS = List.of(
            Pod.class,
            PodMetadata.class,
            PodSpec.class,
            PodStatus.class,
            PodCondition.class,
            PodReadinessGate.class,
            Container.class,
            ContainerPort.class,
            ContainerResizePolicy.class,
            ContainerStatus.class,
            EnvVar.class,
            VolumeMount.class,
            ResourceRequirements.class,
            Probe.class,
            LifecycleHooks.class,
            LifecycleHandler.class,
            ExecAction.class,
            HttpGetAction.class,
            HttpHeader.class,
            TcpSocketAction.class,
            GrpcAction.class,
            SleepAction.class,
            Volume.class,
            EmptyDirVolume.class,
            HostPathVolume.class);

    @ParameterizedTest
    @ValueSource(strings = {"restart-with-sidecar.json", "restart-with-hooks.json"})
    void realPods(String name) throws JsonProcessingException {
        String text = TestPods.text(name);
        Pod pod = PodCodec.readOne(text);
        assertThat(JACKSON_2.readValue(text, Pod.class)).isEqualTo(pod);
        assertThat(JACKSON_3.readValue(text, Pod.class)).isEqualTo(pod);
        assertThat(JACKSON_3.writeValueAsString(pod)).isEqualTo(JACKSON_2.writeValueAsString(pod));
    }

    @Test
    void yamlOfBothMajors() throws JsonProcessingException {
        String text = TestPods.text("every-field.yaml");
        Pod pod = PodCodec.readOne(text);
        assertThat(new com.fasterxml.jackson.dataformat.yaml.YAMLMapper().readValue(text, Pod.class))
                .isEqualTo(pod);
        assertThat(new tools.jackson.dataformat.yaml.YAMLMapper().readValue(text, Pod.class))
                .isEqualTo(pod);
    }

    @Test
    void keysAreInTheOrderOfTheCodec() throws JsonProcessingException {
        Pod pod = PodCodec.readOne(TestPods.text("every-field.yaml"));
        String compact = JACKSON_2.readTree(PodCodec.toJson(pod)).toString();
        assertThat(JACKSON_2.writeValueAsString(pod)).isEqualTo(compact);
        assertThat(JACKSON_3.writeValueAsString(pod)).isEqualTo(compact);
    }

    /** So that the comparisons of this file compare every field. */
    @Test
    void everyFieldIsInTheFileThatClaimsIt() throws JsonProcessingException {
        JsonNode json = JACKSON_2.readTree(PodCodec.toJson(PodCodec.readOne(TestPods.text("every-field.yaml"))));
        assertThat(NOUNS.stream()
                        .map(noun -> noun.getAnnotation(JsonPropertyOrder.class))
                        .flatMap(order -> Stream.of(order.value())))
                .allSatisfy(
                        field -> assertThat(json.findValues(field)).as(field).isNotEmpty());
    }
}
