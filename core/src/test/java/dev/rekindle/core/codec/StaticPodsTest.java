package dev.rekindle.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.Pod;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StaticPodsTest {
    private static final String MANIFEST = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, labels: {a: "1", b: "2", c: "3"}}
            spec: {containers: [{name: app, image: nginx}]}
            """;

    private static String uid(String manifest, String node, String source) {
        return StaticPods.of(PodCodec.readOne(manifest), node, source)
                .metadata()
                .uid();
    }

    @Test
    void theSameManifestIsTheSamePodAndAnythingElseIsAnother() {
        assertThat(uid(MANIFEST, "node", "/a.yaml"))
                .as("written down: a release that changes it makes other pods of all manifests")
                .isEqualTo("779fcb4e5aeec81d0ed09c377a88ec85")
                .isEqualTo(uid(
                        "# a remark\n" + MANIFEST.replace("a: \"1\", b: \"2\"", "b: \"2\", a: \"1\""),
                        "node",
                        "/a.yaml"));
        Set<String> uids = new LinkedHashSet<>(List.of(
                uid(MANIFEST, "node", "/a.yaml"),
                uid(MANIFEST, "node", "/b.yaml"),
                uid(MANIFEST, "other", "/a.yaml"),
                uid(MANIFEST.replace("nginx", "nginx:2"), "node", "/a.yaml"),
                uid(MANIFEST.replace("name: web", "name: web2"), "node", "/a.yaml")));
        assertThat(uids).hasSize(5);
    }

    @Test
    void aStaticPodIsNamedAsTheKubeletNamesIt() {
        Pod pod = StaticPods.of(PodCodec.readOne(MANIFEST), "Node-1", "/a.yaml");
        assertThat(pod.metadata().name()).isEqualTo("web-node-1");
        assertThat(pod.metadata().namespace()).isEqualTo("default");
        assertThat(pod.metadata().uid()).matches("[0-9a-f]{32}");

        String given = MANIFEST.replace("name: web", "name: web, namespace: ns, uid: mine");
        Pod other = StaticPods.of(PodCodec.readOne(given), "n", "/a.yaml");
        assertThat(other.metadata().namespace()).isEqualTo("ns");
        assertThat(other.metadata().uid()).isEqualTo("mine");
        assertThatThrownBy(() -> StaticPods.of(other, "", "/a.yaml"))
                .hasMessage("nodeName: Required value: expected the name of the node");
    }
}
