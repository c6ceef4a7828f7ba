package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.Container;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodSpec;
import dev.rekindle.testkit.Fault;
import dev.rekindle.testkit.Fault.FailCall;
import dev.rekindle.testkit.Fault.SandboxDies;
import dev.rekindle.testkit.Fault.Vanish;
import dev.rekindle.testkit.PodWorld;
import dev.rekindle.testkit.RuntimeOp;
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
        PodWorld world = new PodWorld(pod, kubelet);
        input.path("exitCodeWhenStopped")
                .properties()
                .forEach(e ->
                        world.runtime().exitWhenStopped(e.getKey(), e.getValue().asInt()));
        SyncDriver driver = new SyncDriver(world, T0, listener);
        ObjectNode result = VectorJson.object();
        ArrayNode steps = result.putArray("steps");
        for (JsonNode step : input.path("steps")) {
            driver.advance(step.path("advanceSeconds").asLong());
            script(step, world, driver.now());
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

    private static void script(JsonNode step, PodWorld world, Instant now) {
        Instant at = now;
        for (JsonNode exit : step.path("exits")) {
            at = at.plusMillis(1);
            world.runtime()
                    .exit(exit.path("container").asText(), exit.path("exitCode").asInt(), at);
        }
        for (Fault fault : faults(step)) {
            world.runtime().inject(fault, now);
        }
        if (step.has("addEphemeral")) {
            world.update(withEphemeral(world.pod(), step.path("addEphemeral")), world.kubelet());
        }
    }

    private static List<Fault> faults(JsonNode step) {
        List<Fault> faults = new ArrayList<>();
        step.path("vanish").forEach(name -> faults.add(new Vanish(name.asText())));
        if (step.path("sandboxDies").asBoolean()) {
            faults.add(new SandboxDies());
        }
        step.path("failOnce").forEach(call -> faults.add(failure(call)));
        return faults;
    }

    private static Fault failure(JsonNode call) {
        try {
            return new FailCall(
                    RuntimeOp.of(call.path("op").asText()),
                    call.path("container").asText());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(e.getMessage(), e); // concerns this vector only
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
