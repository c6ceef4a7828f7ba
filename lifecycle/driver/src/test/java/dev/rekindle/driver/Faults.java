package dev.rekindle.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A journal of the calls that a driver makes, and one fault at one of them. */
final class Faults {
    /** What goes wrong at the chosen call. */
    enum Kind {
        CRASH_BEFORE,
        CRASH_AFTER,
        FAIL_BEFORE,
        FAIL_AFTER
    }

    /** The end of the driver: nothing catches it. */
    static final class Crash extends VirtualMachineError {
        private static final long serialVersionUID = 1;
    }

    final List<String> calls = new ArrayList<>();
    private Predicate<String> chosen = call -> false;
    private Kind kind = Kind.CRASH_BEFORE;
    private boolean pending;
    private boolean happened;

    /** The fault happens once, at the first call from now on that is chosen. */
    void arm(Kind newKind, Predicate<String> newChosen) {
        kind = newKind;
        chosen = newChosen;
        happened = false;
    }

    /** The fault happens once, at the call of that number, counted from the first call of all. */
    void arm(Kind newKind, int index) {
        arm(newKind, call -> calls.size() - 1 == index);
    }

    boolean happened() {
        return happened;
    }

    /** Returns whether to fail instead of doing it. */
    synchronized boolean before(String call) {
        calls.add(call);
        pending = !happened && chosen.test(call);
        happened |= pending;
        if (pending && kind == Kind.CRASH_BEFORE) {
            throw new Crash();
        }
        return pending && kind == Kind.FAIL_BEFORE;
    }

    /** Returns whether to fail although it was done. */
    synchronized boolean after() {
        boolean now = pending;
        pending = false;
        if (now && kind == Kind.CRASH_AFTER) {
            throw new Crash();
        }
        return now && kind == Kind.FAIL_AFTER;
    }
}
