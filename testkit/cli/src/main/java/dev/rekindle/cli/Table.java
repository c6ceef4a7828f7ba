package dev.rekindle.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Aligned columns below a header. Columns without a value are left out. */
final class Table {
    private static final String GAP = "   ";
    private static final int LAST_MIN = 20;

    private final List<List<Cell>> rows = new ArrayList<>();

    Table(String... header) {
        rows.add(Arrays.stream(header).map(text -> new Cell(text, Tone.ASIDE)).toList());
    }

    record Cell(String text, Tone tone) {
        static Cell of(String text) {
            return new Cell(text, Tone.PLAIN);
        }
    }

    void row(Cell... cells) {
        rows.add(List.of(cells));
    }

    /** Prints it; what does not fit in a line continues below the start of the last column. */
    void print(PrintWriter out, Terminal terminal) {
        int[] widths = IntStream.range(0, rows.get(0).size()).map(this::width).toArray();
        int last = widths.length - 1;
        while (widths[last] == 0) {
            last--;
        }
        int before = Arrays.stream(widths, 0, last)
                .filter(w -> w > 0)
                .map(w -> w + GAP.length())
                .sum();
        if (before + Math.min(LAST_MIN, widths[last]) > terminal.width()) {
            printBelowEachOther(out, terminal, widths);
            return;
        }
        for (List<Cell> row : rows) {
            StringBuilder line = new StringBuilder();
            int start = 0;
            for (int i = 0; i < last; i++) {
                if (widths[i] > 0) {
                    Cell cell = row.get(i);
                    line.append(terminal.paint(cell.tone, cell.text))
                            .append(" ".repeat(widths[i] - cell.text.length()))
                            .append(GAP);
                    start += widths[i] + GAP.length();
                }
            }
            Cell end = row.get(last);
            for (String part : Layout.wrap(end.text, Math.max(LAST_MIN, terminal.width() - start))) {
                out.println(
                        line.append(terminal.paint(end.tone, part)).toString().stripTrailing());
                line.setLength(0);
                line.append(" ".repeat(start));
            }
        }
    }

    /** For a terminal too narrow for columns: each row as lines of a name and a value. */
    private void printBelowEachOther(PrintWriter out, Terminal terminal, int[] widths) {
        List<Cell> header = rows.get(0);
        int names = header.stream().mapToInt(cell -> cell.text.length()).max().orElse(0) + 1;
        for (int r = 1; r < rows.size(); r++) {
            for (int i = 0; i < widths.length; i++) {
                Cell cell = rows.get(r).get(i);
                if (widths[i] > 0 && !cell.text.isEmpty()) {
                    String name = Layout.pad(header.get(i).text, names);
                    for (String part : Layout.wrap(cell.text, terminal.width() - names)) {
                        out.println(terminal.paint(Tone.ASIDE, name) + terminal.paint(cell.tone, part));
                        name = " ".repeat(names);
                    }
                }
            }
            out.print(r < rows.size() - 1 ? System.lineSeparator() : "");
        }
    }

    /** 0 when no row below the header has a value. */
    private int width(int column) {
        int longest = rows.stream()
                .mapToInt(row -> row.get(column).text.length())
                .max()
                .orElse(0);
        boolean empty =
                rows.stream().skip(1).allMatch(row -> row.get(column).text.isEmpty());
        return empty ? 0 : longest;
    }
}
