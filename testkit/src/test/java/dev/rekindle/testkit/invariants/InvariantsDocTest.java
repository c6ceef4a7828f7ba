package dev.rekindle.testkit.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.testkit.GeneratedDoc;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Writes docs/invariants.md: which invariants are judged after every step, and why the others are not. */
class InvariantsDocTest {
    /** By number: what holds, and where it is seen to instead. */
    private static final Map<Integer, String[]> ELSEWHERE = new TreeMap<>();

    private static void elsewhere(int number, String sentence, String where) {
        ELSEWHERE.put(number, new String[] {sentence, where});
    }

    static {
        elsewhere(4, "Volumes keep their content, root file systems do not.", "the runtime's part; no step sees files");
        elsewhere(5, "No volume is mounted or unmounted during a restart.", "the runtime's part");
        elsewhere(
                6,
                "No container has the same id before and after a restart.",
                "ids come from the runtime; 29 says that all of them are gone in between");
        elsewhere(
                11,
                "A newest attempt that runs, was only created or is unknown never triggers, whatever older ones say.",
                "part of 10");
        elsewhere(12, "A container that the runtime does not have never triggers.", "part of 10");
        elsewhere(13, "The first matching rule wins.", "no step sees rules match: RestartRulesProperties");
        elsewhere(14, "NotIn without values matches every code, In without values none.", "RestartRulesProperties");
        elsewhere(15, "Without a container policy, rules do not decide about restarts.", "RestartRulesProperties");
        elsewhere(
                16,
                "With its gate off, a match of RestartAllContainers leaves the decision to the container policy.",
                "RestartRulesProperties");
        elsewhere(17, "The same input gives the same decision.", "StepProperties: deterministic and idempotent");
        elsewhere(18, "How an ephemeral container exits does not matter.", "part of 10");
        elsewhere(25, "One stop or removal at a time.", "the executor's part; a step orders a list");
        elsewhere(
                27,
                "As long as a target is left, so are the triggers known at the beginning.",
                "spans steps; inside of one it is 24, and a fault may remove a trigger at any time");
        elsewhere(31, "After a failure the next step comes 10 to 15 s later.", "the driver's part");
        elsewhere(
                32,
                "Two steps with the condition True in a row mean a failure, a lost sandbox or a new container.",
                "spans steps; the transcripts show it");
        elsewhere(
                40,
                "What had succeeded or failed before a restart runs again.",
                "spans steps; 29 removes everything and 34 begins anew");
        elsewhere(45, "The longest back-off is not shorter than the first.", "configuration: CrashLoopBackOffTest");
        elsewhere(
                60,
                "A container killed by a probe and started in the same step does not trigger a restart of all.",
                "spans steps; liveness-kill-and-rules.txt");
        elsewhere(
                61,
                "A container killed by a probe and not started again is judged by its exit code.",
                "spans steps; liveness-kill-and-rules.txt");
        elsewhere(62, "The Job controller sees neither a failed nor a new pod.", "outside of the kubelet");
        elsewhere(63, "A Job with OnFailure counts every container that was restarted.", "outside of the kubelet");
        elsewhere(
                64,
                "A restart of the kubelet during a reset changes nothing about its outcome.",
                "compares two lives: StepProperties forget the state at random; traces g1 to g3");
        elsewhere(
                65,
                "A restart of the kubelet before a trigger is removed leads to the full restart.",
                "compares two lives: as 64");
        elsewhere(66, "The API server need not be there.", "a step asks nobody");
        elsewhere(67, "Validation depends on the spec alone.", "PodValidationProperties");
        elsewhere(68, "Dropping disabled fields twice is dropping them once.", "PodValidationProperties");
        elsewhere(69, "A node without the feature gets no pod that needs it.", "the scheduler's part");
        elsewhere(70, "The metric of terminated containers does not count a reset.", "metrics are not modelled");
    }

    @Test
    void pageIsUpToDate() throws Exception {
        StringBuilder page = new StringBuilder("""
                # Invariants

                What holds of every step of a pod's life, for the kubelet of Kubernetes 1.36 with both gates on. This page is
                generated; `InvariantsDocTest` fails when it is out of date (`-Drewrite=true` writes it anew).

                ## Judged after every step

                By `dev.rekindle.testkit.invariants.Invariants`: after every step of every transcript, of every vector of
                `sync_trace`, and of random pods with random exits and faults. Where a divergence or
                another version of Kubernetes changes one, it is not judged there. A transcript that breaks one for a good reason
                drops it by name in a comment.

                | # | name | what holds |
                |---|---|---|
                """);
        for (Invariant invariant : Invariants.ALL) {
            page.append("| %d | %s | %s |\n".formatted(invariant.number(), invariant.name(), invariant.sentence()));
        }
        page.append("""

                ## Seen to elsewhere

                | # | what holds | where, or why not |
                |---|---|---|
                """);
        ELSEWHERE.forEach((number, row) -> page.append("| %d | %s | %s |\n".formatted(number, row[0], row[1])));
        GeneratedDoc.check("invariants.md", page.toString());
    }

    @Test
    void everyNumberHasItsPlace() {
        for (int number = 1; number <= 72; number++) {
            int n = number;
            boolean judged = Invariants.ALL.stream().anyMatch(invariant -> invariant.number() == n);
            assertThat(judged).as("%s", number).isNotEqualTo(ELSEWHERE.containsKey(number));
        }
        assertThat(Invariants.ALL.stream().map(Invariant::name)).doesNotHaveDuplicates();
    }
}
