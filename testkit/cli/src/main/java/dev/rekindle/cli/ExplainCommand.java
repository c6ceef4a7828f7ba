package dev.rekindle.cli;

import dev.rekindle.cli.Table.Cell;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Kubelet;
import dev.rekindle.rules.Forecast;
import dev.rekindle.rules.Forecast.ContainerForecast;
import dev.rekindle.rules.Forecast.Range;
import dev.rekindle.rules.RestartDecision.Outcome;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rekindle explain}. */
@Command(
        name = "explain",
        header = "Tell what every exit code of every container leads to, and why.",
        description = {
            "",
            "Holds for a container that exits by itself while its pod is neither deleted nor finished.",
            ""
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    PodFile manifest = new PodFile();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Kubelet kubelet = cluster.kubelet();
        List<PodFile.Found> pods = manifest.pods();
        pods.forEach(pod -> PodFile.admitted(pod.manifest(), kubelet));
        PrintWriter out = spec.commandLine().getOut();
        for (int i = 0; i < pods.size(); i++) {
            if (i > 0) {
                out.println();
            }
            explain(pods.get(i), kubelet, out);
        }
        return 0;
    }

    private void explain(PodFile.Found pod, Kubelet kubelet, PrintWriter out) {
        Forecast forecast = Forecast.of(pod.manifest().pod(), kubelet);
        out.println(terminal.paint(Tone.TITLE, pod.label())
                + terminal.paint(Tone.ASIDE, " on Kubernetes " + kubelet.version()));
        out.println();
        Table table = new Table("CONTAINER", "EXIT CODE", "WHAT HAPPENS", "BECAUSE");
        for (ContainerForecast container : forecast.containers()) {
            String name = container.name() + kind(container.kind());
            for (Range range : container.ranges()) {
                if (range.to() >= 0 || rulesNameNegatives(container)) {
                    table.row(
                            new Cell(name, Tone.TITLE),
                            Cell.of(codes(range)),
                            new Cell(what(container, range), tone(range)),
                            Cell.of(range.why()));
                    name = "";
                }
            }
        }
        table.print(out, terminal);
        if (!forecast.notes().isEmpty()) {
            out.println();
        }
        forecast.notes().forEach(note -> FinalStatus.note(out, terminal, note));
    }

    private static String kind(ContainerKind kind) {
        return switch (kind) {
            case INIT -> " (init)";
            case SIDECAR -> " (sidecar)";
            case REGULAR -> "";
            case EPHEMERAL -> " (ephemeral)";
        };
    }

    private static boolean rulesNameNegatives(ContainerForecast container) {
        return container.ranges().size() > 1 && container.ranges().get(1).from() < 0;
    }

    /** Codes below 0 and above 255 exist on paper only, unless a rule names them. */
    private static String codes(Range range) {
        if (range.from() == Integer.MIN_VALUE && range.to() < 0) {
            return "up to " + range.to();
        }
        int from = range.from() == Integer.MIN_VALUE ? 0 : range.from();
        if (range.to() == Integer.MAX_VALUE) {
            return from < 255 ? from + "–255" : from + " and above";
        }
        return from == range.to() ? String.valueOf(from) : from + "–" + range.to();
    }

    private static String what(ContainerForecast container, Range range) {
        return switch (range.outcome()) {
            case RESTART_ALL_CONTAINERS -> "all containers restart";
            case RESTART_CONTAINER -> "it restarts";
            case NONE -> none(container.kind(), range.from() == 0 && range.to() == 0);
        };
    }

    private static String none(ContainerKind kind, boolean zero) {
        if (kind == ContainerKind.INIT) {
            return zero ? "the next one starts" : "the pod fails";
        }
        return "no restart";
    }

    private static Tone tone(Range range) {
        if (range.outcome() == Outcome.RESTART_ALL_CONTAINERS) {
            return Tone.RESTART;
        }
        return range.outcome() == Outcome.RESTART_CONTAINER ? Tone.START : Tone.PLAIN;
    }
}
