package dev.rekindle.rules;

/** Text as Go prints it. */
public final class GoText {
    private GoText() {}

    /**
     * Quotes as {@code %q} and {@code strconv.Quote} do: double quotes, and escapes for what cannot be printed.
     *
     * @param text the text
     * @return the text in quotes
     */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> out.append(escape(c)));
        return out.append('"').toString();
    }

    private static String escape(int c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case 0x07 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 0x0b -> "\\v";
            default -> isPrintable(c) ? Character.toString(c) : hex(c);
        };
    }

    private static String hex(int c) {
        if (c < ' ' || c == 0x7f) {
            return String.format("\\x%02x", c);
        }
        return String.format(c > 0xffff ? "\\U%08x" : "\\u%04x", c);
    }

    /** Letters, marks, numbers, punctuation, symbols and the ASCII space. */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
