package dev.rekindle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of docs that is made from the code: a test fails when it is out of date. */
public final class GeneratedDoc {
    private GeneratedDoc() {}

    /** Compares the page with its text, or writes it when the system property {@code rewrite} is true. */
    public static void check(String page, String text) throws IOException {
        Path file = Path.of("..", "docs", page);
        if (Boolean.getBoolean("rewrite")) {
            Files.writeString(file, text);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as("docs/%s is out of date; -Drewrite=true writes it anew", page)
                .isEqualTo(text);
    }
}
