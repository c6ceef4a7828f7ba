package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.ContainerState.Waiting;
import dev.rekindle.core.PodStatus;
import dev.rekindle.driver.PodEvent.ContainerBackOff;
import dev.rekindle.driver.PodEvent.ContainerStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MissingImageTest {
    private static TestDriver driver() {
        TestDriver driver = new TestDriver(TestPods.pod(
                List.of(), List.of(TestPods.container("app").image("app:2").build())));
        driver.runtime.missingImages.add("app:2");
        return driver;
    }

    private static void run(TestDriver driver, Duration duration) {
        Instant end = driver.clock.now().plus(duration);
        for (Instant next = driver.runOnce(); !next.isAfter(end); next = driver.runOnce()) {
            driver.clock.moveTo(next);
        }
    }

    @Test
    void theDriverPublishesThePullAndTheBackOffInTurn() {
        TestDriver driver = driver();
        run(driver, Duration.ofSeconds(60));
        List<String> reasons = driver.published.stream()
                .map(PodStatus::containerStatuses)
                .map(list -> list.get(0).state())
                .filter(Waiting.class::isInstance)
                .map(state -> ((Waiting) state).reason())
                .toList();
        assertThat(reasons).containsSubsequence("ErrImagePull", "ImagePullBackOff", "ErrImagePull");
        assertThat(driver.events(ContainerBackOff.class).get(0).kubernetes())
                .containsExactly(PodEvents.normal("BackOff", "Back-off pulling image \"app:2\""));
    }

    @Test
    void theBackOffSurvivesARestartOfTheDriverAndEndsWithAnImage() {
        TestDriver driver = driver();
        run(driver, Duration.ofSeconds(25));
        var pulls = driver.worker.state().imagePulls();
        assertThat(pulls).containsOnlyKeys("app:2");

        driver.restart();
        driver.runOnce();
        assertThat(driver.worker.state().imagePulls()).isEqualTo(pulls);

        driver.runtime.missingImages.clear();
        run(driver, Duration.ofSeconds(60));
        assertThat(driver.events(ContainerStarted.class)).hasSize(1);
        assertThat(driver.worker.state().status().containerStatuses())
                .allMatch(status -> status.isRunning() && status.restartCount() == 0);
    }
}
