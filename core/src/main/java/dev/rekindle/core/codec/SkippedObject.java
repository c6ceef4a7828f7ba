package dev.rekindle.core.codec;

import java.util.Objects;

/** An object of a manifest that neither is a pod nor holds a pod template that is known. */
public final class SkippedObject {
    private final String kind;
    private final String namespace;
    private final String name;

    SkippedObject(String kind, String namespace, String name) {
        this.kind = kind;
        this.namespace = namespace;
        this.name = name;
    }

    /** {@return the kind, {@code Service}} */
    public String kind() {
        return kind;
    }

    /** {@return the namespace, or empty} */
    public String namespace() {
        return namespace;
    }

    /** {@return the name, or empty} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SkippedObject object
                && kind.equals(object.kind)
                && namespace.equals(object.namespace)
                && name.equals(object.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, namespace, name);
    }

    /** {@return kind, namespace and name, as far as there are any: {@code Service/web}} */
    @Override
    public String toString() {
        return kind + (namespace.isEmpty() ? "" : "/" + namespace) + (name.isEmpty() ? "" : "/" + name);
    }
}
