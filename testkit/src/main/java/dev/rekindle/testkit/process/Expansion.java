package dev.rekindle.testkit.process;

import java.util.Map;

/**
 * Replaces {@code $(NAME)} in commands, arguments and values as the kubelet does
 * (third_party/forked/golang/expansion/expand.go): {@code $$} becomes {@code $}, and what names no variable stays.
 */
final class Expansion {
    private Expansion() {}

    static String expand(String text, Map<String, String> variables) {
        StringBuilder expanded = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
            int end = c == '$' && next == '(' ? text.indexOf(')', at) : -1;
            if (end >= 0) {
                String name = text.substring(at + 2, end);
                expanded.append(variables.getOrDefault(name, "$(" + name + ")"));
                at = end + 1;
            } else if (c == '$' && next == '$') {
                expanded.append('$');
                at += 2;
            } else {
                expanded.append(c);
                at++;
            }
        }
        return expanded.toString();
    }
}
