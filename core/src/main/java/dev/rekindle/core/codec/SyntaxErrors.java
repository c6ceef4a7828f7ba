package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Says in one sentence why a parser gave up, in the words of the format and not of the parser's own API. */
final class SyntaxErrors {
    /** What Jackson adds to a message for those who configure it. */
    private static final Pattern FOR_PROGRAMMERS = Pattern.compile(
            "(?s)( \\(start marker|\\. \\(Do not use|: enable|; enable| \\(not recognized|: maybe a|\n).*");

    private static final int MAX_LENGTH = 200;

    private SyntaxErrors() {}

    static PodFormatException explain(YAMLException e, int linesBefore) {
        if (e instanceof ReaderException reader) {
            return new PodFormatException(String.format(
                    "not text: character U+%04X at offset %d is not allowed in YAML",
                    reader.getCodePoint(), reader.getPosition()));
        }
        if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            Mark mark = marked.getProblemMark();
            String problem = String.valueOf(marked.getProblem());
            String text = problem.contains("(TAB)") ? "a tab cannot start a token, indent with spaces" : plain(problem);
            return PodFormatException.at(
                    linesBefore + mark.getLine() + 1, mark.getColumn() + 1, "not valid YAML: " + text);
        }
        return new PodFormatException("not valid YAML: " + plain(String.valueOf(e.getMessage())));
    }

    static PodFormatException explain(IOException e, int linesBefore) {
        String problem = problem(e);
        JsonLocation location = e instanceof JsonProcessingException json ? json.getLocation() : null;
        return location == null
                ? new PodFormatException(problem)
                : PodFormatException.at(linesBefore + location.getLineNr(), location.getColumnNr(), problem);
    }

    private static String problem(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return "a number is too long";
        }
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        if (message == null) {
            return "not valid JSON";
        }
        if (message.startsWith("Unexpected end-of-input")) {
            return "not valid JSON: the text ends too early";
        }
        return "not valid JSON: " + plain(message);
    }

    private static String plain(String message) {
        return Shown.shortened(FOR_PROGRAMMERS.matcher(message).replaceFirst(""), MAX_LENGTH);
    }
}
