package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Pod;
import dev.rekindle.driver.PodEvent.DutyFailed;
import dev.rekindle.driver.PodEvent.DutyFailed.Duty;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;

/** What the user's runtime, store or publisher throws is logged with its stack trace once, not every 10 s. */
class FailureLogTest {
    private static final Pod POD = TestPods.training();

    private final VirtualClock clock = new VirtualClock();
    private final List<List<Object>> errors = new ArrayList<>();
    private final List<PodEvent> events = new ArrayList<>();
    private final Announcer announcer =
            new Announcer(new DriverEvents((pod, event, at) -> events.add(event), clock), logger());

    private Logger logger() {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("error");
                    errors.add(Arrays.stream(arguments)
                            .flatMap(argument -> argument instanceof Object[] several
                                    ? Arrays.stream(several)
                                    : List.of(argument).stream())
                            .toList());
                    return null;
                });
    }

    /** The stack traces that were logged: slf4j takes a throwable for one when it comes last. */
    private List<Object> traces() {
        return errors.stream()
                .map(error -> error.get(error.size() - 1))
                .filter(Throwable.class::isInstance)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void theStackTraceOfWhatRecursIsLoggedOnceAndTheRestNamesItsClass(Duty duty) {
        IllegalStateException first = new IllegalStateException("no");
        announcer.failed(POD, duty, first);
        announcer.failed(POD, duty, new IllegalStateException("no"));
        announcer.failed(POD, duty, new IllegalStateException("no"));

        assertThat(traces()).containsExactly(first);
        assertThat(errors).hasSize(3);
        assertThat(errors.get(2)).contains("java.lang.IllegalStateException: no");
    }

    @Test
    void whatFailsOtherwiseOrElsewhereOrAnewIsLoggedWithItsStackTrace() {
        IllegalStateException no = new IllegalStateException("no");
        UnsupportedOperationException other = new UnsupportedOperationException("no");
        announcer.failed(POD, Duty.PUBLISH, no);
        announcer.failed(POD, Duty.PUBLISH, other);
        announcer.failed(POD, Duty.STORE, other);
        announcer.succeeded(Duty.PUBLISH);
        announcer.failed(POD, Duty.PUBLISH, other);
        announcer.failed(POD, Duty.STORE, other);

        assertThat(traces()).containsExactly(no, other, other, other);
    }

    @Test
    void everyFailureIsAnEventWithItsException() {
        IllegalStateException e = new IllegalStateException("no");
        announcer.failed(POD, Duty.OBSERVE, e);
        announcer.failed(POD, Duty.OBSERVE, e);

        DutyFailed event = new PodEvents.DutyFailed(Duty.OBSERVE, "no", e);
        assertThat(events).containsExactly(event, event);
    }
}
