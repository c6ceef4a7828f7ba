package dev.rekindle.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Files, and those of directories at any depth, sorted within each.
 *
 * @param files the names, each once
 * @param problems a sentence for each directory that cannot be read or has no manifest
 */
record ManifestFiles(List<String> files, List<String> problems) {
    static ManifestFiles of(List<String> names) {
        Collection<String> files = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        for (String name : names) {
            try {
                boolean directory = !name.equals("-") && Files.isDirectory(InputFiles.path(name));
                files.addAll(directory ? below(InputFiles.path(name), problems) : List.of(name));
            } catch (BadInput e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return new ManifestFiles(List.copyOf(files), problems);
    }

    private static List<String> below(Path directory, List<String> problems) {
        List<String> found = new ArrayList<>();
        int before = problems.size();
        try {
            Path real = directory.toRealPath(); // the directory may be a link, which is not followed below
            Files.walkFileTree(real, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (isManifest(file)) {
                        found.add(directory.resolve(real.relativize(file)).toString());
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    problems.add(String.valueOf(
                            InputFiles.unreadable(file.toString(), e).getMessage()));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw InputFiles.unreadable(directory.toString(), e);
        }
        if (found.isEmpty() && problems.size() == before) {
            problems.add(directory + ": no .yaml, .yml or .json file there");
        }
        Collections.sort(found);
        return found;
    }

    private static boolean isManifest(Path file) {
        return file.toString().matches("(?s).*\\.(yaml|yml|json)");
    }
}
