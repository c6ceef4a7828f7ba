package dev.rekindle.testkit.invariants;

import org.jspecify.annotations.Nullable;

/** Something that holds of every step. */
public final class Invariant {
    private final int number;
    private final String name;
    private final String sentence;
    private final Judge judge;

    Invariant(int number, String name, String sentence, Judge judge) {
        this.number = number;
        this.name = name;
        this.sentence = sentence;
        this.judge = judge;
    }

    /** Looks at one step. */
    @FunctionalInterface
    interface Judge {
        /** {@return what is wrong, or null} */
        @Nullable
        String fault(Seen seen);
    }

    /** {@return its number in docs/invariants.md} */
    public int number() {
        return number;
    }

    /** {@return its name, in lower case with hyphens} */
    public String name() {
        return name;
    }

    /** {@return what holds} */
    public String sentence() {
        return sentence;
    }

    @Nullable
    String fault(Seen seen) {
        return judge.fault(seen);
    }

    @Override
    public String toString() {
        return number + " " + name;
    }
}
