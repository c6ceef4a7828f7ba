package dev.rekindle.process;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Finds a sub path of a volume, whose links must not lead out of it, as the kubelet sees to it
 * (pkg/volume/util/subpath/subpath_linux.go).
 */
final class SubPaths {
    private SubPaths() {}

    /**
     * Finds or creates it.
     *
     * @return where it really is
     * @throws IllegalArgumentException when it is absolute, has a {@code ..}, or leads out of the volume
     */
    static Path resolve(Path volume, String subPath) throws IOException {
        if (subPath.startsWith("/")) {
            throw new IllegalArgumentException("must be a relative path");
        }
        Path root = volume.toRealPath();
        Path path = root;
        for (String name : subPath.split("/", -1)) {
            if (name.equals("..")) {
                throw new IllegalArgumentException("must not contain '..'");
            }
            if (!name.isEmpty() && !name.equals(".")) {
                path = below(root, path.resolve(name), subPath);
            }
        }
        return path;
    }

    private static Path below(Path root, Path path, String subPath) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            try {
                return Files.createDirectory(path);
            } catch (FileAlreadyExistsException e) {
                // another container made it meanwhile
            }
        }
        Path real = path.toRealPath();
        if (!real.startsWith(root)) {
            throw new IllegalArgumentException(
                    "expected a path in its volume; a link leads \"" + subPath + "\" to " + real);
        }
        return real;
    }
}
