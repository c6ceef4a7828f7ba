package dev.rekindle.core.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The pods and pod templates of a text, and what else was in it.
 *
 * <p>Read as {@link PodCodec} does, with these in addition: the templates of {@code PodTemplate},
 * {@code ReplicationController}, {@code ReplicaSet}, {@code Deployment}, {@code StatefulSet}, {@code DaemonSet},
 * {@code Job}, {@code CronJob}, {@code JobSet} and {@code LeaderWorkerSet}, alone, in streams, and in lists of any of
 * these kinds. Objects of other kinds are skipped and named; one without a kind is refused, as by {@code kubectl}.
 */
public final class Manifests {
    private final List<PodManifest> pods;
    private final List<SkippedObject> skipped;

    Manifests(List<PodManifest> pods, List<SkippedObject> skipped) {
        this.pods = List.copyOf(pods);
        this.skipped = List.copyOf(skipped);
    }

    /**
     * Reads a text.
     *
     * @param text YAML or JSON, at most {@value PodCodec#MAX_BYTES} characters
     * @return what is in it
     * @throws PodFormatException when the text cannot be read, or nothing is in it
     */
    public static Manifests read(String text) {
        return ManifestReader.withTemplates(PodCodec.documents(text)).manifests();
    }

    /**
     * Reads a stream. The stream is not closed.
     *
     * @param in YAML or JSON, at most {@value PodCodec#MAX_BYTES} bytes, encoded as for {@link PodCodec#read(InputStream)}
     * @return what is in it
     * @throws IOException when the stream cannot be read
     * @throws PodFormatException when the content cannot be read, or nothing is in it
     */
    public static Manifests read(InputStream in) throws IOException {
        return read(PodCodec.text(in));
    }

    /** {@return the pods and templates in the order of the text} */
    public List<PodManifest> pods() {
        return pods;
    }

    /** {@return the objects of other kinds in the order of the text} */
    public List<SkippedObject> skipped() {
        return skipped;
    }

    @Override
    public String toString() {
        return pods + (skipped.isEmpty() ? "" : ", skipped " + skipped);
    }
}
