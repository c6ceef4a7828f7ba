package dev.rekindle.process;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for bind mounts: puts the directory of a volume where a text has its mount path. A path counts where a
 * word of a shell or an assignment could begin, up to its own end or a slash: {@code /queue} in {@code cat /queue/a},
 * {@code --dir=/queue} and {@code "/queue"}, not in {@code /queue2}, {@code /queue.old}, {@code /var/queue} or
 * {@code $HOME/queue}.
 */
final class PathMapping {
    private static final String BEFORE = "(?<![^\\s\"'`=:,;(<>|&\\[{])";
    private static final String AFTER = "(?![A-Za-z0-9._-])";

    private final Map<String, String> directories;
    private final @Nullable Pattern pattern;

    /** From mount paths to directories. */
    PathMapping(Map<String, String> mounts) {
        this.directories = new TreeMap<>();
        mounts.forEach((mountPath, directory) -> directories.put(withoutSlash(mountPath), directory));
        String longestFirst = directories.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        this.pattern = directories.isEmpty() ? null : Pattern.compile(BEFORE + "(?:" + longestFirst + ")" + AFTER);
    }

    String map(String text) {
        return pattern == null
                ? text
                : pattern.matcher(text)
                        .replaceAll(match -> Matcher.quoteReplacement(String.valueOf(directories.get(match.group()))));
    }

    List<String> map(List<String> texts) {
        return texts.stream().map(this::map).toList();
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
