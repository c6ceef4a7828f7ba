package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.ResourceRequirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests and limits in, the class of the pod out. Containers are separated by a bar: {@code requests/limits}. */
class PodQosTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "-/-, BestEffort",
        "-/- | -/-, BestEffort",
        "cpu=0 memory=0/-, BestEffort",
        "nvidia.com/gpu=1/nvidia.com/gpu=1, BestEffort",
        "cpu=1/-, Burstable",
        "-/memory=1Gi, Burstable",
        "cpu=1 memory=1Gi/cpu=1 memory=1Gi, Guaranteed",
        "cpu=1 memory=1Gi/cpu=1000m memory=1024Mi, Guaranteed",
        "cpu=0.5 memory=1e3/cpu=500m memory=1k, Guaranteed",
        "-/cpu=1 memory=1Gi, Guaranteed",
        "cpu=1 memory=1Gi/cpu=2 memory=1Gi, Burstable",
        "cpu=1 memory=1Gi/cpu=1 memory=1G, Burstable",
        "cpu=1/cpu=1, Burstable",
        "cpu=1 memory=1Gi/cpu=1 memory=1Gi | -/-, Burstable",
        "cpu=1 memory=1Gi/cpu=1 memory=1Gi | cpu=2 memory=2Gi/cpu=2 memory=2Gi, Guaranteed",
        "cpu=nonsense/-, BestEffort"
    })
    void containersDecide(String containers, String expected) {
        assertThat(PodQos.of(PodSpec.builder().containers(list(containers)).build()))
                .isEqualTo(expected);
        assertThat(PodQos.of(PodSpec.builder().initContainers(list(containers)).build()))
                .as("init containers")
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "cpu=1 memory=1Gi/cpu=1 memory=1Gi, Guaranteed",
        "cpu=1/-, Burstable",
        "-/-, BestEffort",
    })
    void resourcesOfThePodComeFirst(String ofPod, String expected) {
        PodSpec spec = PodSpec.builder()
                .resources(resources(ofPod))
                .containers(list("-/-"))
                .build();
        assertThat(PodQos.of(spec)).isEqualTo(expected);
    }

    private static List<Container> list(String text) {
        List<Container> containers = new ArrayList<>();
        for (String container : text.split(" [|] ", -1)) {
            containers.add(Container.builder()
                    .name("c" + containers.size())
                    .image("i")
                    .resources(resources(container))
                    .build());
        }
        return containers;
    }

    private static @Nullable ResourceRequirements resources(String text) {
        int slash = text.lastIndexOf("/", text.contains("gpu") ? text.indexOf("/nvidia") : text.length());
        return text.equals("-/-")
                ? null
                : ResourceRequirements.builder()
                        .requests(map(text.substring(0, slash)))
                        .limits(map(text.substring(slash + 1)))
                        .build();
    }

    private static Map<String, String> map(String text) {
        Map<String, String> map = new TreeMap<>();
        if (!text.equals("-")) {
            for (String entry : text.split(" ", -1)) {
                map.put(entry.substring(0, entry.indexOf("=")), entry.substring(entry.indexOf("=") + 1));
            }
        }
        return map;
    }
}
