package dev.rekindle.core.codec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Says in one sentence why a parser gave up, in the words of the format and not of the parser's own API. */
final class SyntaxErrors {
    /** What Jackson adds to a message for those who configure it. */
    private static final Pattern FOR_PROGRAMMERS = Pattern.compile(
            "(?s)( \\(start marker|\\. \\(Do not use|: enable|; enable| \\(not recognized|: maybe a|\n).*");

    private static final int MAX_LENGTH = 200;

    private SyntaxErrors() {}

    static PodFormatException explain(IOException e) {
        if (e.getCause() instanceof MarkedYAMLException yaml) {
            return explain(yaml);
        }
        if (e.getCause() instanceof ReaderException reader) {
            return new PodFormatException(String.format(
                    "not text: character U+%04X at offset %d is not allowed in YAML",
                    reader.getCodePoint(), reader.getPosition()));
        }
        String problem = problem(e);
        JsonLocation location = e instanceof JsonProcessingException json ? json.getLocation() : null;
        return location == null
                ? new PodFormatException(problem)
                : PodFormatException.at(location.getLineNr(), location.getColumnNr(), problem);
    }

    private static PodFormatException explain(MarkedYAMLException yaml) {
        String problem = String.valueOf(yaml.getProblem());
        String text = problem.contains("(TAB)") ? "a tab cannot start a token, indent with spaces" : plain(problem);
        Mark mark = yaml.getProblemMark();
        return mark == null
                ? new PodFormatException("not valid YAML: " + text)
                : PodFormatException.at(mark.getLine() + 1, mark.getColumn() + 1, "not valid YAML: " + text);
    }

    private static String problem(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return "a number is too long";
        }
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        if (message == null || message.startsWith("Expected a field name")) {
            return "not a key: expected plain text";
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
