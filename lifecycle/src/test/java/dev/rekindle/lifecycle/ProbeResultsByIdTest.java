package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Container;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Probe;
import dev.rekindle.core.ProbeResult;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A probe result belongs to one container id ({@code UpdatePodStatus}, pkg/kubelet/prober/prober_manager.go): what a
 * probe said of the attempt before counts for nothing. Results are written {@code startup a#0 success}.
 */
class ProbeResultsByIdTest {
    private static final Probe PROBE = Probe.builder().build();

    private static UnaryOperator<Container.Builder> probes(String kinds) {
        return container -> {
            for (String kind : kinds.split(" ", -1)) {
                switch (kind) {
                    case "startup" -> container.startupProbe(PROBE);
                    case "liveness" -> container.livenessProbe(PROBE);
                    case "readiness" -> container.readinessProbe(PROBE);
                    default -> assertThat(kind).isEqualTo("none");
                }
            }
            return container;
        };
    }

    private static ProbeResults results(String text) {
        Map<String, Map<String, ProbeResult>> byKind = new HashMap<>();
        for (String result : text.isEmpty() ? new String[0] : text.split(", ", -1)) {
            String[] words = result.split(" ", -1);
            byKind.computeIfAbsent(words[0], kind -> new HashMap<>())
                    .put(words[1], ProbeResult.valueOf(words[2].toUpperCase(Locale.ROOT)));
        }
        return ProbeResults.NONE
                .withStartup(byKind.getOrDefault("startup", Map.of()))
                .withLiveness(byKind.getOrDefault("liveness", Map.of()))
                .withReadiness(byKind.getOrDefault("readiness", Map.of()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // probes of b | results, while b#1 runs | ready | started
                "none              |                                              | true  | true",
                "none              | readiness b#0 failure, startup b#0 failure   | true  | true",
                "readiness         |                                              | false | true",
                "readiness         | readiness b#0 success                        | false | true",
                "readiness         | readiness b#0 success, readiness b#1 failure | false | true",
                "readiness         | readiness b#0 success, readiness b#1 unknown | false | true",
                "readiness         | readiness b#0 failure, readiness b#1 success | true  | true",
                "readiness         | liveness b#1 success                         | false | true",
                "startup           |                                              | false | false",
                "startup           | startup b#0 success                          | false | false",
                "startup           | startup b#1 unknown                          | false | false",
                "startup           | startup b#0 failure, startup b#1 success     | true  | true",
                "startup readiness | startup b#0 success, readiness b#1 success   | false | false",
                "startup readiness | startup b#1 success, readiness b#0 success   | false | true",
                "startup readiness | startup b#1 success, readiness b#1 success   | true  | true",
            })
    void sayWhatIsReadyAndStarted(String probes, String results, boolean ready, boolean started) {
        TableLife life = new TableLife(TablePod.of("Always", Kubelet.DEFAULT).with("b", probes(probes)));
        String before = "readiness b#0 success, startup b#0 success, liveness b#0 success";
        life.see(Observation.of(TablePod.runtime("i=0 s=run j=0 a=run b=run")).probes(results(before)));
        assertThat(life.status("b").ready()).isTrue();

        ProbeResults now = results(results == null ? "" : results);
        life.see(Observation.of(TablePod.runtime("i=0 s=run j=0 a=run b=1,run")).probes(now));

        assertThat(life.status("b").containerID()).isEqualTo("b#1");
        assertThat(life.status("b").ready()).isEqualTo(ready);
        assertThat(life.status("b").started()).isEqualTo(started);
        assertThat(life.condition("ContainersReady")).isEqualTo(ready ? "True" : "False ContainersNotReady");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // results, with all probes on b and s | actions
                "liveness b#1 failure                              | stop b#1 30s, start b#2",
                "startup b#1 failure                               | stop b#1 30s, start b#2",
                "liveness b#1 unknown                              | ''",
                "liveness b#0 failure, startup b#0 failure         | ''",
                "readiness b#1 failure, readiness s#1 failure      | ''",
                "startup s#1 success, liveness s#1 failure         | stop s#1 30s, start s#2",
                "startup s#1 success, liveness s#0 failure         | ''",
                "startup s#0 success, liveness s#1 failure         | ''",
                "startup s#1 failure                               | stop s#1 30s, start s#2",
                "startup s#0 failure                               | ''",
            })
    void sayWhatIsKilled(String results, String actions) {
        TablePod pod = TablePod.of("Always", Kubelet.DEFAULT)
                .with("b", probes("startup liveness readiness"))
                .with("s", probes("startup liveness readiness"));
        Observation observed = Observation.of(TablePod.runtime("i=0 s=1,run j=0 a=run b=1,run"));
        assertThat(pod.text(pod.step(observed.probes(results(results))))).isEqualTo(actions);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // what the runtime has | results, with a startup probe on s | actions
                "i=0 s=run   |                     | ''",
                "i=0 s=run   | startup s#0 unknown | ''",
                "i=0 s=run   | startup s#0 success | start j#0",
                "i=0 s=1,run | startup s#0 success | ''",
                "i=0 s=1,run | startup s#1 success | start j#0",
            })
    void sayWhetherTheNextInitContainerMayStart(String runtime, String results, String actions) {
        TablePod pod = TablePod.of("Always", Kubelet.DEFAULT).with("s", probes("startup"));
        Observation observed =
                Observation.of(TablePod.runtime(runtime)).probes(results(results == null ? "" : results));
        assertThat(pod.text(pod.step(observed))).isEqualTo(actions);
    }
}
