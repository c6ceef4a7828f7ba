package dev.rekindle.cli;

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
            String piece = harmless(pieces.get(i));
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

    /** Wraps lines that are too long; they go on where their text began. */
    static String rewrap(String text, int width) {
        StringBuilder wrapped = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            String words = line.stripLeading();
            String indent = " ".repeat(Math.min(line.length() - words.length(), width / 2));
            boolean fits = line.length() <= width;
            List<String> parts = fits ? List.of(line) : wrap(words.replaceAll(" +", " "), width - indent.length());
            for (String part : parts) {
                wrapped.append(wrapped.length() == 0 ? "" : "\n").append(fits ? part : indent + part);
            }
        }
        return wrapped.toString();
    }

    /** Shows what could move the cursor of a terminal, change its state or turn the direction of text as an escape. */
    static String harmless(String text) {
        if (text.chars().noneMatch(Layout::isHarmful)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.chars().forEach(c -> {
            if (isHarmful(c)) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.toString();
    }

    static boolean isHarmful(int c) {
        return c != '\t'
                && (Character.isISOControl(c)
                        || c == 0x2028
                        || c == 0x2029
                        || c == 0x061c
                        || c == 0x200e
                        || c == 0x200f
                        || (c >= 0x202a && c <= 0x202e)
                        || (c >= 0x2066 && c <= 0x2069));
    }

    static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
