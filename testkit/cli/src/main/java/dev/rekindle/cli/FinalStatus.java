package dev.rekindle.cli;

import dev.rekindle.cli.Table.Cell;
import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerState;
import dev.rekindle.core.ContainerState.Running;
import dev.rekindle.core.ContainerState.Terminated;
import dev.rekindle.core.ContainerState.Waiting;
import dev.rekindle.core.ContainerStatus;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodStatus;
import dev.rekindle.core.Sandbox;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is left at the end of a simulation, in the words of {@code kubectl get pod} and {@code kubectl describe pod}. */
final class FinalStatus {
    private static final int RESTARTS_SHOWN = 5;

    private final Simulation simulation;
    private final PodStatus status;

    FinalStatus(Simulation simulation) {
        this.simulation = simulation;
        this.status = simulation.scenario.status();
    }

    /** For machines. */
    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("status", status);
        data.put(
                "sandbox",
                change(simulation.sandboxBefore().id(), simulation.sandbox().id()));
        data.put(
                "podIP",
                change(simulation.sandboxBefore().ip(), simulation.sandbox().ip()));
        data.put("restarts", simulation.chronicle.restarts());
        data.put("preStopHooksSkipped", simulation.actions.preStopsSkipped());
        data.put("initContainersRunAgain", simulation.actions.initReruns());
        data.put("notes", simulation.notes);
        return data;
    }

    private static Map<String, String> change(String before, String after) {
        Map<String, String> change = new LinkedHashMap<>();
        change.put("before", before);
        change.put("after", after);
        return change;
    }

    void print(PrintWriter out, Terminal terminal) {
        pod().print(out, terminal);
        out.println();
        containers().print(out, terminal);
        out.println();
        conditions().print(out, terminal);
        out.println();
        summary(out, terminal);
        if (!simulation.notes.isEmpty()) {
            out.println();
        }
        simulation.notes.forEach(note -> note(out, terminal, note));
    }

    /** One sentence that concerns the user rather than the pod. */
    static void note(PrintWriter out, Terminal terminal, String note) {
        String indent = "note: ";
        List<String> lines = Layout.wrap(note, terminal.width() - indent.length());
        for (int i = 0; i < lines.size(); i++) {
            out.println(terminal.paint(Tone.RESTART, i == 0 ? indent : "      ") + lines.get(i));
        }
    }

    private Table pod() {
        List<String> cells = new PodRow(simulation.pod, status)
                .cells(
                        simulation.scenario.time().now(),
                        simulation.scenario.time().elapsed());
        Table table = new Table("NAME", "READY", "STATUS", "RESTARTS", "AGE");
        table.row(cells.stream().map(Cell::of).toArray(Cell[]::new));
        return table;
    }

    private Table containers() {
        Table table = new Table("CONTAINER", "STATE", "LAST STATE", "READY", "RESTARTS");
        rows(table, simulation.pod.spec().initContainers(), status.initContainerStatuses());
        rows(table, simulation.pod.spec().containers(), status.containerStatuses());
        return table;
    }

    private static void rows(Table table, List<Container> containers, List<ContainerStatus> statuses) {
        Map<String, ContainerStatus> byName = new HashMap<>();
        statuses.forEach(s -> byName.put(s.name(), s));
        for (Container container : containers) {
            ContainerStatus s = byName.get(container.name());
            if (s != null) {
                table.row(
                        Cell.of(s.name()),
                        new Cell(text(s.state()), tone(s.state())),
                        Cell.of(text(s.lastState())),
                        Cell.of(s.ready() ? "True" : "False"),
                        Cell.of(String.valueOf(s.restartCount())));
            }
        }
    }

    private static String text(@Nullable ContainerState state) {
        if (state instanceof Waiting waiting) {
            return waiting.reason().isEmpty() ? "Waiting" : "Waiting: " + waiting.reason();
        }
        if (state instanceof Terminated ended) {
            return (ended.reason().isEmpty() ? "Terminated" : ended.reason()) + " (" + ended.exitCode() + ")";
        }
        return state instanceof Running ? "Running" : "";
    }

    private static Tone tone(@Nullable ContainerState state) {
        if (state instanceof Terminated ended && ended.exitCode() != 0) {
            return Tone.BAD;
        }
        return state instanceof Waiting ? Tone.RESTART : Tone.GOOD;
    }

    private Table conditions() {
        Table table = new Table("CONDITION", "STATUS", "REASON", "MESSAGE");
        for (PodCondition condition : status.conditions()) {
            table.row(
                    Cell.of(condition.type()),
                    Cell.of(condition.status().value()),
                    Cell.of(condition.reason()),
                    Cell.of(condition.message()));
        }
        return table;
    }

    private void summary(PrintWriter out, Terminal terminal) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Phase", status.phase().value()));
        Sandbox before = simulation.sandboxBefore();
        Sandbox after = simulation.sandbox();
        rows.add(List.of("Sandbox", kept(before.id(), after.id())));
        rows.add(List.of("IP", kept(before.ip(), after.ip())));
        List<String> restarts = simulation.chronicle.restarts();
        rows.add(List.of("All containers restarted", restarts(restarts)));
        rows.add(List.of("preStop hooks skipped", counts(simulation.actions.preStopsSkipped())));
        rows.add(List.of("Init containers run again", counts(simulation.actions.initReruns())));
        int width = rows.stream().mapToInt(row -> row.get(0).length()).max().orElse(0) + 3;
        for (List<String> row : rows) {
            List<String> lines = Layout.wrap(row.get(1), terminal.width() - width);
            for (int i = 0; i < lines.size(); i++) {
                out.println(terminal.paint(Tone.ASIDE, Layout.pad(i == 0 ? row.get(0) : "", width)) + lines.get(i));
            }
        }
    }

    private static String restarts(List<String> restarts) {
        int count = restarts.size();
        String shown = restarts.stream().limit(RESTARTS_SHOWN).collect(Collectors.joining(", "));
        return switch (count) {
            case 0 -> "never";
            case 1 -> "once, " + shown;
            default -> count + " times, " + shown + (count > RESTARTS_SHOWN ? " and so on" : "");
        };
    }

    private static String kept(String before, String after) {
        return before + " before, " + after + " after: " + (before.equals(after) ? "the same" : "another one");
    }

    private static String counts(Map<String, Integer> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(e -> e.getKey() + (e.getValue() == 1 ? " once" : " " + e.getValue() + " times"))
                        .collect(Collectors.joining(", "));
    }
}
