package dev.rekindle.testkit.invariants;

/**
 * An invariant that does not hold of a step.
 *
 * @param invariant which
 * @param detail what was seen instead
 */
public record Violation(Invariant invariant, String detail) {
    @Override
    public String toString() {
        return invariant.number() + " " + invariant.name() + ": " + detail;
    }
}
