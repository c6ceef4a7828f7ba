package dev.rekindle.core.codec;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Pods kept as files (see pods/README.md) and what the codec says of wrong ones. */
public final class TestPods {
    private TestPods() {}

    /**
     * Returns a file of the test resources.
     *
     * @param name the file name in pods/
     * @return its text
     */
    public static String text(String name) {
        try (InputStream in = TestPods.class.getResourceAsStream("/pods/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String error(String text) {
        PodFormatException e = catchThrowableOfType(PodFormatException.class, () -> PodCodec.read(text));
        return Objects.requireNonNull(Objects.requireNonNull(e, () -> "read without complaint: " + text)
                .getMessage());
    }
}
