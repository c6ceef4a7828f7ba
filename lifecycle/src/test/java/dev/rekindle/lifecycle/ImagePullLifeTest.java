package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Kubelet;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two containers whose common image cannot be pulled ({@code EnsureImageExists}, pkg/kubelet/images/image_manager.go):
 * they share one back-off, the second one is not pulled again in the same sync, and the back-off counts from the pull.
 */
class ImagePullLifeTest {
    private static final Failure NOT_FOUND = new Failure("ErrImagePull", "not found");

    private final TableLife life =
            new TableLife(TablePod.of("Always", Kubelet.DEFAULT).withSpec(spec -> spec.initContainers(List.of())));

    private static Instant at(long second) {
        return TablePod.NOW.plusSeconds(second);
    }

    private String see(long second, ActionResult... results) {
        return life.at(at(second), Observation.of(TablePod.runtime("")).results(List.of(results)));
    }

    /** What becomes of the starts that were ordered last. */
    private ActionResult[] failed(long second) {
        return life.last().actions().stream()
                .map(start -> ActionResult.failed(start, NOT_FOUND, at(second)))
                .toArray(ActionResult[]::new);
    }

    private String shown() {
        return life.shown("a") + " " + life.shown("b");
    }

    @Test
    void theyShareTheBackOffOfTheImage() {
        assertThat(see(0)).isEqualTo("start a#0, start b#0");
        ActionResult[] pulls = failed(0);
        assertThat(see(1, pulls)).isEmpty();
        assertThat(shown()).as("the first one was pulled").isEqualTo("wait:ErrImagePull wait:ImagePullBackOff");
        assertThat(life.last().delayedStarts()).extracting(DelayedStart::until).containsExactly(at(10), at(10));
        assertThat(life.last().wakeAt()).as("like any error").contains(at(11));

        assertThat(see(9)).isEmpty();
        assertThat(shown()).isEqualTo("wait:ImagePullBackOff wait:ImagePullBackOff");
        assertThat(see(10)).isEqualTo("start a#0, start b#0");
        assertThat(see(11, failed(10))).isEmpty();
        assertThat(see(29)).isEmpty();
        assertThat(see(30)).isEqualTo("start a#0, start b#0");
        assertThat(see(31, failed(30))).isEmpty();
        assertThat(see(69)).isEmpty();
        assertThat(see(70)).isEqualTo("start a#0, start b#0");
    }

    @Test
    void whatIsReportedTwiceCountsOnce() {
        see(0);
        ActionResult[] pulls = failed(0);
        see(1, pulls);
        PodState once = life.state;
        see(1, pulls);
        assertThat(life.state).isEqualTo(once);
        assertThat(see(10)).isEqualTo("start a#0, start b#0");
    }

    @Test
    void otherErrorsHoldNothingBack() {
        see(0);
        ActionResult broken = ActionResult.failed(
                life.last().actions().get(0), new Failure("CreateContainerError", "no such device"), at(0));
        assertThat(see(1, broken)).isEqualTo("start a#0, start b#0");
        assertThat(shown()).isEqualTo("wait:CreateContainerError wait:ContainerCreating");
        assertThat(life.state.imagePulls()).isEmpty();
    }

    @Test
    void anotherImageDoesNotWait() {
        TableLife other = new TableLife(life.pod.with("b", b -> b.image("other")));
        other.see("");
        ActionResult pull = ActionResult.failed(other.last().actions().get(0), NOT_FOUND, at(0));
        assertThat(other.at(at(1), Observation.of(TablePod.runtime("")).results(List.of(pull))))
                .isEqualTo("start b#0");
    }

    @Test
    void anImageThatIsNeverPulledDoesNotWait() {
        TableLife other = new TableLife(life.pod.with("b", b -> b.imagePullPolicy("Never")));
        other.see("");
        ActionResult pull = ActionResult.failed(other.last().actions().get(0), NOT_FOUND, at(0));
        assertThat(other.at(at(1), Observation.of(TablePod.runtime("")).results(List.of(pull))))
                .isEqualTo("start b#0");
    }
}
