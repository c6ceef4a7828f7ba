package dev.rekindle.rules;

import dev.rekindle.core.IntOrString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The forms of names and ports (staging/src/k8s.io/apimachinery/pkg/util/validation and pkg/api/validate/content).
 * Written without nested repetition, so that every text is judged in linear time.
 */
final class Names {
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
    private static final String HEADER = "[-A-Za-z0-9]+";
    private static final String LABEL_DETAIL = "a lowercase RFC 1123 label must consist of lower case alphanumeric "
            + "characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or "
            + "'123-abc', regex used for validation is '" + LABEL + "')";
    private static final String SUBDOMAIN_DETAIL = "a lowercase RFC 1123 subdomain must consist of lower case "
            + "alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character "
            + "(e.g. 'example.com', regex used for validation is '" + SUBDOMAIN + "')";
    private static final String HEADER_DETAIL = "a valid HTTP header must consist of alphanumeric characters or '-' "
            + "(e.g. 'X-Header-Name', regex used for validation is '" + HEADER + "')";
    private static final Pattern LABEL_CHARACTERS = Pattern.compile("[-a-z0-9]+");
    private static final Pattern HEADER_CHARACTERS = Pattern.compile(HEADER);
    private static final int MAX_LABEL = 63;
    private static final int MAX_SUBDOMAIN = 253;
    private static final int MAX_PORT_NAME = 15;

    private Names() {}

    static List<String> label(String name) {
        List<String> problems = new ArrayList<>();
        addTooLong(name, MAX_LABEL, "bytes", problems);
        if (!isLabel(name)) {
            problems.add(isSubdomain(name) ? "must not contain dots" : LABEL_DETAIL);
        }
        return problems;
    }

    static List<String> subdomain(String name) {
        List<String> problems = new ArrayList<>();
        addTooLong(name, MAX_SUBDOMAIN, "bytes", problems);
        if (!isSubdomain(name)) {
            problems.add(SUBDOMAIN_DETAIL);
        }
        return problems;
    }

    static List<String> header(String name) {
        return HEADER_CHARACTERS.matcher(name).matches() ? List.of() : List.of(HEADER_DETAIL);
    }

    static List<String> port(IntOrString port) {
        return port.value() instanceof Integer number ? portNumber(number) : portName(port.toString());
    }

    static List<String> portNumber(int port) {
        return port >= 1 && port <= 65_535 ? List.of() : List.of("must be between 1 and 65535, inclusive");
    }

    static List<String> portName(String port) {
        List<String> problems = new ArrayList<>();
        addTooLong(port, MAX_PORT_NAME, "characters", problems);
        if (!LABEL_CHARACTERS.matcher(port).matches()) {
            problems.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }
        if (port.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
            problems.add("must contain at least one letter (a-z)");
        }
        if (port.contains("--")) {
            problems.add("must not contain consecutive hyphens");
        }
        if (port.startsWith("-") || port.endsWith("-")) {
            problems.add("must not begin or end with a hyphen");
        }
        return problems;
    }

    private static boolean isLabel(String name) {
        return LABEL_CHARACTERS.matcher(name).matches() && !name.startsWith("-") && !name.endsWith("-");
    }

    private static boolean isSubdomain(String name) {
        for (String part : name.split("\\.", -1)) {
            if (!isLabel(part)) {
                return false;
            }
        }
        return true;
    }

    private static void addTooLong(String text, int limit, String unit, List<String> problems) {
        if (text.getBytes(StandardCharsets.UTF_8).length > limit) {
            problems.add("must be no more than " + limit + " " + unit);
        }
    }
}
