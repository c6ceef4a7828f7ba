package dev.rekindle.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Facts for people: the time, what happened, and why. */
final class TimelineText {
    private static final int WHAT_MAX = 34;
    private static final int WHY_MIN = 20;

    private final PrintWriter out;
    private final Terminal terminal;

    TimelineText(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void print(List<Fact> facts) {
        int time = 0;
        int what = 0;
        for (Fact fact : facts) {
            time = Math.max(time, Durations.point(fact.at()).length());
            what = Math.max(what, Math.min(WHAT_MAX, fact.what().length()));
        }
        int before = 0;
        for (Fact fact : facts) {
            print(fact, before, time + 2, what + 2);
            before = fact.step();
        }
    }

    private void print(Fact fact, int before, int time, int what) {
        int indent = time + 2 + what;
        String at = fact.step() == before ? "" : Durations.point(fact.at());
        List<String> why = wrap(fact, Math.max(WHY_MIN, terminal.width() - indent));
        StringBuilder line = new StringBuilder()
                .append(terminal.paint(Tone.ASIDE, Layout.padLeft(at, time)))
                .append("  ");
        if (fact.what().length() > what - 2) {
            line.append(terminal.paint(fact.tone(), fact.what()));
            out.println(line);
            line.setLength(0);
            line.append(" ".repeat(indent));
        } else {
            line.append(terminal.paint(fact.tone(), fact.what()))
                    .append(" ".repeat(what - fact.what().length()));
        }
        for (String part : why) {
            out.println(line.append(part).toString().stripTrailing());
            line.setLength(0);
            line.append(" ".repeat(indent));
        }
    }

    private static List<String> wrap(Fact fact, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : Layout.wrapItems(fact.why(), width)) {
            lines.addAll(Layout.wrap(line, width));
        }
        return lines;
    }
}
