package dev.rekindle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.KubernetesVersion;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConformanceTest {
    static Stream<Arguments> files() {
        return Stream.of(KubernetesVersion.V1_34, KubernetesVersion.V1_35, KubernetesVersion.V1_36)
                .flatMap(v -> Conformance.CATEGORIES.stream()
                        .filter(c -> v != KubernetesVersion.V1_34 || !c.equals("restart_all_decision"))
                        .map(c -> Arguments.of(v, c)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("files")
    void agreesWithKubernetes(KubernetesVersion version, String category) throws Exception {
        Report report = new Report();
        assertThat(Conformance.of(version).runBuiltIn(category, report)).isTrue();
        System.out.println(version + " " + report.counts());
        report.failures().stream().limit(12).forEach(System.out::println);
        assertThat(report.failures()).as("%s", report.counts()).isEqualTo(List.of());
    }
}
