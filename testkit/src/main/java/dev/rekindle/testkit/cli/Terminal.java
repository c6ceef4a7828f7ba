package dev.rekindle.testkit.cli;

import picocli.CommandLine.Help.Ansi;

/**
 * Where the output goes.
 *
 * @param colours whether it understands ANSI colours
 * @param width how many characters fit in a line
 */
record Terminal(boolean colours, int width) {
    static final int DEFAULT_WIDTH = 100;

    /** A file or a pipe. */
    static final Terminal PLAIN = new Terminal(false, DEFAULT_WIDTH);

    private static final int WIDTH_MIN = 60;
    private static final int WIDTH_MAX = 200;

    /**
     * The terminal of this process.
     *
     * @param columns the value of the variable COLUMNS; anything but a number counts as not set
     */
    static Terminal detect(String columns) {
        int width = columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
        return new Terminal(Ansi.AUTO.enabled(), Math.max(WIDTH_MIN, Math.min(WIDTH_MAX, width)));
    }

    String paint(Tone tone, String text) {
        return colours && !text.isBlank() && !tone.code().isEmpty()
                ? "\u001b[" + tone.code() + "m" + text + "\u001b[0m"
                : text;
    }
}
