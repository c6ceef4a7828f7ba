package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SystemClockTest {
    @Test
    void tasksRunWhenTheyAreDueUnlessCancelled() throws InterruptedException {
        ScheduledThreadPoolExecutor timers = (ScheduledThreadPoolExecutor) Executors.newScheduledThreadPool(1);
        timers.setRemoveOnCancelPolicy(true);
        DriverClock clock = DriverClock.system(timers);
        CountDownLatch ran = new CountDownLatch(1);
        clock.schedule(ran::countDown, clock.now().minusSeconds(5));
        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();

        Runnable cancel = clock.schedule(() -> {}, clock.now().plusSeconds(3600));
        assertThat(timers.getQueue()).hasSize(1);
        cancel.run();
        assertThat(timers.getQueue()).isEmpty();
        clock.sleep(Duration.ofSeconds(-1));
        timers.shutdownNow();
    }
}
