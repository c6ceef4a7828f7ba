package dev.rekindle.process;

import java.util.Map;

/**
 * Replaces {@code $(NAME)} in commands, arguments and values as the kubelet does
 * (third_party/forked/golang/expansion/expand.go): {@code $$} becomes {@code $}, and what names no variable stays.
 * What was put in is not looked at again.
 */
final class Expansion {
    /** The kernel takes no longer string of a command line or an environment (MAX_ARG_STRLEN without its end). */
    static final int MAX = 128 * 1024 - 1;

    private Expansion() {}

    /**
     * Takes time in proportion to the lengths of text and result.
     *
     * @throws IllegalArgumentException when the result would be longer than {@link #MAX}
     */
    static String expand(String text, Map<String, String> variables) {
        StringBuilder expanded = new StringBuilder();
        int lastEnd = text.lastIndexOf(')');
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
            if (c == '$' && next == '(' && at < lastEnd) {
                int end = text.indexOf(')', at);
                String name = text.substring(at + 2, end);
                expanded.append(variables.getOrDefault(name, "$(" + name + ")"));
                at = end + 1;
            } else {
                expanded.append(c);
                at += c == '$' && next == '$' ? 2 : 1;
            }
            if (expanded.length() > MAX) {
                throw new IllegalArgumentException("expected at most " + MAX
                        + " characters once its $(VAR) are expanded, since Linux takes no more");
            }
        }
        return expanded.toString();
    }
}
