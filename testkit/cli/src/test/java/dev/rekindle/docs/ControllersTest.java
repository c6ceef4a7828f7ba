package dev.rekindle.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.conformance.Recordings;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.RestartPolicy;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.rules.Forecast;
import dev.rekindle.rules.PodOutcome;
import dev.rekindle.rules.PodValidation;
import dev.rekindle.rules.RestartDecision.Outcome;
import dev.rekindle.rules.RestartDelay;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Java of docs/controllers.md. */
class ControllersTest {
    private static final ObjectMapper mapper = new ObjectMapper();
    private final Kubelet kubelet = Kubelet.of(KubernetesVersion.V1_36);

    private static Pod example() throws IOException {
        return PodCodec.readOne(Files.readString(Path.of("../../docs/examples/ml-worker.yaml")));
    }

    @Test
    void aPodOfFabric8BecomesOurs() throws IOException {
        var fabric8Pod = mapper.readValue(PodCodec.toJson(example()), io.fabric8.kubernetes.api.model.Pod.class);
        Pod pod = mapper.convertValue(fabric8Pod, Pod.class);
        assertThat(pod).isEqualTo(example());
    }

    @Test
    void aPodOfTheOfficialClientBecomesOurs() throws IOException {
        V1Pod v1Pod = JSON.deserialize(PodCodec.toJson(example()), V1Pod.class);
        Pod pod = PodCodec.readOne(JSON.serialize(v1Pod));
        assertThat(pod).isEqualTo(example());
    }

