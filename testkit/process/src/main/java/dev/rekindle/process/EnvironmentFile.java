package dev.rekindle.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The variables of a container as a file that its shell reads: everybody may read command lines, so values must not
 * stand there. What a shell cannot carry, such as a name with a dot, goes through {@code env}, for as long as that
 * takes to become the program.
 */
final class EnvironmentFile {
    static final String NAME = "environment";

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** Those that are read-only or special to some shell. */
    private static final Pattern SPECIAL = Pattern.compile("_|E?UID|PPID|GROUPS|SHELLOPTS|BASH.*|OPTIND|OPTARG|OPTERR"
            + "|LINENO|IFS|PWD|OLDPWD|SHLVL|RANDOM|SECONDS|FUNCNAME|DIRSTACK|HISTCMD|PIPESTATUS|environment");

    private static final String ENV = Objects.requireNonNullElse(Tools.find("env"), "env");
    private static final String NICE = Objects.requireNonNullElse(Tools.find("nice"), "nice");

    private EnvironmentFile() {}

    static void write(Path directory, Map<String, String> environment, String program) throws IOException {
        StringBuilder text = new StringBuilder();
        List<String> odd = new ArrayList<>();
        environment.forEach((name, value) -> {
            if (name.equals(Scripts.DIRECTORY_VARIABLE)) {
                return; // by which we find the process
            }
            if (VARIABLE.matcher(name).matches() && !SPECIAL.matcher(name).matches()) {
                text.append("export ")
                        .append(name)
                        .append('=')
                        .append(quote(value))
                        .append('\n');
            } else {
                odd.add(quote(name + "=" + value));
            }
        });
        if (!odd.isEmpty()) {
            text.append("set -- ").append(quote(ENV)).append(' ').append(String.join(" ", odd));
            // env would take a program with a '=' for another variable
            text.append(program.contains("=") ? " " + quote(NICE) + " -n 0" : "")
                    .append(" \"$@\"\n");
        }
        Path file = Files.createFile(
                directory.resolve(NAME),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
