package dev.rekindle.testkit.invariants;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.lifecycle.ActionResult;
import dev.rekindle.lifecycle.CrashLoopBackOff;
import dev.rekindle.lifecycle.Failure;
import dev.rekindle.lifecycle.Observation;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodState;
import dev.rekindle.lifecycle.ProbeResults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** States as a damaged disk could give them, and observations at the ends of what their types can hold. */
final class Hostile {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.5Z");

    private static final List<Instant> TIMES = List.of(
            Instant.MIN,
            Instant.MIN.plusMillis(1),
            Instant.parse("0000-01-01T00:00:00Z"),
            Instant.EPOCH,
            NOON.minusSeconds(700),
            NOON.minusSeconds(5),
            NOON,
            NOON.plusSeconds(5),
            Instant.parse("9999-12-31T23:59:59Z"),
            Instant.MAX.minusMillis(1),
            Instant.MAX);

    private static final List<Duration> DURATIONS = List.of(
            Duration.ofSeconds(Long.MIN_VALUE),
            Duration.ofSeconds(-1),
            Duration.ZERO,
            Duration.ofNanos(1),
            Duration.ofSeconds(10),
            Duration.ofHours(1),
            Duration.parse("PT2562047788015H"),
            Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));

    private static final List<Integer> NUMBERS =
            List.of(Integer.MIN_VALUE, -1, 0, 1, 42, Integer.MAX_VALUE - 1, Integer.MAX_VALUE);
    private static final List<Long> SECONDS = List.of(Long.MIN_VALUE, -1L, 0L, 1L, 30L, Long.MAX_VALUE);
    private static final List<String> REASONS = List.of("", "ErrImagePull", "CrashLoopBackOff", "RunContainerError");

    private final Random random;
    private final RandomPods draw;

    Hostile(Random random) {
        this.random = random;
        this.draw = new RandomPods(random);
    }

    Instant time() {
        return draw.pick(TIMES);
    }

    /** A pod whose numbers the API server would refuse. */
    Pod pod() {
        Pod pod = draw.pod();
        PodSpec spec = PodSpec.builder()
                .from(pod.spec())
                .terminationGracePeriodSeconds(maybe(SECONDS))
                .activeDeadlineSeconds(draw.oneIn(3) ? draw.pick(SECONDS) : null)
                .build();
        return Pod.builder().from(pod).spec(spec).build();
    }

    /** Read as a driver reads it. */
    PodState state(Pod pod) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        set(json, "work", maybe(List.of("SYNC", "TERMINATING", "TERMINATED", "FINISHED")));
        json.set("status", status(pod));
        ObjectNode backOff = json.putObject("backOff");
        pod.spec().containers().forEach(c -> backOff.set(CrashLoopBackOff.key(pod.metadata(), c), entry()));
        json.putObject("imagePulls").set("img", entry());
        ObjectNode errors = json.putObject("startErrors");
        names(pod).forEach(name -> errors.set(name, object(o -> set(o, "reason", maybe(REASONS)))));
        ArrayNode causes = json.putArray("causes");
        for (int i = random.nextInt(7); i > 0; i--) {
            causes.add(object(o -> {
                set(o, "containerID", maybe(List.of("", "id-1-0", "id-2-1", "id-3-2")));
                setNumber(o, "exitCode");
                setNumber(o, "rule");
                setTime(o, "finishedAt");
            }));
        }
        try {
            return MAPPER.readValue(json.toString(), PodState.class);
        } catch (IOException e) {
            throw new UncheckedIOException(json.toString(), e);
        }
    }

    private @Nullable ObjectNode status(Pod pod) {
        return object(status -> {
            set(status, "phase", maybe(List.of("", "Pending", "Running", "Failed", "Nonsense")));
            setTime(status, "startTime");
            ArrayNode conditions = status.putArray("conditions");
            for (String type : List.of("AllContainersRestarting", "Initialized", "")) {
                ObjectNode condition = conditions.addObject();
                set(condition, "type", type);
                set(condition, "status", maybe(List.of("True", "False", "")));
                setTime(condition, "lastTransitionTime");
            }
            ArrayNode init = status.putArray("initContainerStatuses");
            pod.spec().initContainers().forEach(c -> containerStatus(init.addObject(), c.name()));
            ArrayNode regular = status.putArray("containerStatuses");
            pod.spec().containers().forEach(c -> containerStatus(regular.addObject(), c.name()));
        });
    }

    private void containerStatus(ObjectNode status, String name) {
        set(status, "name", draw.oneIn(10) ? null : name);
        setNumber(status, "restartCount");
        set(status, "containerID", maybe(List.of("id-1-0", "id-2-1", "id-3-2")));
        for (String field : List.of("state", "lastState")) {
            String kind = draw.pick(List.of("waiting", "running", "terminated", "nonsense"));
            status.set(
                    field,
                    object(state -> state.set(kind, object(o -> {
                        set(o, "reason", maybe(List.of("Error", "RestartingAllContainers")));
                        setNumber(o, "exitCode");
                        setTime(o, "startedAt");
                        setTime(o, "finishedAt");
                    }))));
        }
    }

    private @Nullable ObjectNode entry() {
        return object(o -> {
            set(o, "delay", draw.oneIn(5) ? null : draw.pick(DURATIONS).toString());
            setTime(o, "lastUpdate");
        });
    }

    /** An object with its fields, without any, or null. */
    private @Nullable ObjectNode object(Consumer<ObjectNode> fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        if (!draw.oneIn(6)) {
            fields.accept(object);
        }
        return draw.oneIn(10) ? null : object;
    }

    private void set(ObjectNode object, String field, @Nullable String value) {
        if (!draw.oneIn(8)) {
            object.put(field, value);
        }
    }

    private void setNumber(ObjectNode object, String field) {
        if (!draw.oneIn(8)) {
            object.put(field, draw.pick(NUMBERS));
        }
    }

    /** Times of the API end a year before those of Java. */
    private void setTime(ObjectNode object, String field) {
        String time = time().toString();
        boolean isOfApi = !field.equals("lastUpdate");
        set(object, field, isOfApi ? time.replace("1000000000-", "999999999-") : time);
    }

    private <T> @Nullable T maybe(List<T> values) {
        return draw.oneIn(4) ? null : draw.pick(values);
    }

    private static List<String> names(Pod pod) {
        List<String> names = new ArrayList<>();
        pod.spec().initContainers().forEach(c -> names.add(c.name()));
        pod.spec().containers().forEach(c -> names.add(c.name()));
        return names;
    }

    Observation observation(Pod pod) {
        RuntimePod sane = draw.runtime(pod, NOON);
        List<Sandbox> sandboxes = sane.sandboxes().stream()
                .map(s -> Sandbox.builder()
                        .id(s.id())
                        .ready(s.ready())
                        .attempt(attempt())
                        .createdAt(time())
                        .ip(s.ip())
                        .hostNetwork(s.hostNetwork())
                        .build())
                .toList();
        List<RuntimeContainer> containers = sane.containers().stream()
                .map(c -> c.edit()
                        .attempt(attempt())
                        .createdAt(time())
                        .startedAt(maybe(TIMES))
                        .finishedAt(c.exited() ? maybe(TIMES) : null)
                        .exitCode(c.exited() && draw.oneIn(3) ? draw.pick(NUMBERS) : c.exitCode())
                        .build())
                .toList();
        RuntimePod runtime = RuntimePod.builder()
                .sandboxes(sandboxes)
                .containers(containers)
                .newestLogs(draw.oneIn(2) ? Map.of() : Map.of(draw.pick(names(pod)), attempt()))
                .build();
        ProbeResults probes = containers.isEmpty() || draw.oneIn(2)
                ? ProbeResults.NONE
                : ProbeResults.NONE.withLiveness(Map.of(draw.pick(containers).id(), ProbeResult.FAILURE));
        return Observation.of(runtime).probes(probes).results(results(pod)).termination(termination());
    }

    /** No value of ours holds a negative one. */
    private int attempt() {
        return Math.max(0, draw.pick(NUMBERS));
    }

    private List<ActionResult> results(Pod pod) {
        List<ActionResult> results = new ArrayList<>();
        for (String name : draw.oneIn(2) ? names(pod) : List.of("stranger")) {
            StartContainer start =
                    PodAction.startContainer(name, draw.pick(List.of(ContainerKind.values())), attempt(), maybe(TIMES));
            Instant at = maybe(TIMES);
            results.add(
                    draw.oneIn(3)
                            ? ActionResult.succeeded(start, at)
                            : ActionResult.failed(start, new Failure(draw.pick(REASONS), ""), at));
        }
        return results;
    }

    private @Nullable Termination termination() {
        if (!draw.oneIn(5)) {
            return null;
        }
        return draw.oneIn(3)
                ? Termination.eviction("", "")
                : Termination.deletion(draw.oneIn(4) ? null : notNegative(draw.pick(DURATIONS)));
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
