package dev.rekindle.core.codec;

/**
 * A field of a manifest that Kubernetes does not have at that place.
 *
 * @param path the place, {@code spec.containers[0].restartPolicyRule}
 * @param hint what was probably meant ({@code did you mean restartPolicyRules?}), or empty
 */
public record UnknownField(String path, String hint) {
    /**
     * Returns the sentence of kubectl's strict decoding (sigs.k8s.io/json), without the hint.
     *
     * @return {@code unknown field "spec.containers[0].restartPolicyRule"}
     */
    public String message() {
        return "unknown field \"" + path + "\"";
    }

    @Override
    public String toString() {
        return hint.isEmpty() ? message() : message() + ": " + hint;
    }
}
