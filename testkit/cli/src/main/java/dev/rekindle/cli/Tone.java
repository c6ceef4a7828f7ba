package dev.rekindle.cli;

/** What a colour means. */
enum Tone {
    PLAIN(""),
    /** What is said beside the main thing. */
    ASIDE("2"),
    TITLE("1"),
    GOOD("32"),
    BAD("31"),
    /** A restart of all containers. */
    RESTART("1;33"),
    START("36");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    /** The parameters of the ANSI sequence; empty for none. */
    String code() {
        return code;
    }
}
