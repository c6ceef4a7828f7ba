package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodPhase;
import dev.rekindle.core.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PodWorkersBuilderTest {
    @Test
    void theGatesOfAnOldVersionKnowNoRestartOfAllContainers() {
        TestDriver driver =
                new TestDriver(TestPods.training(), config -> config.kubelet(Kubelet.of(KubernetesVersion.V1_34)));
        driver.runtime.endsAtOnce.put("init", 0);
        driver.settle();
        driver.runtime.exit("trainer", TestPods.TRIGGER);
        driver.runtime.exit("logger", 0);
        driver.settle();

        assertThat(driver.runtime.starts).containsEntry("trainer", 1);
        assertThat(driver.status().phase()).isEqualTo(PodPhase.FAILED);
    }

    @Test
    void theBackOffOfTheNodeCounts() {
        Pod pod = TestPods.pod(
                List.of(),
                List.of(TestPods.container("app")
                        .restartPolicy(RestartPolicy.ALWAYS)
                        .build()));
        Kubelet kubelet = Kubelet.DEFAULT.withGates("ReduceDefaultCrashLoopBackOffDecay=true");
        TestDriver driver = new TestDriver(pod, config -> config.kubelet(kubelet));
        driver.settle();
        driver.runtime.exit("app", 1);
        driver.settle();
        driver.runtime.exit("app", 1);
        Instant exit = driver.clock.now();

        assertThat(driver.runOnce()).isEqualTo(exit.plusSeconds(1));
    }

    @Test
    void aRuntimeWithoutEventsIsLookedAtMoreOften() {
        TestDriver driver = new TestDriver(TestPods.training(), config -> config.resyncInterval(Duration.ofSeconds(1)));
        Instant next = driver.clock.now();
        for (int i = 0; i < 5; i++) {
            driver.clock.moveTo(next);
            next = driver.runOnce();
        }

        assertThat(next).isEqualTo(driver.clock.now().plusSeconds(1));
        assertThatThrownBy(() -> new TestDriver(TestPods.training(), config -> config.resyncInterval(Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("resyncInterval: Invalid value: PT0S: expected more than 0");
    }

    @Test
    void retriesOfManyPodsAreSpread() {
        TestDriver driver = new TestDriver(TestPods.training());
        DriverConfig config = PodWorkers.builder(driver.runtime)
                .store(driver.states)
                .executor(driver.clock)
                .clock(driver.clock)
                .config(new OwnThreads());
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> config.jittered(Duration.ofSeconds(10)))
                        .distinct()
                        .count())
                .isGreaterThan(1);
    }
}
