package dev.rekindle.testkit.transcript;

import dev.rekindle.core.Container;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.ProbeResult;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.lifecycle.Observation.Termination;
import dev.rekindle.testkit.Fault;
import dev.rekindle.testkit.PodScenario;
import dev.rekindle.testkit.ScenarioStep;
import dev.rekindle.testkit.StepText;
import dev.rekindle.testkit.VirtualTime;
import dev.rekindle.testkit.invariants.Invariants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Carries out the commands of one transcript. */
final class Interpreter {
    /** How the line begins that names an invariant which does not hold. */
    static final String BROKEN = "  BROKEN ";

    private static final Pattern DROPS = Pattern.compile("# drops ([a-z-]+): .+");
    private static final int SYNCS_MAX = 100;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Path directory;
    private final StepText text = new StepText(START);
    private KubernetesVersion version = KubernetesVersion.DEFAULT;
    private String gates = "";
    private List<String> behavior = List.of();
    private final Set<String> dropped = new TreeSet<>();
    private final VirtualTime time = new VirtualTime(START);
    private final List<ScenarioStep> steps = new ArrayList<>();
    private @Nullable PodScenario scenario;

    Interpreter(Path directory) {
        this.directory = directory;
    }

    /** A comment may drop an invariant that the story breaks for a good reason: {@code # drops NAME: REASON}. */
    void comment(String line) {
        Matcher matcher = DROPS.matcher(line);
        if (matcher.matches()) {
            dropped.add(matcher.group(1));
        }
    }

    /** Carries out a command, whose further lines are its data. */
    String run(List<String> command) {
        List<String> words = Arrays.asList(command.get(0).strip().split("\\s+"));
        List<String> lines = run(words, command.subList(1, command.size()));
        return String.join("\n", lines.isEmpty() ? List.of("ok") : lines) + "\n";
    }

    private List<String> run(List<String> words, List<String> data) {
        return switch (words.get(0)) {
            // kubernetes 1.35
            case "kubernetes" -> kubernetes(word(words, 1, "a version such as 1.36"));
            // gate RestartAllContainersOnContainerExits=false
            case "gate" -> gate(word(words, 1, "NAME=true or NAME=false"));
            // behavior kubelet +no-grace
            case "behavior" -> behavior(words.subList(1, words.size()));
            // pod ml-worker.yaml
            case "pod" -> pod(words, data);
            // sync
            case "sync" -> show(pod().sync());
            // stabilize
            case "stabilize" -> stabilize();
            // after 30s
            case "after" -> show(pod().after(duration(word(words, 1, "a time such as 30s"))));
            // status
            case "status" -> text.status(pod().status());
            // runtime
            case "runtime" -> text.runtime(pod().runtime().snapshot());
            default -> happening(words);
        };
    }

    private List<String> happening(List<String> words) {
        switch (words.get(0)) {
            // exit main 88
            case "exit" -> exit(word(words, 1, "a container"), code(words));
            // exit-when-stopped main 143
            case "exit-when-stopped" -> pod().runtime().exitWhenStopped(word(words, 1, "a container"), code(words));
            // probe main liveness failure
            case "probe" -> probe(words);
            // ephemeral debugger
            case "ephemeral" -> ephemeral(word(words, 1, "a container"));
            // fail-next RemoveContainer main
            case "fail-next", "missing-image", "vanish", "sandbox-dies" ->
                pod().inject(Fault.parse(String.join(" ", words)));
            // image-appears app:2
            case "image-appears" -> pod().runtime().imageAppears(word(words, 1, "an image"));
            // delete 30s
            case "delete" -> pod().terminate(Termination.deletion(words.size() > 1 ? duration(words.get(1)) : null));
            // evict Evicted
            case "evict" -> pod().terminate(Termination.eviction(word(words, 1, "a reason"), ""));
            // kubelet-restart
            case "kubelet-restart" -> pod().restartKubelet();
            default -> throw new IllegalArgumentException("unknown command \"" + words.get(0) + "\"");
        }
        return List.of();
    }

    private static String word(List<String> words, int index, String what) {
        if (index >= words.size()) {
            throw new IllegalArgumentException(words.get(0) + ": expected " + what);
        }
        return words.get(index);
    }

