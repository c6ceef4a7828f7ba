package dev.rekindle.rules;

/**
 * Neighbouring exit codes that share one decision, as {@link RestartRules#table} lists them.
 *
 * @param from the first code
 * @param to the last code, not below {@code from}
 * @param decision what each of them asks for
 */
public record ExitRange(int from, int to, RestartDecision decision) {
    /** Rejects a range without a code. */
    public ExitRange {
        Ranges.check(from, to);
    }
}
