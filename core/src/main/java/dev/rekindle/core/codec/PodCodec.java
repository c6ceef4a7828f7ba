package dev.rekindle.core.codec;

import dev.rekindle.core.Pod;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/**
 * Reads pods from YAML and JSON, and writes them.
 *
 * <p>A text is a stream of YAML documents ({@code ---}) or of JSON values. {@code List} and {@code PodList} are
 * flattened; objects of other kinds are skipped when at least one pod or pod list is there, and refused when none is.
 * A missing {@code kind} counts as {@code Pod} in a {@code PodList}, and where {@code spec.containers} is a list,
 * because API clients leave it out. Fields that {@link Pod} does not model are ignored.
 *
 * <p>Values are taken as by {@code kubectl}: no number or boolean where the API has a string (except a quantity), no text
 * or fraction where it has an integer ({@code 42.0} is one), no duplicate key. A null field counts as absent, a null in
 * a list as a zero value. YAML scalars follow YAML 1.1 as goyaml reads it ({@code yes} is a boolean, {@code 0644} is octal,
 * {@code 08} is 8); aliases and merge keys are expanded. What begins as JSON has to be JSON.
 *
 * <p>Hostile input fails fast: at most {@value #MAX_BYTES} bytes, {@value #MAX_DEPTH} levels, {@value #MAX_VALUES}
 * values with all aliases expanded, and {@value #MAX_OBJECTS} objects.
 */
public final class PodCodec {
    /** The longest text read: 3 MiB, the request limit of the API server (staging/src/k8s.io/apiserver/pkg/server/config.go). */
    public static final int MAX_BYTES = 3 * 1024 * 1024;

    /** The deepest nesting of lists and objects read. */
    public static final int MAX_DEPTH = 100;

    /** The most scalars, lists and objects read from one text, aliases expanded. */
    public static final int MAX_VALUES = 500_000;

    /** The most documents and list items read from one text. */
    public static final int MAX_OBJECTS = 10_000;

    private PodCodec() {}

    /**
     * Reads every pod of a text.
     *
     * @param text YAML or JSON, at most {@value #MAX_BYTES} characters
     * @return the pods in the order of the text; empty only when it holds an empty list
     * @throws PodFormatException when the text cannot be read or holds something else than pods
     */
    public static List<Pod> read(String text) {
        return ManifestReader.podsOnly(documents(text)).pods();
    }

    /**
     * Reads every pod of a stream. The stream is not closed.
     *
     * @param in YAML or JSON in UTF-8, or in UTF-16 with a byte order mark, at most {@value #MAX_BYTES} bytes
     * @return the pods in the order of the stream; empty only when it holds an empty list
     * @throws IOException when the stream cannot be read
     * @throws PodFormatException when the content cannot be read or holds something else than pods
     */
    public static List<Pod> read(InputStream in) throws IOException {
        return read(text(in));
    }

    /**
     * Reads the one pod of a text.
     *
     * @param text YAML or JSON, at most {@value #MAX_BYTES} characters
     * @return the pod
     * @throws PodFormatException when the text cannot be read or does not hold exactly one pod
     */
    public static Pod readOne(String text) {
        List<Pod> pods = read(text);
        if (pods.size() != 1) {
            throw new PodFormatException("expected one Pod, got " + pods.size());
        }
        return pods.get(0);
    }

    /**
     * Writes a pod as {@code kubectl get -o json} lays it out: indented by 4, keys in the order of the API, map keys
     * sorted, nothing for what is empty.
     *
     * @param pod the pod
     * @return JSON, without a line feed at the end
     */
    public static String toJson(Pod pod) {
        Objects.requireNonNull(pod, "pod: Required value: expected the pod to write");
        return PodWriter.json(pod);
    }

    /**
     * Writes a pod as one YAML document, with the same fields in the same order as {@link #toJson}.
     *
     * @param pod the pod
     * @return YAML, with a line feed at the end
     */
    public static String toYaml(Pod pod) {
        Objects.requireNonNull(pod, "pod: Required value: expected the pod to write");
        return PodWriter.yaml(pod);
    }

    static Documents documents(String text) {
        Objects.requireNonNull(text, "text: Required value: expected YAML or JSON");
        if (text.length() > MAX_BYTES) {
            throw tooLong();
        }
        return Documents.parse(text);
    }

    static String text(InputStream in) throws IOException {
        Objects.requireNonNull(in, "in: Required value: expected a stream of YAML or JSON");
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw tooLong();
        }
        return Encodings.decode(bytes);
    }

    private static PodFormatException tooLong() {
        return new PodFormatException(
                "longer than " + MAX_BYTES + " bytes, which is as much as the Kubernetes API server takes");
    }
}
