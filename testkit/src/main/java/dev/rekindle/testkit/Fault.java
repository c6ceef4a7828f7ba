package dev.rekindle.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What goes wrong in the runtime of a pod. A new one does not compile until {@link FakePod} can do it.
 *
 * <p>Each has words, which {@code toString} gives and {@link #parse} takes: {@value #WORDS}.
 */
public sealed interface Fault {
    /** The words of all faults. */
    String WORDS = "fail-next CALL [CONTAINER], missing-image IMAGE, vanish CONTAINER, sandbox-dies";

    /**
     * Dispatches.
     *
     * @param visitor what to do for each kind
     * @param <R> what it returns
     * @return what the visitor returned
     */
    <R> R accept(Visitor<R> visitor);

    /**
     * One method for each kind of fault.
     *
     * @param <R> what they return
     */
    interface Visitor<R> {
        /**
         * Visits.
         *
         * @param fault the fault
         * @return anything
         */
        R failCall(FailCall fault);

        /**
         * Visits.
         *
         * @param fault the fault
         * @return anything
         */
        R missingImage(MissingImage fault);

        /**
         * Visits.
         *
         * @param fault the fault
         * @return anything
         */
        R vanish(Vanish fault);

        /**
         * Visits.
         *
         * @param fault the fault
         * @return anything
         */
        R sandboxDies(SandboxDies fault);
    }

    /**
     * The next call of that kind fails, once.
     *
     * @param op the call
     * @param container the container it is for; empty for a call of the whole pod
     */
    record FailCall(RuntimeOp op, String container) implements Fault {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException for a container of a call that is for the whole pod
         */
        public FailCall {
            Objects.requireNonNull(op, "op must not be null");
            Objects.requireNonNull(container, "container must not be null: give \"\" for a call of the whole pod");
            if (op.isOfPod() && !container.isEmpty()) {
                throw new IllegalArgumentException(
                        op.text() + " is a call of the whole pod, it has no container \"" + container + "\"");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.failCall(this);
        }

        @Override
        public String toString() {
            return ("fail-next " + op.text() + " " + container).strip();
        }
    }

    /**
     * Every pull of an image fails, until it {@linkplain FakePod#imageAppears appears}.
     *
     * @param image the image, as in the spec
     */
    record MissingImage(String image) implements Fault {
        /** Checks. */
        public MissingImage {
            Objects.requireNonNull(image, "image must not be null");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.missingImage(this);
        }

        @Override
        public String toString() {
            return "missing-image " + image;
        }
    }

    /**
     * The runtime loses every attempt of a container, as after a removal by hand. Logs stay.
     *
     * @param container the container
     */
    record Vanish(String container) implements Fault {
        /** Checks. */
        public Vanish {
            Objects.requireNonNull(container, "container must not be null");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.vanish(this);
        }

        @Override
        public String toString() {
            return "vanish " + container;
        }
    }

    /** The sandbox dies, and with it everything that runs. */
    record SandboxDies() implements Fault {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sandboxDies(this);
        }

        @Override
        public String toString() {
            return "sandbox-dies";
        }
    }

    /**
     * Reads the words of a fault.
     *
     * @param text such as {@code fail-next StartContainer app}; blanks may be more
     * @return the fault
     * @throws IllegalArgumentException when there is no such fault; the message says which there are
     */
    static Fault parse(String text) {
        Objects.requireNonNull(text, "text must not be null");
        List<String> words = Arrays.asList(text.strip().split("\\s+"));
        Fault fault = words.size() < 2 || words.size() > 3
                ? new SandboxDies()
                : switch (words.get(0)) {
                    case "fail-next" -> new FailCall(RuntimeOp.of(words.get(1)), words.size() > 2 ? words.get(2) : "");
                    case "missing-image" -> new MissingImage(words.get(1));
                    case "vanish" -> new Vanish(words.get(1));
                    default -> new SandboxDies();
                };
        boolean nameless = fault instanceof FailCall call && !call.op().isOfPod() && words.size() < 3;
        if (nameless || !fault.toString().equals(String.join(" ", words))) {
            throw new IllegalArgumentException("invalid fault \"" + text + "\": expected one of " + WORDS);
        }
        return fault;
    }
}
