package dev.rekindle.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What {@code verify} compares the public API of each artifact with: docs/api/ARTIFACT.jar, class files without code and
 * annotations and with nothing but public and protected members. {@code mvn test -Papi-baseline} writes them anew
 * from the classes just built.
 */
class ApiBaselineTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    private static final int SKIPPED = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "core",
                "rules",
                "lifecycle",
                "lifecycle/driver",
                "testkit",
                "testkit/conformance",
                "testkit/process"
            })
    void everyArtifactHasItsBaseline(String module) throws IOException {
        String artifact = "rekindle-" + module.substring(module.lastIndexOf('/') + 1);
        Path baseline = ROOT.resolve("docs/api").resolve(artifact + ".jar");
        if (Boolean.getBoolean("rewrite")) {
            Files.createDirectories(baseline.getParent());
            Files.write(baseline, jar(api(ROOT.resolve(module).resolve("target/classes"))));
        }
        assertThat(baseline).isRegularFile();
        assertThat(ROOT.resolve(module).resolve("pom.xml")).content().contains("<japicmp.skip>false<");
        assertThat(publicApi(module)).as("packages that are exported").containsAll(packages(baseline));
    }

    /** The command line is a program; nobody compiles against it. */
    @Test
    void noPublishedArtifactIsLeftOut() throws IOException {
        String bom = Files.readString(ROOT.resolve("core/bom/pom.xml"));
        Stream<String> published = Pattern.compile("<artifactId>(rekindle-[a-z]+)</artifactId>")
                .matcher(bom)
                .results()
                .map(match -> match.group(1) + ".jar")
                .filter(jar -> !jar.equals("rekindle-bom.jar") && !jar.equals("rekindle-cli.jar"));
        try (Stream<Path> baselines = Files.list(ROOT.resolve("docs/api"))) {
            assertThat(baselines.map(jar -> jar.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(published.toList());
        }
    }

    private static List<String> publicApi(String module) throws IOException {
        return Files.readAllLines(ROOT.resolve(module).resolve("src/main/java/module-info.java")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("exports "))
                .map(line -> line.substring("exports ".length(), line.length() - 1))
                .toList();
    }

    private static Set<String> packages(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Set<String> packages = new TreeSet<>();
            zip.stream()
                    .map(ZipEntry::getName)
                    .forEach(name -> packages.add(
                            name.substring(0, name.lastIndexOf('/')).replace('/', '.')));
            return packages;
        }
    }

    /** Classes that users see, and those that hide behind them: what these inherit is seen too. */
    private static Map<String, byte[]> api(Path classes) throws IOException {
        Map<String, ClassReader> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(f -> f.toString().endsWith(".class") && !f.endsWith("module-info.class"))
                    .map(ApiBaselineTest::read)
                    .forEach(reader -> all.put(reader.getClassName(), reader));
        }
        Deque<ClassReader> left = new ArrayDeque<>(all.values().stream()
                .filter(r -> isPublic(all, r.getClassName()))
                .toList());
        Map<String, byte[]> api = new TreeMap<>();
        while (!left.isEmpty()) {
            ClassReader reader = left.pop();
            if (api.put(reader.getClassName() + ".class", stripped(reader)) == null) {
                List<String> above = new ArrayList<>(List.of(reader.getInterfaces()));
                above.add(reader.getSuperName());
                above.stream().filter(all::containsKey).map(all::get).forEach(left::add);
            }
        }
        return api;
    }

    private static ClassReader read(Path file) {
        try {
            return new ClassReader(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A nested class is public when those around it are; in its class file, protected is public too. */
    private static boolean isPublic(Map<String, ClassReader> all, String name) {
        ClassReader reader = all.get(name);
        boolean isPublic = reader != null && (reader.getAccess() & Opcodes.ACC_PUBLIC) != 0;
        int end = name.lastIndexOf('$');
        return isPublic && (end < 0 || isPublic(all, name.substring(0, end)));
    }

    private static byte[] stripped(ClassReader reader) {
        ClassWriter writer = new ClassWriter(0);
        reader.accept(new Api(writer), SKIPPED);
        return writer.toByteArray();
    }

    private static byte[] jar(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (Map.Entry<String, byte[]> file : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setLastModifiedTime(TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** Leaves out what nobody else can refer to. */
    private static final class Api extends ClassVisitor {
        private Api(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        private static boolean isHidden(int access) {
            return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) == 0;
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            return isHidden(access) ? null : super.visitField(access, name, descriptor, signature, value);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return isHidden(access) ? null : super.visitMethod(access, name, descriptor, signature, exceptions);
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return null;
        }

        @Override
        public void visitAttribute(Attribute attribute) {
            // none that javac writes is part of the API
        }
    }
}
