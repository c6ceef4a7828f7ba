package dev.rekindle.testkit.invariants;

import java.util.Objects;

/**
 * An invariant that does not hold of a step.
 *
 * @param invariant which
 * @param detail what was seen instead
 */
public record Violation(Invariant invariant, String detail) {
    /** Checks. */
    public Violation {
        Objects.requireNonNull(invariant, "invariant must not be null");
        Objects.requireNonNull(detail, "detail must not be null");
    }

    @Override
    public String toString() {
        return invariant.number() + " " + invariant.name() + ": " + detail;
    }
}
