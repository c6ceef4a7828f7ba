package dev.rekindle.cli;

import dev.rekindle.cli.Table.Cell;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Kubelet;
import dev.rekindle.rules.Forecast;
import dev.rekindle.rules.Forecast.ContainerForecast;
import dev.rekindle.rules.Forecast.Range;
import dev.rekindle.rules.PodOutcome;
import dev.rekindle.rules.RestartDecision.Outcome;
import java.io.PrintWriter;
import java.util.ArrayList;
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
            List<Row> rows = rows(container);
            for (Row row : rows) {
                if (row.to >= 0 || rulesNameNegatives(rows)) {
                    table.row(
                            new Cell(name, Tone.TITLE),
                            Cell.of(codes(row)),
                            new Cell(row.what, tone(row.outcome)),
                            Cell.of(row.why));
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

    /** Neighbouring ranges that read the same: whether 0 succeeds and 1 fails is the codes' own doing. */
    private static List<Row> rows(ContainerForecast container) {
        List<Row> rows = new ArrayList<>();
        for (Range range : container.ranges()) {
            Row row = new Row(range.from(), range.to(), range.outcome(), what(container.kind(), range), range.why());
            Row last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
            if (last != null && last.readsAs(row)) {
                rows.set(rows.size() - 1, new Row(last.from, row.to, row.outcome, row.what, row.why));
            } else {
                rows.add(row);
            }
        }
        return rows;
    }

    /** A line of the table. */
    private record Row(int from, int to, Outcome outcome, String what, String why) {
        boolean readsAs(Row other) {
            return what.equals(other.what) && why.equals(other.why);
        }
    }

    private static boolean rulesNameNegatives(List<Row> rows) {
        return rows.size() > 1 && rows.get(1).from < 0;
    }

    /** Codes below 0 and above 255 exist on paper only, unless a rule names them. */
    private static String codes(Row row) {
        if (row.from == Integer.MIN_VALUE && row.to < 0) {
            return "up to " + row.to;
        }
        int from = row.from == Integer.MIN_VALUE ? 0 : row.from;
        if (row.to == Integer.MAX_VALUE) {
            return from < 255 ? from + "–255" : from + " and above";
        }
        return from == row.to ? String.valueOf(from) : from + "–" + row.to;
    }

    private static String what(ContainerKind kind, Range range) {
        return switch (range.outcome()) {
            case RESTART_ALL_CONTAINERS -> "all containers restart";
            case RESTART_CONTAINER -> "it restarts";
            case NONE -> {
                if (kind != ContainerKind.INIT) {
                    yield "no restart";
                }
                yield range.pod() == PodOutcome.NEXT_CONTAINER_STARTS ? "the next one starts" : "the pod fails";
            }
        };
    }

    private static Tone tone(Outcome outcome) {
        if (outcome == Outcome.RESTART_ALL_CONTAINERS) {
            return Tone.RESTART;
        }
        return outcome == Outcome.RESTART_CONTAINER ? Tone.START : Tone.PLAIN;
    }
}
