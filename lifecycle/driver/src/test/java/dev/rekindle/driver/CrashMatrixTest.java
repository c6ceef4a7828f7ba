package dev.rekindle.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Divergence;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.PodConditionType;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.Sandbox;
import dev.rekindle.driver.Faults.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * One restart of all containers, and one fault: the driver dies, or a call fails, before or after each of the calls
 * that a restart makes. Whatever happens, the restart completes, and once.
 */
class CrashMatrixTest {
    private static final Kubelet KUBELET = Kubelet.of(KubernetesVersion.V1_36);
    private static final Kubelet COUNTS_ONCE = KUBELET.with(Divergence.NO_INFERRED_COMPLETION);

    private static TestDriver running(Kubelet kubelet) {
        TestDriver driver = new TestDriver(TestPods.training(), config -> config.kubelet(kubelet));
        driver.runtime.endsAtOnce.put("init", 0);
        driver.settle();
        assertThat(driver.runtime.running()).containsExactly("logger", "proxy", "trainer");
        return driver;
    }

    private static void restartAll(TestDriver driver) {
        driver.runtime.exit("trainer", TestPods.TRIGGER);
        driver.settle();
    }

    private static List<String> callsOfRestart() {
        TestDriver driver = running(KUBELET);
        int before = driver.faults.calls.size();
        restartAll(driver);
        return List.copyOf(driver.faults.calls.subList(before, driver.faults.calls.size()));
    }

    @Test
    void aRestartMakesTheseCalls() {
        assertThat(callsOfRestart().stream().filter(call -> !call.equals("observe")))
                .containsExactly(
                        "save",
                        "publish",
                        "stop logger 2s",
                        "remove logger",
                        "remove init",
                        "stop proxy 2s",
                        "remove proxy",
                        "remove trainer",
                        "save",
                        "publish",
                        "start init",
                        "save",
                        "publish",
                        "start proxy",
                        "save",
                        "publish",
                        "start trainer",
                        "start logger",
                        "save",
                        "publish");
    }

    @TestFactory
    List<DynamicTest> everyFaultAtEveryCall() {
        List<String> calls = callsOfRestart();
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            int index = i;
            for (Kind kind : Kind.values()) {
                String name = kind + " " + calls.get(i) + " (call " + i + ")";
                boolean twice = interruptedBetween("remove init", "remove trainer", calls, kind, i);
                tests.add(DynamicTest.dynamicTest(name, () -> restartsOnce(KUBELET, kind, index, twice ? 2 : 1)));
                tests.add(DynamicTest.dynamicTest(
                        name + ", counting once", () -> restartsOnce(COUNTS_ONCE, kind, index, 1)));
            }
        }
        return tests;
    }

    /**
     * The kubelet of 1.36 counts the restart of an init container twice when a sync finds it removed while a regular
     * container is still there: it takes it for completed (kubernetes#131317), and then for removed again.
     */
    private static boolean interruptedBetween(String first, String last, List<String> calls, Kind kind, int index) {
        boolean done = kind == Kind.CRASH_AFTER || kind == Kind.FAIL_AFTER;
        List<String> made = calls.subList(0, done ? index + 1 : index);
        return made.contains(first) && !made.contains(last);
    }

    private static void restartsOnce(Kubelet kubelet, Kind kind, int index, int initRestarts) {
        TestDriver driver = running(kubelet);
        List<Sandbox> sandboxes = List.copyOf(driver.runtime.sandboxes());
        driver.faults.arm(kind, driver.faults.calls.size() + index);

        restartAll(driver);

        assertThat(driver.faults.happened()).isTrue();
        TestRuntime runtime = driver.runtime;
        assertThat(runtime.starts).isEqualTo(Map.of("init", 2, "proxy", 2, "trainer", 2, "logger", 2));
        assertThat(runtime.running()).containsExactly("logger", "proxy", "trainer");
        assertThat(runtime.pod().containers())
                .extracting(RuntimeContainer::name)
                .containsExactlyInAnyOrder("init", "proxy", "trainer", "logger");
        assertThat(runtime.pod().containers())
                .extracting(RuntimeContainer::attempt)
                .containsOnly(1);
        assertThat(runtime.sandboxes()).isEqualTo(sandboxes);
        assertThat(driver.status("init").restartCount()).isEqualTo(initRestarts);
        for (String name : List.of("proxy", "trainer", "logger")) {
            assertThat(driver.status(name).restartCount())
                    .as("restart count of %s", name)
                    .isEqualTo(1);
        }
        assertThat(driver.status().isTrue(PodConditionType.ALL_CONTAINERS_RESTARTING))
                .isFalse();
        assertThat(driver.worker.state().causes()).singleElement().satisfies(cause -> {
            assertThat(cause.container()).isEqualTo("trainer");
            assertThat(cause.exitCode()).isEqualTo(TestPods.TRIGGER);
            assertThat(cause.rule()).isZero();
        });
        assertThat(driver.published.get(driver.published.size() - 1)).isEqualTo(driver.status());
    }
}
