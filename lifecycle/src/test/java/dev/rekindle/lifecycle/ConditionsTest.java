package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.ConditionStatus;
import dev.rekindle.core.Feature;
import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodCondition;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.PodReadinessGate;
import dev.rekindle.core.PodStatus;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the conditions of a pod say (pkg/kubelet/status/generate.go). See {@link TablePod} for the pod and the words. */
class ConditionsTest {
    private static final String INCOMPLETE = "containers with incomplete status: ";
    private static final String UNREADY = "containers with unready status: ";

    private final TableLife life = new TableLife(TablePod.of("Never", Kubelet.DEFAULT));

    private PodCondition condition(String type) {
        return Objects.requireNonNull(life.state.status().condition(type), type);
    }

    private String text(String type) {
        PodCondition condition = condition(type);
        return (condition.status() + " " + condition.reason() + " " + condition.message()).trim();
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            value = {
                // what there is | which init containers are not complete, or why it is True
                "''                        | [i s j]",
                "i=run                     | [i s j]",
                "i=1,run                   | [i s j]",
                "i=0                       | [s j]",
                "i=0 s=run j=run           | [j]",
                "i=0 s=0 j=run             | [s j]",
                "i=0 s=run j=0             | True",
                "a=run                     | True", // the init containers must have ended, then
                "i=1 a=0                   | True",
            })
    void initialized(String runtime, String expected) {
        life.see(runtime);
        assertThat(text("Initialized"))
                .isEqualTo(
                        expected.equals("True") ? expected : "False ContainersNotInitialized " + INCOMPLETE + expected);
    }

