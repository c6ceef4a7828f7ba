package dev.rekindle.testkit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;

/**
 * Where the output goes.
 *
 * @param colours whether it understands ANSI colours
 * @param width how many characters fit in a line
 * @param live whether what is there can be drawn anew
 */
record Terminal(boolean colours, int width, boolean live) {
    static final int DEFAULT_WIDTH = 100;

    /** A file or a pipe. */
    static final Terminal PLAIN = new Terminal(false, DEFAULT_WIDTH, false);

    private static final int WIDTH_MIN = 80;
    private static final int WIDTH_MAX = 200;

    /**
     * The terminal of this process.
     *
     * @param columns the value of the variable COLUMNS; anything but a number counts as not set
     * @param term the value of the variable TERM; empty counts as not set
     */
    static Terminal detect(String columns, String term) {
        int width = columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
        boolean live = !term.isEmpty() && !term.equals("dumb") && isTerminal();
        return new Terminal(Ansi.AUTO.enabled(), Math.max(WIDTH_MIN, Math.min(WIDTH_MAX, width)), live);
    }

    /** Java does not say whether standard output alone is one; Linux does. */
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }

    String paint(Tone tone, String text) {
        return colours && !text.isBlank() && !tone.code().isEmpty()
                ? "\u001b[" + tone.code() + "m" + text + "\u001b[0m"
                : text;
    }
}
