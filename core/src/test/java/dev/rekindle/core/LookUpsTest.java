package dev.rekindle.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is looked up in a pod is looked up on the noun. */
class LookUpsTest {
    private static final LifecycleHandler SLEEP = LifecycleHandler.builder()
            .sleep(SleepAction.builder().seconds(3).build())
            .build();

    private static Container container(String name, String image) {
        return Container.builder().name(name).image(image).build();
    }

    private static ContainerStatus status(String name, String image) {
        return ContainerStatus.builder().name(name).image(image).build();
    }

    @Test
    void allContainersAreInTheOrderInWhichTheKubeletVisitsThem() {
        PodSpec spec = PodSpec.builder()
                .addEphemeralContainer(container("debug", ""))
                .addContainers(container("b", ""), container("a", ""))
                .addInitContainers(container("z", ""), container("y", ""))
                .build();
        assertThat(spec.allContainers()).extracting(Container::name).containsExactly("z", "y", "b", "a", "debug");
        assertThat(PodSpec.builder().build().allContainers()).isEmpty();
    }

    @Test
    void theContainerOfANameIsTheFirstOfAllContainers() {
        PodSpec spec = PodSpec.builder()
                .addEphemeralContainers(container("twice", "third"), container("debug", "d"))
                .addContainer(container("twice", "second"))
                .addInitContainer(container("twice", "first"))
                .build();
        assertThat(spec.container("twice")).isEqualTo(spec.allContainers().get(0));
        assertThat(spec.container("debug")).isEqualTo(container("debug", "d"));
        assertThat(spec.container("none")).isNull();
    }

    @Test
    void theStatusOfANameIsOfWhateverKind() {
        PodStatus status = PodStatus.builder()
                .addEphemeralContainerStatuses(status("debug", "d"), status("twice", "third"))
                .addContainerStatuses(status("app", "a"), status("twice", "second"))
                .addInitContainerStatuses(status("init", "i"), status("twice", "first"))
                .build();
        assertThat(status.container("debug")).isEqualTo(status("debug", "d"));
        assertThat(status.container("app")).isEqualTo(status("app", "a"));
        assertThat(status.container("init")).isEqualTo(status("init", "i"));
        assertThat(status.container("twice")).isEqualTo(status("twice", "first"));
        assertThat(status.container("none")).isNull();
    }

    @Test
    void aPodWithAnotherUidIsElseTheSame() {
        Pod pod = Pod.builder()
                .metadata(PodMetadata.builder().name("p").namespace("ns").build())
                .spec(PodSpec.builder().addContainer(container("app", "a")).build())
                .status(PodStatus.builder().phase(PodPhase.RUNNING).build())
                .build();
        Pod other = pod.withUid("u-1");
        assertThat(other.metadata().uid()).isEqualTo("u-1");
        assertThat(other).isNotEqualTo(pod);
        assertThat(other.withUid("")).isEqualTo(pod);
    }

    @Test
    void hooksAreNullWhereTheContainerHasNone() {
        assertThat(container("app", "").preStop()).isNull();
        assertThat(container("app", "").postStart()).isNull();
        Container stops = Container.builder()
                .lifecycle(LifecycleHooks.builder().preStop(SLEEP).build())
                .build();
        assertThat(stops.preStop()).isEqualTo(SLEEP);
        assertThat(stops.postStart()).isNull();
        Container starts = Container.builder()
                .lifecycle(LifecycleHooks.builder().postStart(SLEEP).build())
                .build();
        assertThat(starts.preStop()).isNull();
        assertThat(starts.postStart()).isEqualTo(SLEEP);
    }
}
