package dev.rekindle.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What kubectl reads is read, and told apart, and what it does not know is named. See cases/README.md. */
class ManifestsTest {
    static final Arguments[] LABELS = {
        Arguments.of("helm-empty.yaml", List.of("rel-app-test-connection"), List.of()),
        Arguments.of("values-empty.yaml", List.of("a"), List.of()),
        Arguments.of("alias1.yaml", List.of("web"), List.of()),
        Arguments.of("v_08_.yaml", List.of("w"), List.of()),
        Arguments.of("v_4_2e1_.yaml", List.of("w"), List.of()),
        Arguments.of("utf16le.yaml", List.of("w"), List.of()),
        Arguments.of("cron.yaml", List.of("CronJob/nightly"), List.of()),
        Arguments.of("deploy.yaml", List.of("Deployment/web"), List.of("ServiceAccount/web")),
        Arguments.of("jobset.yaml", List.of("JobSet/train"), List.of()),
        Arguments.of("gen.yaml", List.of("ci/taskrun-pod-*"), List.of()),
        Arguments.of("twons.yaml", List.of("dev/a", "prod/a"), List.of()),
    };

    static final Arguments[] REFUSED = {
        Arguments.of(
                "envnum.yaml",
                "line 9, column 17: spec.containers[0].env[0].value: expected a string, got 3788745:"
                        + " put it in quotes, \"03788745\""),
        Arguments.of(
                "helmtpl.yaml",
                "line 22, column 46: spec.template.spec.containers[0].restartPolicyRules[0].exitCodes.values[0]:"
                        + " expected an integer from -2147483648 to 2147483647, got \"88\""),
        Arguments.of("yamls.yml", "line 1, column 34: not valid JSON: Unexpected character ('/' (code 47))"),
    };

    static final Arguments[] UNKNOWN = {
        Arguments.of("indent.yaml", "unknown field \"containers\": containers belongs into the spec of a pod"),
        Arguments.of(
                "onexit.yaml",
                "unknown field \"spec.containers[0].restartPolicyRules[0].onExit\":"
                        + " onExit was the shape of an early draft: use exitCodes beside action"),
        Arguments.of(
                "podlevel.yaml",
                "unknown field \"spec.restartPolicyRules\": restartPolicyRules belongs into a container"),
        Arguments.of(
                "typo-field.yaml",
                "unknown field \"spec.containers[0].restartPolicyRule\": did you mean restartPolicyRules?"),
    };

