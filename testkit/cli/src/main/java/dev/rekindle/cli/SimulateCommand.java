package dev.rekindle.cli;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.codec.PodManifest;
import dev.rekindle.rules.Forecast;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rekindle simulate}. */
@Command(
        name = "simulate",
        header = "Show what happens to a pod when its containers exit.",
        description = {
            "",
            "Runs the pod in virtual time, without a cluster, and prints what the kubelet sees, decides and does, "
                    + "and the status that is left. Init containers succeed after 1 s, sidecars and containers run "
                    + "until they exit, probes succeed.",
            ""
        },
        footer = {
            "",
            "Exits. Times count from the start of the simulation. The exits of a container are taken in the order of "
                    + "their times, and each ends a run of its own: the run that goes on at its time or, when the "
                    + "container is not running then, its next run as soon as that starts. So the second exit of a "
                    + "container never hits its first run. An init container with an exit still to come runs until "
                    + "then, unless --runs says how long it runs.",
            "",
            "Example:",
            "  rekindle simulate ml-worker.yaml --exit trainer=88@60s --exit trainer=0@5m"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class SimulateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    PodFile manifest = new PodFile();

    @Option(
            names = "--exit",
            paramLabel = "NAME=CODE@TIME",
            description = "A container exits with a code at a time, such as trainer=88@60s. Repeatable.")
    List<String> exits = new ArrayList<>();

    @Option(
            names = "--runs",
            paramLabel = "NAME=DURATION",
            description = "Every run of a container exits with 0 after that long. Repeatable.")
    List<String> runs = new ArrayList<>();

    @Option(
            names = "--until",
            paramLabel = "DURATION",
            description = "When to stop. Default: when nothing is left to happen, at the latest an hour after the "
                    + "last exit, or when all containers have restarted 20 times in a row without another one.")
    @Nullable
    String until;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = {"text or json (one object a line, the final status last). Default: ${DEFAULT-VALUE}"})
    String format = "text";

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--kep",
            description = "Behave as the text of KEP-5532 says where the kubelet of 1.36 does otherwise.")
    boolean kep;

    SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Kubelet kubelet = kubelet();
        if (!format.equals("text") && !format.equals("json")) {
            throw new BadInput("--format " + format + ": expected text or json");
        }
        PodManifest found = manifest.pod();
        Pod sent = found.pod();
        Pod pod = PodFile.admitted(found, kubelet);
        Simulation simulation = new Simulation(pod, kubelet);
        runs.forEach(text -> simulation.runs(ContainerSetting.runs(text, pod.spec())));
        exits.forEach(text -> simulation.exit(ContainerSetting.exit(text, pod.spec())));
        simulation.notes.addAll(gateNotes(sent, kubelet));
        simulation.run(until == null ? null : Durations.parse("--until", until));
        PrintWriter out = spec.commandLine().getOut();
        if (format.equals("json")) {
            SimulationJson.print(simulation, out);
        } else {
            print(simulation, kubelet, out);
        }
        return 0;
    }

    private Kubelet kubelet() {
        Kubelet chosen = cluster.kubelet();
        if (kep && chosen.version() != KubernetesVersion.V1_36) {
            throw new BadInput(
                    "--kep: builds on Kubernetes 1.36, it does not go with --kubernetes " + chosen.version());
        }
        return kep ? Kubelet.kep5532().withGates(chosen.gates()) : chosen;
    }

    /** What the gates make of the manifest, as far as it matters here. */
    private static List<String> gateNotes(Pod sent, Kubelet kubelet) {
        return Forecast.of(sent, kubelet).notes().stream()
                .filter(note -> note.startsWith("gate "))
                .toList();
    }

    private void print(Simulation simulation, Kubelet kubelet, PrintWriter out) {
        String name = terminal.paint(Tone.TITLE, simulation.pod.metadata().name());
        String rest = " on Kubernetes " + kubelet.version() + (kep ? ", as KEP-5532 describes it" : "");
        out.println(name + terminal.paint(Tone.ASIDE, rest));
        out.println();
        new TimelineText(out, terminal).print(simulation.chronicle.facts());
        out.println();
        new FinalStatus(simulation).print(out, terminal);
    }
}
