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
 * @param height how many lines it shows
 * @param live whether what is there can be drawn anew
 */
record Terminal(boolean colours, int width, int height, boolean live) {
    static final int DEFAULT_WIDTH = 100;

    private static final int DEFAULT_HEIGHT = 24;

    /** One of a usual height. */
    Terminal(boolean colours, int width, boolean live) {
        this(colours, width, DEFAULT_HEIGHT, live);
    }

    /** A file or a pipe. */
    static final Terminal PLAIN = new Terminal(false, DEFAULT_WIDTH, false);

    /** The least width that picocli lays out help for. */
    static final int HELP_WIDTH_MIN = 55;

    private static final int WIDTH_MIN = 40;
    private static final int WIDTH_MAX = 200;
    private static final int HEIGHT_MIN = 4;
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,4}) ([0-9]{1,4})\\s*");

    /**
     * The terminal of this process.
     *
     * @param environment the variables: COLUMNS, LINES, TERM, NO_COLOR, CLICOLOR and CLICOLOR_FORCE count; an empty one counts
     *     as not set
     */
    static Terminal detect(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        boolean terminal = isTerminal();
        boolean able = !term.isEmpty() && !term.equals("dumb");
        int[] size = terminal ? size() : new int[] {0, 0};
        int height = number(environment.getOrDefault("LINES", ""), size[0], DEFAULT_HEIGHT);
        int width = number(environment.getOrDefault("COLUMNS", ""), size[1], DEFAULT_WIDTH);
        return new Terminal(
                colours(environment, terminal && able, term),
                Math.max(WIDTH_MIN, Math.min(WIDTH_MAX, width)),
                Math.max(HEIGHT_MIN, height),
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

    private static int number(String variable, int asked, int otherwise) {
        if (variable.matches("[0-9]{1,4}")) {
            return Integer.parseInt(variable);
        }
        return asked == 0 ? otherwise : asked;
    }

    /** Lines and columns as {@code stty} says, since Java cannot ask the terminal; 0 where it does not know. */
    private static int[] size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readNBytes(100), StandardCharsets.UTF_8);
            Matcher matcher = SIZE.matcher(size);
            return matcher.matches()
                    ? new int[] {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))}
                    : new int[] {0, 0};
        } catch (IOException e) {
            return new int[] {0, 0};
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
