package dev.rekindle.driver;

import org.jspecify.annotations.Nullable;

/** Refuses what callers outside of {@code @NullMarked} code may hand over. */
final class Arguments {
    private Arguments() {}

    /**
     * Refuses null.
     *
     * @throws NullPointerException whose message says what was expected
     */
    static <T> T required(@Nullable T value, String name, String expected) {
        if (value == null) {
            throw new NullPointerException(name + ": Required value: expected " + expected);
        }
        return value;
    }
}
