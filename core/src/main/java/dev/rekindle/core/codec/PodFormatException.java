package dev.rekindle.core.codec;

import java.io.Serial;

/**
 * A text that holds no pod, or not a readable one. The message is one sentence for people: where, what was found
 * and what was expected.
 */
public final class PodFormatException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    PodFormatException(String message) {
        super(message);
    }

    static PodFormatException at(int line, int column, String problem) {
        return new PodFormatException("line " + line + ", column " + column + ": " + problem);
    }
}