    @Test
    void validation() throws IOException {
        Pod pod = example();
        PodValidation.Result result = PodValidation.of(kubelet).create(pod); // what the API server would say
        result.errors().forEach(error -> System.err.println(error.message()));
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void forecast() throws IOException {
        Pod pod = example();
        Forecast forecast = Forecast.of(pod, kubelet);
        Forecast.Range exit = forecast.container("trainer").at(88);
        exit.outcome(); // what happens to the container: RESTART_ALL_CONTAINERS
        exit.pod(); // what becomes of the pod: ALL_CONTAINERS_RESTART
        exit.restartDelay(); // when: RestartDelay.NONE, at once, however often it recurs
        exit.decision().cause(); // who decided: RestartDecision.Rule[index=0, ...]
        exit.why(); // the same for people: "rule 0 (In [88])"
        assertThat(exit.outcome()).isEqualTo(Outcome.RESTART_ALL_CONTAINERS);
        assertThat(exit.pod()).isEqualTo(PodOutcome.ALL_CONTAINERS_RESTART);
        assertThat(exit.restartDelay()).contains(RestartDelay.NONE);
        assertThat(exit.decision().cause().toString()).startsWith("Rule[index=0, ");
        assertThat(exit.why()).isEqualTo("rule 0 (In [88])");
    }

    @Test
    void theEndOfThePod() throws IOException {
        Forecast forecast = Forecast.of(example(), kubelet);
        forecast.container("trainer").at(0).pod(); // POD_SUCCEEDS_WHEN_ALL_HAVE
        forecast.container("trainer").at(1).pod(); // POD_FAILS_WHEN_ALL_HAVE_ENDED
        forecast.container("fetch-checkpoint").at(1).pod(); // POD_FAILS
        assertThat(forecast.container("trainer").at(0).pod()).isEqualTo(PodOutcome.POD_SUCCEEDS_WHEN_ALL_HAVE);
        assertThat(forecast.container("trainer").at(1).pod()).isEqualTo(PodOutcome.POD_FAILS_WHEN_ALL_HAVE_ENDED);
        assertThat(forecast.container("fetch-checkpoint").at(1).pod()).isEqualTo(PodOutcome.POD_FAILS);
    }

    @Test
    void delays() throws IOException {
        Forecast forecast = Forecast.of(example(), kubelet);
        RestartDelay delay = forecast.container("watcher").at(1).restartDelay().orElseThrow();
        delay.before(1); // the first restart: at once
        delay.before(2); // the second one: 10 s after the exit, then 20 s, 40 s and so on
        delay.max(); // up to 5 min
        assertThat(delay.before(1)).isZero();
        assertThat(delay.before(2)).isEqualTo(Duration.ofSeconds(10));
        assertThat(delay.before(4)).isEqualTo(Duration.ofSeconds(40));
        assertThat(delay.max()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whatAJobCounts() throws IOException {
        Pod pod = example();
        Forecast forecast = Forecast.of(pod, kubelet);
        forecast.container("trainer").at(88).job(); // JobCount[restarts=0, failedPods=0]: the pod has the policy Never
        forecast.container("fetch-checkpoint").at(1).job(); // JobCount[restarts=0, failedPods=1]
        Forecast onFailure = Forecast.of(withPolicy(pod, RestartPolicy.ON_FAILURE), kubelet);
        onFailure.container("trainer").at(88).job(); // JobCount[restarts=4, failedPods=0]
        assertThat(forecast.container("trainer").at(88).job()).hasToString("JobCount[restarts=0, failedPods=0]");
        assertThat(forecast.container("fetch-checkpoint").at(1).job())
                .hasToString("JobCount[restarts=0, failedPods=1]");
        assertThat(onFailure.container("trainer").at(88).job()).hasToString("JobCount[restarts=4, failedPods=0]");
    }

    private static Pod withPolicy(Pod pod, RestartPolicy policy) {
        PodSpec spec = PodSpec.builder().from(pod.spec()).restartPolicy(policy).build();
        return Pod.builder().from(pod).spec(spec).build();
    }

    static String mergePatch(Pod pod, PodStatus published, PodStatus status) {
        ObjectNode before = mapper.valueToTree(published);
        ObjectNode after = mapper.valueToTree(status);
        before.fieldNames().forEachRemaining(field -> after.putIfAbsent(field, NullNode.getInstance()));
        ObjectNode patch = mapper.createObjectNode();
        patch.putObject("metadata").put("uid", pod.metadata().uid()); // refused when it is another pod by now
        return patch.set("status", after).toString();
    }

    /** Every status that a real kubelet published, patched one onto the other as the API server merges. */
    @Test
    void patchesLeadFromEachStatusOfARecordedLifeToTheNext() throws IOException {
        List<Pod> pods = Recordings.pods("a-regular-trigger");
        JsonNode object = mapper.valueToTree(pods.get(0));
        for (int i = 1; i < pods.size(); i++) {
            Pod before = pods.get(i - 1);
            PodStatus next = pods.get(i).status();
            object = merged(object, mapper.readTree(mergePatch(before, before.status(), next)));
            assertThat(mapper.treeToValue(object, Pod.class).status())
                    .as("status %d", i)
                    .isEqualTo(next);
        }
        assertThat(pods.size()).isGreaterThan(5);
    }

    @Test
    void aPatchTakesBackWhatTheStatusNoLongerSays() throws JsonProcessingException {
        PodStatus evicted = PodStatus.builder()
                .phase(PodPhase.FAILED)
                .reason("Evicted")
                .message("low on memory")
                .build();
        PodStatus running = PodStatus.builder().phase(PodPhase.RUNNING).build();
        JsonNode status = mapper.readTree(mergePatch(Pod.builder().build(), evicted, running))
                .path("status");
        assertThat(status.get("reason").isNull()).isTrue();
        assertThat(status.get("message").isNull()).isTrue();
        assertThat(status.path("phase").asText()).isEqualTo("Running");
    }

    /** RFC 7396. */
    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode)) {
            return patch;
        }
        ObjectNode result = target instanceof ObjectNode object ? object.deepCopy() : mapper.createObjectNode();
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                result.remove(field.getKey());
            } else {
                JsonNode old = result.path(field.getKey());
                result.set(field.getKey(), merged(old, field.getValue()));
            }
        });
        return result;
    }
}
