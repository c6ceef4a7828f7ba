package dev.rekindle.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every Java block of README and docs stands in a file of this package, which tests compile and run, or in one of the
 * projects under docs/examples, which {@link ExamplesTest} builds and runs.
 */
class DocumentsTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path SOURCES = Path.of("src/test/java/dev/rekindle/docs");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> everyJavaBlockIsTested() throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path directory : List.of(SOURCES, ROOT.resolve("docs/examples"))) {
            for (Path file : files(directory, ".java")) {
                sources.add(normal(Files.readString(file)));
            }
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : documents()) {
            Matcher block = BLOCK.matcher(Files.readString(document));
            for (int i = 1; block.find(); i++) {
                String code = normal(block.group(1));
                tests.add(DynamicTest.dynamicTest(
                        ROOT.relativize(document) + " block " + i,
                        () -> assertThat(sources)
                                .anySatisfy(source -> assertThat(source).contains(code))));
            }
        }
        assertThat(tests).as("Java blocks").hasSizeGreaterThan(4);
        return tests.stream();
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(files(ROOT.resolve("docs"), ".md"));
        documents.add(ROOT.resolve("README.md"));
        return documents;
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
        }
    }

    /** Without indentation and line breaks, which differ between a document and its source. */
    private static String normal(String code) {
        return code.replaceAll("\\s+", " ").trim();
    }
}
