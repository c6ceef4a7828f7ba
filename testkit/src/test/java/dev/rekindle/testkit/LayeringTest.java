package dev.rekindle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What CONTRIBUTING asks of the sources, as far as a machine can tell. */
class LayeringTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int LINES_MAX = 300;

    /** What a pure package may not touch. Streams of bytes that are handed in are fine. */
    private static final Pattern IMPURE =
            Pattern.compile("\\b(Instant\\.now|LocalDateTime\\.now|System\\.(currentTimeMillis"
                    + "|nanoTime|out|err|getenv|getProperty)|java\\.util\\.Random|Math\\.random|ThreadLocalRandom"
                    + "|java\\.time\\.Clock|java\\.lang\\.Thread|new Thread|java\\.util\\.concurrent|java\\.nio\\.file|java\\.io\\.File"
                    + "|java\\.net\\.|org\\.slf4j)\\b");

    /** Who may not import whom: arrows go up core, rules, lifecycle, testkit. */
    private static final Map<String, Pattern> FORBIDDEN_IMPORTS = Map.of(
            "core", Pattern.compile("import (static )?dev\\.rekindle\\.(rules|lifecycle|testkit)\\b"),
            "rules",
                    Pattern.compile(
                            "import (static )?(dev\\.rekindle\\.(lifecycle|testkit)|com\\.fasterxml|tools\\.jackson)\\b"),
            "lifecycle",
                    Pattern.compile(
                            "import (static )?(dev\\.rekindle\\.testkit|org\\.junit|io\\.fabric8|io\\.kubernetes)\\b"));

    @Test
    void purePackagesTouchNothing() {
        List<String> offences = new ArrayList<>();
        for (String module : List.of("core", "rules", "lifecycle")) {
            for (Path file : sources(module)) {
                if (!file.toString().contains("/lifecycle/driver/") && !file.endsWith("module-info.java")) {
                    find(IMPURE, file, offences);
                }
            }
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void arrowsGoUp() {
        List<String> offences = new ArrayList<>();
        FORBIDDEN_IMPORTS.forEach((module, pattern) -> sources(module).forEach(file -> find(pattern, file, offences)));
        assertThat(offences).isEmpty();
    }

    @Test
    void filesAreSmall() {
        List<String> offences = new ArrayList<>();
        for (String module : List.of("core", "rules", "lifecycle", "testkit", "jmh")) {
            for (Path file : sources(module)) {
                long lines = text(file).lines().count();
                if (lines > LINES_MAX) {
                    offences.add(ROOT.relativize(file) + ": " + lines + " lines");
                }
            }
        }
        assertThat(offences).isEmpty();
    }

    private static void find(Pattern pattern, Path file, List<String> offences) {
        List<String> lines = text(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.stripLeading().startsWith("*") && pattern.matcher(line).find()) {
                offences.add(ROOT.relativize(file) + ":" + (i + 1) + ": " + line.strip());
            }
        }
    }

    private static List<Path> sources(String module) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            List<Path> found =
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
            assertThat(found).as("sources of " + module).isNotEmpty();
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
