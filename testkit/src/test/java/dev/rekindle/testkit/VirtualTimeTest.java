package dev.rekindle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = new VirtualTime();
    private final List<String> done = new ArrayList<>();

    private VirtualTime.Task in(long seconds, String name) {
        return time.at(
                VirtualTime.DEFAULT_START.plusSeconds(seconds),
                () -> done.add(name + "@" + time.elapsed().toSeconds()));
    }

    @Test
    void standsStillUntilTold() {
        assertThat(time.now()).isEqualTo(VirtualTime.DEFAULT_START);
        assertThat(time.next()).isEmpty();
        assertThat(time.runNext()).isFalse();
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void runsTasksByTimeAndThenAsScheduled() {
        in(2, "late");
        in(1, "first");
        in(1, "second");
        assertThat(time.next()).contains(VirtualTime.DEFAULT_START.plusSeconds(1));
        while (time.runNext()) {
            assertThat(done).isNotEmpty();
        }
        assertThat(done).containsExactly("first@1", "second@1", "late@2");
    }

    @Test
    void advancesOverWhatIsDueAndNoFurther() {
        in(1, "a");
        time.at(VirtualTime.DEFAULT_START.plusSeconds(2), () -> in(3, "scheduled on the way"));
        in(4, "too late");
        time.advance(Duration.ofSeconds(3));
        assertThat(done).containsExactly("a@1", "scheduled on the way@3");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(3));
        assertThat(time.next()).contains(VirtualTime.DEFAULT_START.plusSeconds(4));
    }

    @Test
    void runsWhatIsOverdueNow() {
        time.advance(Duration.ofSeconds(5));
        VirtualTime.Task task = in(1, "overdue");
        assertThat(task.at()).isEqualTo(time.now());
        assertThat(time.runNext()).isTrue();
        assertThat(done).containsExactly("overdue@5");
    }

    @Test
    void leavesOutWhatIsCancelled() {
        VirtualTime.Task cancelled = in(1, "cancelled");
        in(1, "kept");
        cancelled.cancel();
        time.advance(Duration.ofSeconds(1));
        cancelled.cancel();
        assertThat(done).containsExactly("kept@1");
    }

    @Test
    void doesNotGoBack() {
        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid duration PT-1S: expected no negative time");
    }

    @Test
    void isTheClockAndTheExecutorOfADriver() {
        Runnable cancel = time.schedule(() -> done.add("cancelled"), time.now().plusSeconds(1));
        time.schedule(() -> done.add("scheduled"), time.now().plusSeconds(2));
        time.execute(() -> done.add("executed"));
        assertThat(done).isEmpty();
        cancel.run();
        time.advance(Duration.ofSeconds(2));
        assertThat(done).containsExactly("executed", "scheduled");
        assertThat(time.nanoTime()).isPositive();
    }

    @Test
    void goesOnWhileATaskSleeps() {
        time.execute(() -> {
            time.sleep(Duration.ofSeconds(5));
            done.add("slept until " + time.elapsed());
            time.sleep(Duration.ofSeconds(-1));
        });
        in(3, "meanwhile");
        time.advance(Duration.ofSeconds(1));
        assertThat(done).containsExactly("meanwhile@3", "slept until PT5S");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whatComesLastWaitsForAllOthersOfItsTime() {
        time.atLast(time.now(), () -> done.add("last"));
        time.execute(() -> time.execute(() -> done.add("scheduled meanwhile")));
        time.advance(Duration.ZERO);
        assertThat(done).containsExactly("scheduled meanwhile", "last");
    }
}
