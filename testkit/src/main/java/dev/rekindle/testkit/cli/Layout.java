package dev.rekindle.testkit.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Text in lines and columns. */
final class Layout {
    private Layout() {}

    /** Breaks a sentence between its words; a word longer than a line gets one of its own. */
    static List<String> wrap(String sentence, int width) {
        return fill(Arrays.asList(sentence.split(" ", -1)), " ", width);
    }

    /** Joins items with dots, breaking lines between items only, after a dot. */
    static List<String> wrapItems(List<String> items, int width) {
        return fill(items, " · ", width);
    }

    private static List<String> fill(List<String> pieces, String separator, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            String piece = pieces.get(i);
            String tail = i == pieces.size() - 1 ? "" : separator.stripTrailing();
            if (line.length() > 0 && line.length() + separator.length() + piece.length() + tail.length() > width) {
                lines.add(line + separator.stripTrailing());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : separator).append(piece);
        }
        lines.add(line.toString());
        return lines;
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
