package dev.rekindle.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** The least width that picocli lays out help for. */
    static final int HELP_WIDTH_MIN = 55;

    private static final int WIDTH_MIN = 40;
    private static final int WIDTH_MAX = 200;
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,4}) ([0-9]{1,4})\\s*");

    /**
     * The terminal of this process.
     *
     * @param environment the variables: COLUMNS, TERM, NO_COLOR, CLICOLOR and CLICOLOR_FORCE count; an empty one counts
     *     as not set
     */
    static Terminal detect(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        boolean terminal = isTerminal();
        boolean able = !term.isEmpty() && !term.equals("dumb");
        String columns = environment.getOrDefault("COLUMNS", "");
        int width = columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : terminal ? columns() : DEFAULT_WIDTH;
        return new Terminal(
                colours(environment, terminal && able, term),
                Math.max(WIDTH_MIN, Math.min(WIDTH_MAX, width)),
                terminal && able);
    }

    private static boolean colours(Map<String, String> environment, boolean able, String term) {
        String force = environment.getOrDefault("CLICOLOR_FORCE", "");
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty() || term.equals("dumb")) {
            return false;
        }
        boolean wanted = !environment.getOrDefault("CLICOLOR", "").equals("0");
        return (!force.isEmpty() && !force.equals("0")) || (able && wanted);
    }

    /** As {@code stty} says, since Java cannot ask the terminal. */
    private static int columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readNBytes(100), StandardCharsets.UTF_8);
            Matcher matcher = SIZE.matcher(size);
            int columns = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
            return columns == 0 ? DEFAULT_WIDTH : columns;
        } catch (IOException e) {
            return DEFAULT_WIDTH;
        }
    }

    /** Help that is wrapped once more cannot have codes between its words. */
    boolean coloursHelp() {
        return colours && width >= HELP_WIDTH_MIN;
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
        String harmless = Layout.harmless(text);
        return colours && !text.isBlank() && !tone.code().isEmpty()
                ? "\u001b[" + tone.code() + "m" + harmless + "\u001b[0m"
                : harmless;
    }
}
