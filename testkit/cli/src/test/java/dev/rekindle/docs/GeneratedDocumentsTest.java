package dev.rekindle.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.conformance.Conformance;
import dev.rekindle.conformance.Report;
import dev.rekindle.core.Divergence;
import dev.rekindle.core.Kubelet;
import dev.rekindle.core.KubernetesVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documents that are tables of facts: generated with {@code -Drewrite=true}, compared otherwise. */
class GeneratedDocumentsTest {
    private static final Path DOCS = Path.of("../../docs");
    private static final List<KubernetesVersion> RECORDED =
            List.of(KubernetesVersion.V1_36, KubernetesVersion.V1_35, KubernetesVersion.V1_34);

    private static void check(String name, String text) throws IOException {
        Path file = DOCS.resolve(name);
        if (Boolean.getBoolean("rewrite")) {
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file))
                .as("%s, regenerate with -Drewrite=true", name)
                .isEqualTo(text);
    }

    @Test
    void divergences() throws IOException {
        StringBuilder text = new StringBuilder("""
                # Where behaviours differ

                The kubelet of Kubernetes 1.36.2 is the baseline. What another version, the text of KEP-5532 or a custom
                kubelet does otherwise is a constant of `Divergence`; a `Kubelet` has a set of them. Each has a test of the
                same name in `DivergenceTest` that shows both sides.

                | id | the kubelet of 1.36 | instead | part of |
                |---|---|---|---|
                """);
        for (Divergence divergence : Divergence.values()) {
            text.append("| `" + divergence.id() + "` | " + divergence.kubelet() + " | " + divergence.instead() + " | "
                    + String.join(", ", users(divergence)) + " |\n");
        }
        text.append("""

                Feature gates are not divergences: they exist in each version, with defaults of its own (`Feature`).
                `PodValidation` follows the version of the kubelet, with rules of its own for 1.34 and 1.35.

                ## Not modelled

                | difference | why not |
                |---|---|
                | when probe workers of the kubelet end, and that an ended one may not come back (1.34 and later) | the driver has its own probe workers, which live as long as the pod |
                | probe results after a restart of the kubelet | the driver persists `started` and `ready` instead |
                | texts of the events of starts, of the scheduler and of metrics | the driver announces typed events |
                | an on-demand relist after each sync (1.36) | timing within one second; whoever observes decides when |
                | the admission of a pod by the kubelet | the driver takes every pod; `KubeletAdmission` tells which ones a kubelet refuses with `PodFeatureUnsupported` |
                """);
        check("divergences.md", text.toString());
    }

    private static List<String> users(Divergence divergence) {
        List<String> users = new ArrayList<>();
        for (KubernetesVersion version : KubernetesVersion.values()) {
            if (Kubelet.of(version).has(divergence)) {
                users.add(version.toString());
            }
        }
        if (Kubelet.kep5532().has(divergence)) {
            users.add("KEP-5532");
        }
        return users.isEmpty() ? List.of("(single choice)") : users;
    }

    @Test
    void conformance() throws IOException {
        StringBuilder text = new StringBuilder("""
                # Conformance

                The vectors hold inputs and what the real code of Kubernetes 1.36.2, 1.35.6 and 1.34.9 returned for them,
                the kubelet's and the API server's own functions run in process. Passed of all, by category:

                | category | what | 1.36 | 1.35 | 1.34 |
                |---|---|---|---|---|
                """);
        int total = 0;
        for (String category : Conformance.CATEGORIES) {
            text.append("| `" + category + "` | " + meaning(category) + " |");
            for (KubernetesVersion version : RECORDED) {
                Report report = new Report();
                boolean there = Conformance.of(version).runBuiltIn(category, report);
                Report.Counts counts = report.total();
                total += counts.passed();
                text.append(
                        there ? " " + counts.passed() + " of " + (counts.passed() + counts.failed()) + " |" : " – |");
            }
            text.append("\n");
        }
        text.append("\n" + total + " cases in all. 1.34 does not know restarts of all containers.\n");
        text.append(FORMAT);
        check("conformance.md", text.toString());
        assertThat(Files.readString(Path.of("../../README.md"))).contains(String.format("%,d cases", total));
    }

    private static String meaning(String category) {
        return switch (category) {
            case "rules" -> "matching and the restart decision";
            case "restart_all_decision" -> "is a restart of all containers due, is it cleaned up";
            case "pod_actions" -> "what one look at the pod asks for";
            case "phase" -> "the phase";
            case "conditions" -> "the conditions";
            case "container_statuses" -> "the whole published status";
            case "backoff" -> "CrashLoopBackOff";
            case "validation" -> "the API server's errors";
            case "sync_trace" -> "whole lives: calls, failures, requeues, statuses of every sync";
            default -> throw new IllegalArgumentException(category);
        };
    }

    private static final String FORMAT = """

            ## Use the vectors elsewhere

            They are resources of `rekindle-conformance`, `dev/rekindle/conformance/vVERSION/CATEGORY.jsonl.gz`: one
            JSON object a line.

                {"id": ..., "category": ..., "gates": {...}, "input": {...}, "expected": {...}}

            `gates` holds the feature gates that differ from the defaults of that version. Objects are Kubernetes v1 JSON
            in which an absent field means the zero value of Go. `runtime` is what a runtime reports: `sandboxes` and
            `containers`, newest first; `hashMatches: false` says that a container was made from another definition. Compare
            as the runner does: what is empty equals what is absent, but an empty `waiting` or `running` is a state.

            `sync_trace` is a script of exits and faults with the syncs that follow. Sync again at once after a requeue, one
            second later after a sync that changed the runtime, and stop after an error, a terminal sync or ten syncs;
            `SyncDriver` is that loop over `PodLifecycle.step`.

            To check this library against vectors of yours:

                java -jar testkit/cli/target/rekindle.jar conformance --kubernetes 1.36 FILE.jsonl.gz

            The last line is `N passed, N failed`, and the exit code is 1 when any failed.
            """;
}
