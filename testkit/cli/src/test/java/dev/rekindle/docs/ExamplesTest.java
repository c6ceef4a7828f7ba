package dev.rekindle.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The projects under docs/examples do what they say, with what their pom.xml names. */
class ExamplesTest {
    private static final Pattern OUTPUT = Pattern.compile("```console\n\\$ mvn [^\n]*\n(.*?)```", Pattern.DOTALL);

    private static final Pattern PASSED = Pattern.compile("\\[ +[1-9]\\d* tests successful +\\]");

    /** By project, what it needs: a user's pom.xml should name nothing in vain. */
    static final Map<String, List<String>> DEPENDENCIES = Map.of(
            "agent",
            List.of(
                    "dev.rekindle:rekindle-driver",
                    "com.fasterxml.jackson.dataformat:jackson-dataformat-yaml",
                    "org.slf4j:slf4j-nop",
                    "org.junit.jupiter:junit-jupiter"),
            "controller",
            List.of(
                    "dev.rekindle:rekindle-rules",
                    "io.fabric8:kubernetes-client",
                    "io.fabric8:kubernetes-httpclient-jdk",
                    "org.slf4j:slf4j-nop",
                    "org.junit.jupiter:junit-jupiter"),
            "harness",
            List.of(
                    "dev.rekindle:rekindle-core",
                    "dev.rekindle:rekindle-testkit",
                    "com.fasterxml.jackson.dataformat:jackson-dataformat-yaml",
                    "org.junit.jupiter:junit-jupiter"));

    static final List<String> PROJECTS = DEPENDENCIES.keySet().stream().sorted().toList();

    @TempDir
    Path target;

    @Test
    void theAgentPrintsWhatItsReadmeShows() throws Exception {
        ExampleProject agent = ExampleProject.build("agent", target);
        String shown = outputInReadme("agent");
        assertThat(agent.run(false, "com.example.agent.Agent")).isEqualTo(shown);
        assertThat(agent.run(true, "com.example.agent.Agent")).isEqualTo(shown);
    }

    @ParameterizedTest
    @FieldSource("PROJECTS")
    void testsPass(String name) throws Exception {
        ExampleProject project = ExampleProject.build(name, target);
        assertThat(project.test(false)).containsPattern(PASSED);
        if (project.isModular()) {
            assertThat(project.test(true)).containsPattern(PASSED);
        }
    }

    @ParameterizedTest
    @FieldSource("PROJECTS")
    void thePomNamesWhatIsNeededInTheVersionsOfThisBuild(String name) throws IOException {
        MavenPom pom = MavenPom.read(directory(name).resolve("pom.xml"));
        assertThat(pom.dependencies())
                .extracting(MavenPom.Dependency::id)
                .containsExactlyInAnyOrderElementsOf(DEPENDENCIES.get(name));
        assertThat(pom.managed()).singleElement().satisfies(bom -> {
            assertThat(bom.id()).isEqualTo("dev.rekindle:rekindle-bom");
            assertThat(bom.version()).isEqualTo(BuiltArtifacts.version("dev.rekindle:rekindle-core"));
        });
        for (MavenPom.Dependency dependency : pom.dependencies()) {
            boolean managed = dependency.id().startsWith("dev.rekindle:");
            assertThat(dependency.version())
                    .as(dependency.id())
                    .isEqualTo(managed ? "" : BuiltArtifacts.version(dependency.id()));
        }
    }

    private static String outputInReadme(String project) throws IOException {
        Matcher output = OUTPUT.matcher(Files.readString(directory(project).resolve("README.md")));
        assertThat(output.find()).as("a block with what it prints").isTrue();
        return output.group(1);
    }

    private static Path directory(String project) {
        return BuiltArtifacts.ROOT.resolve("docs/examples").resolve(project);
    }
}
