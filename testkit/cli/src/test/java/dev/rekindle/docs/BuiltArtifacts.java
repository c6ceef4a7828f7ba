package dev.rekindle.docs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where artifacts are in this build: those of Rekindle as it has just made them, the others in the local repository.
 * Only what is on the class path of this test is found.
 */
final class BuiltArtifacts {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private BuiltArtifacts() {}

    /** A jar, or a directory of classes where the build stops before it makes jars; and its pom. */
    private record Artifact(Path path, Path pom, String version) {}

    /**
     * Follows dependencies.
     *
     * @param scopes of the dependencies of dependencies: {@code compile}, to run also {@code runtime}
     * @return the class path
     */
    static List<Path> closure(List<MavenPom.Dependency> dependencies, Set<String> scopes) throws IOException {
        Map<String, Path> found = new LinkedHashMap<>();
        for (MavenPom.Dependency dependency : dependencies) {
            version(dependency.id()); // has to be there
            add(dependency, scopes, Set.of(), found);
        }
        return List.copyOf(found.values());
    }

    private static void add(
            MavenPom.Dependency added, Set<String> scopes, Set<String> excluded, Map<String, Path> found)
            throws IOException {
        if (found.containsKey(added.id()) || excluded.contains(added.id())) {
            return;
        }
        Artifact artifact = find(added.id());
        if (artifact == null) {
            return; // its scope is test, which a parent says: Maven left it out too
        }
        found.put(added.id(), artifact.path);
        Set<String> without = new HashSet<>(excluded);
        without.addAll(added.exclusions());
        for (MavenPom.Dependency next : MavenPom.read(artifact.pom).dependencies()) {
            if (scopes.contains(next.scope()) && !next.optional()) {
                add(next, scopes, without, found);
            }
        }
    }

    /** The version of an artifact in this build. */
    static String version(String id) throws IOException {
        Artifact artifact = find(id);
        if (artifact == null) {
            throw new IOException(id + " is not on the class path of this test: testkit/cli needs it in scope test");
        }
        return artifact.version;
    }

    private static @Nullable Artifact find(String id) throws IOException {
        String group = id.substring(0, id.indexOf(':'));
        String artifact = id.substring(id.indexOf(':') + 1);
        Path directory = Path.of(group.replace('.', '/'), artifact);
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (id.equals("dev.rekindle:rekindle-" + module(path))) {
                Path pom = above(above(path)).resolve("pom.xml");
                return new Artifact(
                        path, pom, MavenPom.read(ROOT.resolve("pom.xml")).version());
            }
            if (above(above(path)).endsWith(directory)) {
                String version = name(above(path));
                return new Artifact(path, path.resolveSibling(artifact + "-" + version + ".pom"), version);
            }
        }
        return null;
    }

    /** The folder of the module of this build whose classes or jar this is, or an empty text. */
    private static String module(Path path) {
        Path target = above(path);
        boolean built = path.startsWith(ROOT) && target.endsWith("target") && !path.endsWith("test-classes");
        return built ? name(above(target)) : "";
    }

    private static Path above(Path path) {
        return path.resolve("..").normalize();
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
