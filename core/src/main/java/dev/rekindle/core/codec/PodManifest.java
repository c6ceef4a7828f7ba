package dev.rekindle.core.codec;

import dev.rekindle.core.Pod;
import java.util.List;

/**
 * A pod that a manifest describes: as an object of its own, or as the template of a workload.
 */
public final class PodManifest {
    private final String kind;
    private final String namespace;
    private final String name;
    private final String templatePath;
    private final String label;
    private final Pod pod;
    private final List<UnknownField> unknownFields;

    PodManifest(ObjectName object, String templatePath, String label, Pod pod, List<UnknownField> unknownFields) {
        this.kind = object.kind();
        this.namespace = object.namespace();
        this.name = object.name();
        this.templatePath = templatePath;
        this.label = label;
        this.pod = pod;
        this.unknownFields = List.copyOf(unknownFields);
    }

    /** {@return the kind of the object, {@code Pod}, {@code Deployment}, {@code JobSet} and so on} */
    public String kind() {
        return kind;
    }

    /** {@return the namespace of the object, or empty} */
    public String namespace() {
        return namespace;
    }

    /** {@return the name of the object, which a template does not pass on to its pods, or empty} */
    public String name() {
        return name;
    }

    /** {@return where the template is in the object, {@code spec.template}; empty for a pod} */
    public String templatePath() {
        return templatePath;
    }

    /**
     * Returns what people know the pod by, different for each pod of a text: {@code web} or {@code prod/web} for a pod,
     * {@code ci/run-*} for one with a {@code generateName}, {@code Deployment/web} for a template, with the place in
     * the text where that is not enough.
     *
     * @return a short text on one line
     */
    public String label() {
        return label;
    }

    /** {@return the pod; of a template, a pod with the metadata and the spec of the template} */
    public Pod pod() {
        return pod;
    }

    /** {@return the fields of the object that Kubernetes does not know, in the order of the text} */
    public List<UnknownField> unknownFields() {
        return unknownFields;
    }

    @Override
    public String toString() {
        return label;
    }
}
