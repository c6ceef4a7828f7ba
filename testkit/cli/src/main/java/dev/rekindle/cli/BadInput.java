package dev.rekindle.cli;

import java.io.Serial;

/** Input that cannot be worked with. The message is for people; it is printed and nothing else is. */
final class BadInput extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    BadInput(String message) {
        super(message);
    }

    BadInput(String message, Exception cause) {
        super(message, cause);
    }
}