    @Test
    void initializedStaysWhereContainersCanBeRestartedInPlace() {
        for (KubernetesVersion version : new KubernetesVersion[] {KubernetesVersion.V1_36, KubernetesVersion.V1_34}) {
            TableLife other = new TableLife(TablePod.of("Always", Kubelet.of(version)));
            other.see("i=0 s=run j=0");
            other.see("i=0,run");
            assertThat(other.condition("Initialized"))
                    .as(version.toString())
                    .isEqualTo(version.equals(KubernetesVersion.V1_36) ? "True" : "False ContainersNotInitialized");
        }
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            value = {
                // what there is | which containers are not ready
                "i=0 s=run j=0 a=run b=run | ''",
                "i=0 s=0 j=0 a=run b=run   | [s]",
                "i=0 s=run j=0 a=run       | [b]",
                "i=0 s=run j=0 a=0 b=run   | [a]",
                "i=0 s=1 j=0 a=1 b=run     | [s a]",
                "i=run                     | [s a b]",
                "''                        | [s a b]",
            })
    void ready(String runtime, String unready) {
        life.see(runtime);
        String expected = unready.isEmpty() ? "True" : "False ContainersNotReady " + UNREADY + unready;
        assertThat(text("ContainersReady")).isEqualTo(expected);
        assertThat(text("Ready")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            value = {
                "i=0 s=0 j=0 a=0 b=0 | True PodCompleted | False PodCompleted",
                "i=0 s=0 j=0 a=0 b=1 | True              | False PodFailed",
                "i=1                 | False ContainersNotInitialized | False PodFailed",
            })
    void ofAPodThatIsOver(String runtime, String initialized, String others) {
        life.see(runtime);
        assertThat(life.condition("Initialized")).isEqualTo(initialized);
        assertThat(life.condition("Ready")).isEqualTo(others);
        assertThat(life.condition("ContainersReady")).isEqualTo(others);
        assertThat(life.condition("AllContainersRestarting")).isEqualTo(others);
    }

    @ParameterizedTest
    @CsvSource({
        "True,  True",
        "False, 'False ReadinessGatesNotReady the status of pod readiness gate \"g\" is not \"True\", but False'",
        ",      'False ReadinessGatesNotReady corresponding condition of pod readiness gate \"g\" does not exist.'",
    })
    void aReadinessGateMustBeTrueToo(@Nullable String gate, String expected) {
        TablePod gated = life.pod.withSpec(spec -> spec.addReadinessGates(
                PodReadinessGate.builder().conditionType("g").build()));
        PodStatus.Builder status = PodStatus.builder();
        if (gate != null) {
            status.addConditions(PodCondition.builder()
                    .type("g")
                    .status(ConditionStatus.of(gate))
                    .build());
        }
        Observation observed = Observation.of(TablePod.runtime("i=0 s=run j=0 a=run b=run"))
                .pod(Pod.builder().status(status.build()).build());
        PodStatus seen = gated.step(observed).next().status();
        PodCondition ready = Objects.requireNonNull(seen.condition("Ready"));
        assertThat((ready.status() + " " + ready.reason() + " " + ready.message()).trim())
                .isEqualTo(expected);
        assertThat(seen.isTrue("ContainersReady")).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1} before, {2} now")
    @CsvSource({
        // gate on or off, generation in the status before, of the object, then of the conditions
        "on,   , 7, 7",
        "on,  6, 7, 7",
        "on,  6,  , 6",
        "on,  7, 6, 7", // it never goes back
        "on,   , 0, ",
        "off,  , 7, ",
        "off, 6, 7, 7", // what was there once is kept up to date
    })
    void tellOfTheGeneration(String gate, @Nullable Long before, @Nullable Long now, @Nullable Long then) {
        Kubelet kubelet = gate.equals("on")
                ? Kubelet.DEFAULT
                : Kubelet.of(FeatureGates.of(
                        KubernetesVersion.V1_34, Map.of(Feature.POD_OBSERVED_GENERATION_TRACKING, false)));
        TableLife other = new TableLife(TablePod.of("Never", kubelet));
        String steady = "i=0 s=run j=0 a=run b=run";
        if (before != null) {
            TableLife newer = new TableLife(TablePod.of("Never", Kubelet.DEFAULT));
            newer.see(observed(steady, before));
            other.state = newer.state;
        }
        other.see(observed(steady, now));

        PodStatus status = other.state.status();
        assertThat(status.observedGeneration()).isEqualTo(then);
        for (String type : new String[] {"Initialized", "Ready", "ContainersReady", "PodScheduled"}) {
            assertThat(Objects.requireNonNull(status.condition(type)).observedGeneration())
                    .as(type)
                    .isEqualTo(then);
        }
        PodCondition restarting = status.condition("AllContainersRestarting");
        assertThat(restarting == null ? null : restarting.observedGeneration()).isNull();
    }

    private static Observation observed(String runtime, @Nullable Long generation) {
        Pod api = Pod.builder()
                .metadata(PodMetadata.builder().generation(generation).build())
                .build();
        return Observation.of(TablePod.runtime(runtime)).pod(generation == null ? null : api);
    }

    @Test
    void theNetworkHasAConditionWhereItsGateIsOn() {
        life.see("nothing");
        assertThat(text("PodReadyToStartContainers")).isEqualTo("False");
        life.state = life.pod.sandboxReady(life.state);
        assertThat(text("PodReadyToStartContainers")).isEqualTo("True");
        life.see("-sandbox i=0");
        assertThat(text("PodReadyToStartContainers")).isEqualTo("False");

        Kubelet off = Kubelet.of(FeatureGates.of(
                KubernetesVersion.V1_36, Map.of(Feature.POD_READY_TO_START_CONTAINERS_CONDITION, false)));
        TableLife without = new TableLife(TablePod.of("Never", off));
        without.see("i=run");
        assertThat(without.condition("PodReadyToStartContainers")).isEqualTo("none");
        assertThat(without.pod.sandboxReady(without.state)).isEqualTo(without.state);
    }

    /** With its gate off the condition belongs to nobody here: what is left of it stays, kubernetes 1.36 does so too. */
    @Test
    void aConditionThatIsNotOursAnyMoreStays() {
        life.see("i=0 s=run j=0 a=88 b=run");
        assertThat(text("AllContainersRestarting")).startsWith("True RestartAllContainersStarted");
        TableLife off = new TableLife(TablePod.of("Never", Kubelet.of(KubernetesVersion.V1_34)));
        off.state = life.state;
        off.see("i=0 s=run j=0 a=88 b=run");
        assertThat(off.condition("AllContainersRestarting")).isEqualTo("True RestartAllContainersStarted");
    }
}