    private static Manifests read(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(ManifestsTest.class.getResourceAsStream("/cases/" + file), file)) {
            return Manifests.read(in);
        }
    }

    @ParameterizedTest
    @FieldSource("LABELS")
    void podsAreFoundAndToldApart(String file, List<String> labels, List<String> skipped) throws IOException {
        Manifests manifests = read(file);
        assertThat(manifests.pods()).extracting(PodManifest::label).isEqualTo(labels);
        assertThat(manifests.skipped()).extracting(SkippedObject::toString).isEqualTo(skipped);
        assertThat(manifests.pods()).allSatisfy(pod -> {
            assertThat(pod.pod().spec().containers()).isNotEmpty();
            assertThat(pod.unknownFields()).isEmpty();
        });
    }

    @ParameterizedTest
    @FieldSource("REFUSED")
    void whatKubectlRefusesIsRefused(String file, String message) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(PodFormatException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @FieldSource("UNKNOWN")
    void unknownFieldsAreNamed(String file, String message) throws IOException {
        assertThat(read(file).pods().get(0).unknownFields())
                .extracting(UnknownField::toString)
                .containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource({
        "v1, PodTemplate, template, '{template: {spec: {x: 1}}}'",
        "v1, ReplicationController, spec.template, '{spec: {template: {spec: {x: 1}}}}'",
        "apps/v1, ReplicaSet, spec.template, '{spec: {template: {spec: {x: 1}}}}'",
        "apps/v1, Deployment, spec.template, '{spec: {template: {spec: {x: 1}}}}'",
        "apps/v1, StatefulSet, spec.template, '{spec: {template: {spec: {x: 1}}}}'",
        "apps/v1, DaemonSet, spec.template, '{spec: {template: {spec: {x: 1}}}}'",
        "batch/v1, Job, spec.template, '{spec: {template: {spec: {x: 1}}}}'",
        "batch/v1, CronJob, spec.jobTemplate.spec.template, '{spec: {jobTemplate: {spec: {template: {spec: {x: 1}}}}}}'",
        "jobset.x-k8s.io/v1alpha2, JobSet, spec.replicatedJobs[0].template.spec.template,"
                + "'{spec: {replicatedJobs: [{template: {spec: {template: {spec: {x: 1}}}}}]}}'",
        "leaderworkerset.x-k8s.io/v1, LeaderWorkerSet, spec.leaderWorkerTemplate.workerTemplate,"
                + "'{spec: {leaderWorkerTemplate: {workerTemplate: {spec: {x: 1}}}}}'",
    })
    void everyKindHasItsTemplate(String version, String kind, String path, String body) {
        String object = "{apiVersion: " + version + ", kind: " + kind + ", metadata: {name: a}, " + body.substring(1);
        for (String text : List.of(
                object,
                "apiVersion: v1\nkind: List\nitems:\n- " + object,
                "apiVersion: " + version + "\nkind: " + kind + "List\nitems:\n- " + object)) {
            PodManifest found = Manifests.read(text).pods().get(0);
            assertThat(found.label()).isEqualTo(kind + "/a");
            assertThat(found.kind()).isEqualTo(kind);
            assertThat(found.templatePath()).isEqualTo(path);
            assertThat(found.unknownFields()).extracting(UnknownField::path).containsExactly(path + ".spec.x");
        }
    }

    @Test
    void kindsOfOtherGroupsAreSkipped() {
        Manifests manifests = Manifests.read("{apiVersion: batch.volcano.sh/v1alpha1, kind: Job, metadata: {name: a}}");
        assertThat(manifests.pods()).isEmpty();
        assertThat(manifests.skipped()).containsExactly(new SkippedObject("Job", "", "a"));
    }

    @Test
    void leaderAndWorkersAreToldApartAndUnknownFieldsGoWithTheirTemplate() {
        Manifests manifests = Manifests.read("""
                apiVersion: leaderworkerset.x-k8s.io/v1
                kind: LeaderWorkerSet
                metadata: {name: llm}
                spec:
                  leaderWorkerTemplate:
                    leaderTemplate: {spec: {conainers: []}}
                    workerTemplate: {spec: {Containers: []}}
                """);
        assertThat(manifests.pods())
                .extracting(PodManifest::label)
                .containsExactly(
                        "LeaderWorkerSet/llm (document 1 spec.leaderWorkerTemplate.leaderTemplate)",
                        "LeaderWorkerSet/llm (document 1 spec.leaderWorkerTemplate.workerTemplate)");
        assertThat(manifests.pods())
                .extracting(pod -> pod.unknownFields().get(0).hint())
                .containsExactly("did you mean containers?", "did you mean containers?");
    }

    @Test
    void podsWithoutNamesAreToldApartByPlace() {
        Manifests manifests = Manifests.read("kind: Pod\n---\nkind: PodList\nitems: [{}, {metadata: {name: a}}]");
        assertThat(manifests.pods())
                .extracting(PodManifest::label)
                .containsExactly("Pod (document 1)", "Pod (document 2 items[0])", "a");
    }

    @Test
    void anObjectWithoutAKindIsRefused() {
        assertThatThrownBy(() -> Manifests.read("replicas: 3"))
                .hasMessage("line 1, column 1: kind: expected Pod, PodList or List, none given");
    }

    @Test
    void fieldsThatAreNotKeptAreKnown() {
        assertThat(Manifests.read(TestPods.text("every-field.yaml"))
                        .pods()
                        .get(0)
                        .unknownFields())
                .isEmpty();
        assertThat(Manifests.read(TestPods.text("restart-with-sidecar.json"))
                        .pods()
                        .get(0)
                        .unknownFields())
                .isEmpty();
    }
}