    private static int code(List<String> words) {
        try {
            return Integer.parseInt(word(words, 2, "an exit code"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("invalid exit code \"" + words.get(2) + "\": expected a number", e);
        }
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("invalid time \"" + text + "\": expected one such as 30s or 5m", e);
        }
    }

    private PodScenario pod() {
        if (scenario == null) {
            throw new IllegalArgumentException("there is no pod yet");
        }
        return scenario;
    }

    private List<String> kubernetes(String word) {
        version = KubernetesVersion.parse(word);
        return change();
    }

    private List<String> gate(String word) {
        gates = word;
        return change();
    }

    private List<String> behavior(List<String> words) {
        behavior = words;
        return change();
    }

    private List<String> change() {
        Kubelet changed = kubelet();
        if (scenario != null) {
            scenario.update(scenario.world().pod(), changed);
        }
        return List.of();
    }

    private Kubelet kubelet() {
        Kubelet chosen = Kubelet.of(version);
        for (String word : behavior) {
            if (word.equals("kep5532")) {
                chosen = Kubelet.kep5532();
            } else if (word.startsWith("+")) {
                chosen = chosen.with(divergence(word.substring(1)));
            } else if (!word.equals("kubelet")) {
                throw new IllegalArgumentException(
                        "unknown behavior \"" + word + "\": expected kubelet, kep5532 or +ID of a divergence");
            }
        }
        return chosen.withGates(FeatureGates.parse(version, gates));
    }

    private static Divergence divergence(String id) {
        return Arrays.stream(Divergence.values())
                .filter(d -> d.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown divergence \"" + id + "\""));
    }

    private List<String> pod(List<String> words, List<String> data) {
        Pod pod = PodCodec.readOne(words.size() > 1 ? read(words.get(1)) : String.join("\n", data));
        PodScenario fresh = PodScenario.of(pod, kubelet(), time);
        pod.spec().initContainers().forEach(container -> fresh.runsUntilExit(container.name()));
        fresh.probes().otherwise(ProbeResult.UNKNOWN);
        fresh.onStep(step -> {
            if (fresh == scenario) { // a pod before it lives on, but not in the story
                steps.add(step);
            }
        });
        scenario = fresh;
        return List.of();
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Syncs now, and goes on until the kubelet would only wait. */
    private List<String> stabilize() {
        pod().sync();
        while (!pod().isWaiting()) {
            time.runNext();
            if (steps.size() > SYNCS_MAX) {
                throw new IllegalArgumentException("the pod is not stable after " + SYNCS_MAX + " syncs");
            }
        }
        return show(pod());
    }

    /** What happened since the last time. */
    private List<String> show(PodScenario pod) {
        Invariants invariants = Invariants.of(pod.world().pod(), kubelet()).without(dropped);
        List<String> lines = new ArrayList<>();
        for (ScenarioStep step : steps) {
            if (!step.isQuiet()) {
                lines.addAll(text.lines(step));
            }
            invariants
                    .check(step.before(), step.observed(), step.step(), step.at())
                    .forEach(violation -> lines.add(BROKEN + violation));
        }
        steps.clear();
        return lines.isEmpty() ? List.of("nothing to do") : lines;
    }

    private void exit(String name, int code) {
        if (pod().runtime().running(name) == null) {
            throw new IllegalArgumentException("container " + name + " is not running");
        }
        pod().exit(name, code);
    }

    private void ephemeral(String name) {
        Pod pod = pod().world().pod();
        List<Container> containers = new ArrayList<>(pod.spec().ephemeralContainers());
        containers.add(Container.builder().name(name).image("busybox").build());
        PodSpec spec = PodSpec.builder()
                .from(pod.spec())
                .ephemeralContainers(containers)
                .build();
        pod().update(Pod.builder().from(pod).spec(spec).build(), kubelet());
    }

    private void probe(List<String> words) {
        String name = word(words, 1, "a container");
        if (pod().runtime().running(name) == null) {
            throw new IllegalArgumentException("container " + name + " is not running");
        }
        ProbeResult result =
                ProbeResult.valueOf(word(words, 3, "success or failure").toUpperCase(Locale.ROOT));
        switch (word(words, 2, "startup, liveness or readiness")) {
            case "startup" -> pod().probes().startup(name, result);
            case "liveness" -> pod().probes().liveness(name, result);
            case "readiness" -> pod().probes().readiness(name, result);
            default ->
                throw new IllegalArgumentException(
                        "unknown probe \"" + words.get(2) + "\": expected startup, liveness or readiness");
        }
    }
}
