package dev.rekindle.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekindle.core.Pod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** What a watch of the API server told of a pod of a real kubelet; see {@code traces/README.md} of the resources. */
public final class Recordings {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Recordings() {}

    /** Every version of the pod, in order. */
    public static List<Pod> pods(String name) throws IOException {
        List<Pod> pods = new ArrayList<>();
        try (InputStream in =
                        Objects.requireNonNull(Recordings.class.getResourceAsStream("traces/" + name + ".jsonl.gz"));
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                pods.add(MAPPER.treeToValue(MAPPER.readTree(line).path("object"), Pod.class));
            }
        }
        return pods;
    }
}
