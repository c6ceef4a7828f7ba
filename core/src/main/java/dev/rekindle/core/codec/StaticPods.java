package dev.rekindle.core.codec;

import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/** Makes pods of manifests that no API server has seen. Needs Jackson 2 databind, as {@link PodCodec} does. */
public final class StaticPods {
    private StaticPods() {}

    /**
     * Gives a pod what a kubelet gives to a static pod ({@code applyDefaults}, pkg/kubelet/config/common.go): a UID
     * that follows from its content, its node and where the manifest comes from; the name of the node at the end of
     * its name; the namespace {@code default} when it has none. A UID that is there stays.
     *
     * <p>So the same manifest is the same pod after a restart of the agent, a changed one is another pod, and two
     * files never share one. The digits are not those of the kubelet, which hashes Go's in-memory form, and what
     * {@link Pod} does not keep does not count.
     *
     * @param pod the pod as it stands in the manifest
     * @param nodeName the name of the node, in any case; not empty
     * @param source where the manifest comes from, such as the path of a file
     * @return the pod to work on
     * @throws IllegalArgumentException when the name of the node is empty
     */
    public static Pod of(Pod pod, String nodeName, String source) {
        Objects.requireNonNull(pod, "pod: Required value: expected the pod as it stands in the manifest");
        Objects.requireNonNull(nodeName, "nodeName: Required value: expected the name of the node");
        Objects.requireNonNull(
                source, "source: Required value: expected where the manifest comes from, such as the path of a file");
        if (nodeName.isEmpty()) {
            throw new IllegalArgumentException("nodeName: Required value: expected the name of the node");
        }
        PodMetadata metadata = pod.metadata();
        PodMetadata admitted = PodMetadata.builder()
                .from(metadata)
                .uid(metadata.uid().isEmpty() ? hash(pod, nodeName, source) : metadata.uid())
                .name(metadata.name() + "-" + nodeName.toLowerCase(Locale.ROOT))
                .namespace(metadata.namespace().isEmpty() ? "default" : metadata.namespace())
                .build();
        return Pod.builder().from(pod).metadata(admitted).build();
    }

    private static String hash(Pod pod, String nodeName, String source) {
        Pod content = Pod.builder().from(pod).status(PodStatus.EMPTY).build();
        String text = PodCodec.toJson(content) + "\nhost:" + nodeName + "\nfile:" + source;
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
