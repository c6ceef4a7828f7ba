package dev.rekindle.testkit.transcript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A story about pods; see the description of this package for its form. */
public final class Transcript {
    private static final String SEPARATOR = "----";
    private static final int LINES_SHOWN = 30;

    private final String name;
    private final Path directory;
    private final List<Paragraph> paragraphs;

    private Transcript(String name, Path directory, List<Paragraph> paragraphs) {
        this.name = name;
        this.directory = directory;
        this.paragraphs = paragraphs;
    }

    /** A comment, which is kept, or a command; its lines begin at a line of the file. */
    private record Paragraph(int line, List<String> lines) {
        boolean isComment() {
            return lines.stream().allMatch(line -> line.startsWith("#"));
        }
    }

    /**
     * Reads a transcript.
     *
     * @param name its name, for messages
     * @param text its text
     * @param directory where the files are that it refers to
     * @return the transcript
     */
    public static Transcript parse(String name, String text, Path directory) {
        Objects.requireNonNull(name, "name must not be null");
        Objects.requireNonNull(text, "text must not be null");
        Objects.requireNonNull(directory, "directory must not be null");
        List<Paragraph> paragraphs = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (String line : (text + "\n\n").split("\r?\n", -1)) {
            number++;
            if (!line.isBlank()) {
                lines.add(line);
            } else if (!lines.isEmpty()) {
                paragraphs.add(new Paragraph(number - lines.size(), List.copyOf(lines)));
                lines.clear();
            }
        }
        return new Transcript(name, directory, paragraphs);
    }

    /**
     * Tells the story again.
     *
     * @return the text of the transcript with what came of its commands now
     * @throws IllegalArgumentException when a command cannot be carried out; the message names file and line
     */
    public String run() {
        StringBuilder text = new StringBuilder();
        run(text);
        return text.toString();
    }

    private void run(StringBuilder text) {
        Interpreter interpreter = new Interpreter(directory);
        for (Paragraph paragraph : paragraphs) {
            text.append(text.isEmpty() ? "" : "\n");
            if (paragraph.isComment()) {
                paragraph.lines.forEach(line -> text.append(line).append('\n'));
                paragraph.lines.forEach(interpreter::comment);
            } else {
                int end = paragraph.lines.indexOf(SEPARATOR);
                List<String> command = paragraph.lines.subList(0, end < 0 ? paragraph.lines.size() : end);
                command.forEach(line -> text.append(line).append('\n'));
                text.append(SEPARATOR).append('\n').append(run(interpreter, paragraph.line, command));
            }
        }
    }

    private String run(Interpreter interpreter, int line, List<String> command) {
        try {
            return interpreter.run(command);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ":" + line + ": " + e.getMessage(), e);
        }
    }

    /**
     * Compares a file with what comes of it now. With the system property {@code rewrite=true}, writes the file anew
     * instead.
     *
     * @param file the file
     * @throws IOException when it cannot be read or written
     * @throws AssertionError when the outcome differs; the message names the first line that does, and shows what is
     *     around it
     * @throws IllegalArgumentException when a command cannot be carried out
     */
    public static void check(Path file) throws IOException {
        String text = Files.readString(Objects.requireNonNull(file, "file must not be null"));
        String outcome = outcome(file, text);
        if (Boolean.getBoolean("rewrite")) {
            Files.writeString(file, outcome);
        } else if (!outcome.equals(text)) {
            throw new AssertionError(difference(file, text, outcome));
        }
        if (outcome.contains(Interpreter.BROKEN)) {
            throw new AssertionError(file + ": "
                    + outcome.substring(outcome.indexOf(Interpreter.BROKEN))
                            .lines()
                            .findFirst()
                            .orElseThrow());
        }
    }

    /** A story that has gone another way comes to commands that cannot be carried out: what differed first matters. */
    private static String outcome(Path file, String text) {
        StringBuilder outcome = new StringBuilder();
        try {
            parse(file.toString(), text, file.resolveSibling("")).run(outcome);
            return outcome.toString();
        } catch (IllegalArgumentException e) {
            if (text.startsWith(outcome.toString()) || Boolean.getBoolean("rewrite")) {
                throw e;
            }
            throw new AssertionError(difference(file, text, outcome.toString()) + "\nand then " + e.getMessage(), e);
        }
    }

    /** {@return its name} */
    @Override
    public String toString() {
        return "transcript " + name;
    }

    private static String difference(Path file, String expected, String actual) {
        List<String> before = expected.lines().toList();
        List<String> after = actual.lines().toList();
        int i = 0;
        while (i < before.size() && i < after.size() && before.get(i).equals(after.get(i))) {
            i++;
        }
        int end = Math.min(after.size(), i + LINES_SHOWN);
        return file + ":" + (i + 1) + ": expected \"" + (i < before.size() ? before.get(i) : "end of file")
                + "\", but was \"" + (i < after.size() ? after.get(i) : "end of file") + "\"\n(-Drewrite=true writes"
                + " the file anew)\n" + String.join("\n", after.subList(Math.max(0, i - LINES_SHOWN / 2), end));
    }
}
