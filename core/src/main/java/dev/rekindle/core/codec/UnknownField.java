package dev.rekindle.core.codec;

import java.util.Objects;

/** A field of a manifest that Kubernetes does not have at that place. */
public final class UnknownField {
    private final String path;
    private final String hint;

    UnknownField(String path, String hint) {
        this.path = path;
        this.hint = hint;
    }

    /** {@return the place, {@code spec.containers[0].restartPolicyRule}} */
    public String path() {
        return path;
    }

    /** {@return what was probably meant ({@code did you mean restartPolicyRules?}), or empty} */
    public String hint() {
        return hint;
    }

    /**
     * Returns the sentence of kubectl's strict decoding (sigs.k8s.io/json), without the hint.
     *
     * @return {@code unknown field "spec.containers[0].restartPolicyRule"}
     */
    public String message() {
        return "unknown field \"" + path + "\"";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnknownField field && path.equals(field.path) && hint.equals(field.hint);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, hint);
    }

    @Override
    public String toString() {
        return hint.isEmpty() ? message() : message() + ": " + hint;
    }
}
