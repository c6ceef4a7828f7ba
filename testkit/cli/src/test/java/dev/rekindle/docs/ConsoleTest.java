package dev.rekindle.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What README and docs show of the command line is what it prints. */
class ConsoleTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile(
            "```console\n(?:\\$ mvn [^\n]*\n)?\\$ java -jar testkit/cli/target/rekindle.jar ([^\n]*)\n(.*?)```",
            Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> everyConsoleBlockIsReal() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            files.filter(f -> f.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        for (Path document : documents) {
            Matcher block = BLOCK.matcher(Files.readString(document));
            while (block.find()) {
                String command = block.group(1);
                String shown = block.group(2);
                tests.add(DynamicTest.dynamicTest(
                        ROOT.relativize(document) + ": " + command,
                        () -> assertThat(output(command)).isEqualToNormalizingWhitespace(shown)));
            }
        }
        assertThat(tests).as("console blocks").hasSizeGreaterThan(1);
        return tests.stream();
    }

    private static String output(String command) {
        String[] args = Arrays.stream(command.split(" "))
                .map(word -> word.startsWith("docs/") ? ROOT.resolve(word).toString() : word)
                .toArray(String[]::new);
        StringWriter out = new StringWriter();
        Main.run(args, new PrintWriter(out, true), new PrintWriter(out, true));
        return out.toString();
    }
}
