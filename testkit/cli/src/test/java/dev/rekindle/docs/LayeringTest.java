package dev.rekindle.docs;

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
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final int LINES_MAX = 300;

    /** What a pure package may not touch. Streams of bytes that are handed in are fine. */
    private static final Pattern IMPURE =
            Pattern.compile("\\b(Instant\\.now|LocalDateTime\\.now|System\\.(currentTimeMillis"
                    + "|nanoTime|out|err|getenv|getProperty)|java\\.util\\.Random|Math\\.random|ThreadLocalRandom"
                    + "|java\\.time\\.Clock|java\\.lang\\.Thread|new Thread|java\\.util\\.concurrent|java\\.nio\\.file|java\\.io\\.File"
                    + "|java\\.net\\.|org\\.slf4j)\\b");

    /** Every module, with what it may import of the others: arrows go up this list. */
    private static final Map<String, String> MAY_IMPORT = Map.of(
            "core", "core",
            "rules", "rules|core",
            "lifecycle", "lifecycle|rules|core",
            "lifecycle/driver", "driver|lifecycle|rules|core",
            "testkit", "testkit|driver|lifecycle|rules|core",
            "testkit/conformance", "conformance|testkit|lifecycle|rules|core",
            "testkit/process", "process|driver|lifecycle|rules|core",
            "testkit/cli", "cli|process|conformance|testkit|driver|lifecycle|rules|core",
            "jmh", "jmh|testkit|driver|lifecycle|rules|core");

    private static final List<String> PURE = List.of("core", "rules", "lifecycle");

    /** A user of these drags no third party along: annotations are erased, what core's codec needs is optional. */
    private static final List<String> WITHOUT_THIRD_PARTY = List.of("rules", "lifecycle", "testkit");

    private static final Pattern THIRD_PARTY = Pattern.compile(
            "import (static )?+(?!java\\.|dev\\.rekindle\\.|org\\.jspecify\\.|com\\.fasterxml\\.jackson\\.annotation\\.)");

    @Test
    void purePackagesTouchNothing() {
        List<String> offences = new ArrayList<>();
        PURE.forEach(module -> sources(module).forEach(file -> find(IMPURE, file, offences)));
        assertThat(offences).isEmpty();
    }

    @Test
    void arrowsGoUp() {
        List<String> offences = new ArrayList<>();
        MAY_IMPORT.forEach((module, allowed) -> {
            Pattern others = Pattern.compile("import (static )?+dev\\.rekindle\\.(?!(" + allowed + ")\\b)");
            sources(module).forEach(file -> find(others, file, offences));
        });
        assertThat(offences).isEmpty();
    }

    @Test
    void someModulesHaveNoThirdParty() {
        List<String> offences = new ArrayList<>();
        WITHOUT_THIRD_PARTY.forEach(module -> sources(module).forEach(file -> find(THIRD_PARTY, file, offences)));
        assertThat(offences).isEmpty();
    }

    /** jqwik asks a class about every property of a module, when that class is among its tests. */
    @Test
    void noPropertyIsWithoutAFixedSeed() {
        Pattern property = Pattern.compile("import net\\.jqwik\\.api\\.Property;");
        List<String> with = MAY_IMPORT.keySet().stream()
                .filter(module -> Files.isDirectory(ROOT.resolve(module).resolve("src/test/java")))
                .filter(module -> files(module, "src/test/java").stream()
                        .anyMatch(f -> property.matcher(text(f)).find()))
                .toList();
        assertThat(with).contains("core", "rules", "testkit").allSatisfy(module -> {
            assertThat(text(ROOT.resolve(module).resolve("pom.xml"))).contains("build-helper-maven-plugin");
            // what the long profile runs once more, with random seeds
            assertThat(files(module, "src/test/java").stream()
                            .filter(f -> property.matcher(text(f)).find()))
                    .allMatch(f -> f.toString().endsWith("Properties.java"));
        });
    }

    @Test
    void theListOfModulesIsComplete() {
        assertThat(elements(text(ROOT.resolve("pom.xml")), "module"))
                .containsAll(MAY_IMPORT.keySet())
                .hasSize(MAY_IMPORT.size() + 1)
                .contains("core/bom");
    }

    @Test
    void theBomNamesEveryPublishedArtifactInTheVersionOfTheBuild() {
        String bom = text(ROOT.resolve("core/bom/pom.xml"));
        List<String> artifacts = MAY_IMPORT.keySet().stream()
                .filter(module -> !module.equals("jmh"))
                .map(module -> "rekindle-" + module.substring(module.lastIndexOf('/') + 1))
                .toList();
        assertThat(elements(bom.substring(bom.indexOf("<dependencyManagement>"), bom.indexOf("<build>")), "artifactId"))
                .containsExactlyInAnyOrderElementsOf(artifacts);
        assertThat(elements(bom, "version").get(0))
                .isEqualTo(elements(text(ROOT.resolve("pom.xml")), "version").get(0));
    }

    private static List<String> elements(String pom, String name) {
        return Pattern.compile("<" + name + ">(.*?)</" + name + ">")
                .matcher(pom)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void filesAreSmall() {
        List<String> offences = new ArrayList<>();
        for (String module : MAY_IMPORT.keySet()) {
            for (Path file : sources(module)) {
                long lines = text(file).lines().filter(line -> !isComment(line)).count();
                if (lines > LINES_MAX) {
                    offences.add(ROOT.relativize(file) + ": " + lines + " lines");
                }
            }
        }
        assertThat(offences).isEmpty();
    }

    /** Javadoc of a public type may take its room. */
    private static boolean isComment(String line) {
        String text = line.stripLeading();
        return text.startsWith("*") || text.startsWith("/**") || text.startsWith("//");
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
        return files(module, "src/main/java");
    }

    private static List<Path> files(String module, String directory) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve(directory))) {
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
