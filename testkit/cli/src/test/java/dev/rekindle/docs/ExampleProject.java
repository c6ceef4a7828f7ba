package dev.rekindle.docs;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A project under docs/examples, built and run as Maven would, but against the artifacts of this build: nothing has to
 * be installed for it. It gets what its own pom.xml names, and nothing else.
 */
final class ExampleProject {
    private static final Set<String> TO_COMPILE = Set.of("compile");
    private static final Set<String> TO_RUN = Set.of("compile", "runtime");
    private static final Pattern MODULE = Pattern.compile("\\bmodule ([\\w.]+) \\{");

    private final Path directory;
    private final MavenPom pom;
    private final Path classes;
    private final Path testClasses;

    private ExampleProject(Path directory, MavenPom pom, Path target) {
        this.directory = directory;
        this.pom = pom;
        this.classes = target.resolve("classes");
        this.testClasses = target.resolve("test-classes");
    }

    /** Compiles a project, its tests too, without a warning. */
    static ExampleProject build(String name, Path target) throws IOException {
        Path directory = BuiltArtifacts.ROOT.resolve("docs/examples").resolve(name);
        ExampleProject project =
                new ExampleProject(directory, MavenPom.read(directory.resolve("pom.xml")), target.resolve(name));
        List<Path> path = project.closure(TO_COMPILE, "compile");
        compile(directory.resolve("src/main"), project.classes, project.isModular() ? "-p" : "-cp", path);
        List<Path> testPath = new ArrayList<>(project.closure(TO_COMPILE, "compile", "test"));
        testPath.add(0, project.classes);
        compile(directory.resolve("src/test"), project.testClasses, "-cp", testPath);
        return project;
    }

    MavenPom pom() {
        return pom;
    }

    boolean isModular() {
        return Files.exists(directory.resolve("src/main/java/module-info.java"));
    }

    private String module() throws IOException {
        Matcher name = MODULE.matcher(Files.readString(directory.resolve("src/main/java/module-info.java")));
        if (!name.find()) {
            throw new IOException(directory + ": module-info.java names no module");
        }
        return name.group(1);
    }

    /** What a main class prints, errors too, when it ends with 0. */
    String run(boolean asModule, String mainClass) throws IOException, InterruptedException {
        List<Path> path = new ArrayList<>(closure(TO_RUN, "compile", "runtime"));
        path.add(0, classes);
        return asModule
                ? java(List.of("-p", join(path), "-m", module() + "/" + mainClass))
                : java(List.of("-cp", join(path), mainClass));
    }

    /** What JUnit prints when all tests of the project pass. */
    String test(boolean asModule) throws IOException, InterruptedException {
        List<Path> path = new ArrayList<>(closure(TO_RUN, "compile", "runtime", "test"));
        BuiltArtifacts.closure(List.of(CONSOLE), TO_RUN).stream()
                .filter(jar -> !path.contains(jar))
                .forEach(path::add);
        path.add(0, classes);
        List<String> args = new ArrayList<>();
        if (asModule) {
            args.addAll(List.of("-p", join(path), "--patch-module", module() + "=" + testClasses));
            args.addAll(List.of("--add-modules", "ALL-MODULE-PATH"));
            args.addAll(List.of("--add-reads", module() + "=" + modules(path)));
            for (String testPackage : packages()) {
                args.addAll(List.of("--add-opens", module() + "/" + testPackage + "=org.junit.platform.commons"));
            }
            args.addAll(List.of("-m", "org.junit.platform.console/org.junit.platform.console.ConsoleLauncher"));
            args.addAll(List.of("execute", "--select-module", module()));
        } else {
            path.add(0, testClasses);
            args.addAll(List.of("-cp", join(path), "org.junit.platform.console.ConsoleLauncher"));
            args.addAll(List.of("execute", "--scan-class-path", testClasses.toString()));
        }
        args.addAll(List.of("--disable-banner", "--details=tree", "--disable-ansi-colors", "--fail-if-no-tests"));
        return java(args);
    }

    private static final MavenPom.Dependency CONSOLE =
            new MavenPom.Dependency("org.junit.platform:junit-platform-console", "", "test", false, Set.of());

    private List<Path> closure(Set<String> transitive, String... scopes) throws IOException {
        List<String> wanted = Arrays.asList(scopes);
        return BuiltArtifacts.closure(
                pom.dependencies().stream()
                        .filter(d -> wanted.contains(d.scope()))
                        .toList(),
                transitive);
    }

    private static String modules(List<Path> path) {
        return ModuleFinder.of(path.toArray(Path[]::new)).findAll().stream()
                .map(module -> module.descriptor().name())
                .sorted()
                .collect(Collectors.joining(","));
    }

    private Set<String> packages() throws IOException {
        return files(testClasses, ".class").stream()
                .map(file -> testClasses.relativize(file.getParent()).toString().replace(File.separatorChar, '.'))
                .collect(Collectors.toSet());
    }

    private static void compile(Path sources, Path classes, String pathOption, List<Path> path) throws IOException {
        Files.createDirectories(classes);
        List<String> args = new ArrayList<>(List.of("--release", "17", "-proc:none", "-Werror"));
        args.add("-Xlint:all,-processing,-path,-requires-automatic,-requires-transitive-automatic");
        args.addAll(List.of(pathOption, join(path), "-d", classes.toString()));
        files(sources.resolve("java"), ".java").forEach(file -> args.add(file.toString()));
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages, true);
        if (ToolProvider.findFirst("javac").orElseThrow().run(out, out, args.toArray(String[]::new)) != 0) {
            throw new IOException(sources + " does not compile:\n" + messages);
        }
        Path resources = sources.resolve("resources");
        if (Files.isDirectory(resources)) {
            for (Path file : files(resources, "")) {
                Path copy = classes.resolve(resources.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static String java(List<String> args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(args);
        Path output = Files.createTempFile("example", ".out"); // a pipe could keep us waiting for ever
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(2, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            String printed = Files.readString(output);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError((ended ? "exit code " + process.exitValue() : "it does not end") + "\n"
                        + String.join(" ", command) + "\n" + printed);
            }
            return printed;
        } finally {
            Files.delete(output);
        }
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(f -> Files.isRegularFile(f) && f.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static String join(List<Path> path) {
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
