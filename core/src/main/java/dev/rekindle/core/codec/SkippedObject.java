package dev.rekindle.core.codec;

/**
 * An object of a manifest that neither is a pod nor holds a pod template that is known.
 *
 * @param kind the kind, {@code Service}
 * @param namespace the namespace, or empty
 * @param name the name, or empty
 */
public record SkippedObject(String kind, String namespace, String name) {
    /** {@return kind, namespace and name, as far as there are any: {@code Service/web}} */
    @Override
    public String toString() {
        return kind + (namespace.isEmpty() ? "" : "/" + namespace) + (name.isEmpty() ? "" : "/" + name);
    }
}
