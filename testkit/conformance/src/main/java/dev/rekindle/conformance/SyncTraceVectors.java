package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.Container;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodSpec;
import dev.rekindle.testkit.FakePod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Category {@code sync_trace}: whole lives of pods, sync by sync. */
final class SyncTraceVectors implements VectorCategory {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final SyncDriver.StepListener listener;

    SyncTraceVectors(SyncDriver.StepListener listener) {
        this.listener = listener;
    }

    @Override
    public JsonNode evaluate(Kubelet kubelet, JsonNode input) {
        Pod pod = VectorJson.pod(input.path("pod"));
        FakePod runtime = new FakePod(pod);
        input.path("exitCodeWhenStopped")
                .properties()
                .forEach(e -> runtime.exitWhenStopped(e.getKey(), e.getValue().asInt()));
        SyncDriver driver = new SyncDriver(pod, kubelet, runtime, T0, listener);
        ObjectNode result = VectorJson.object();
        ArrayNode steps = result.putArray("steps");
        for (JsonNode step : input.path("steps")) {
            driver.advance(step.path("advanceSeconds").asLong());
            script(step, driver, runtime);
            driver.syncUntilQuiet(steps.addArray());
        }
        return result;
    }

    /** A container or sandbox that could not be made has no id; what a recorder says there is its own. */
    @Override
    public JsonNode comparable(JsonNode expected) {
        JsonNode copy = expected.deepCopy();
        for (JsonNode call :
                copy.findValues("calls").stream().flatMap(JsonNode::valueStream).toList()) {
            String op = call.path("op").asText();
            if (call.has("error") && (op.equals("CreateContainer") || op.equals("RunPodSandbox"))) {
                ((ObjectNode) call).remove(List.of("id", "attempt", "sandbox"));
            }
        }
        return copy;
    }

    private static void fail(FakePod runtime, JsonNode failure) {
        try {
            runtime.failOnce(
                    failure.path("op").asText(), failure.path("container").asText());
        } catch (IllegalArgumentException e) {
            // concerns this vector only
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static void script(JsonNode step, SyncDriver driver, FakePod runtime) {
        Instant at = driver.now();
        for (JsonNode exit : step.path("exits")) {
            at = at.plusMillis(1);
            runtime.exit(exit.path("container").asText(), exit.path("exitCode").asInt(), at);
        }
        step.path("vanish").forEach(name -> runtime.vanish(name.asText()));
        if (step.path("sandboxDies").asBoolean()) {
            runtime.killSandbox(driver.now());
        }
        if (step.has("addEphemeral")) {
            driver.update(withEphemeral(driver.pod(), step.path("addEphemeral")));
        }
        for (JsonNode failure : step.path("failOnce")) {
            fail(runtime, failure);
        }
    }

    private static Pod withEphemeral(Pod pod, JsonNode names) {
        List<Container> containers = new ArrayList<>(pod.spec().ephemeralContainers());
        names.forEach(name -> containers.add(
                Container.builder().name(name.asText()).image("img").build()));
        return Pod.builder()
                .from(pod)
                .spec(PodSpec.builder()
                        .from(pod.spec())
                        .ephemeralContainers(containers)
                        .build())
                .build();
    }
}
