package dev.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of {@code rekindle run --state DIR} before, during and after every action of a restart, then run again. */
@Tag("processes")
class CrashMatrixTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int PARALLEL = 3;

    @TempDir
    Path directory;

    @Test
    void aRestartHappensExactlyOnceWhereverTheJvmIsKilled() throws Exception {
        assumeTrue(RunProcess.isLinux(), "pods run as processes on Linux only");
        RunProcess.writeResource("crash-pod.yaml", directory.resolve("pod.yaml"));
        List<String> points = points();
        assertThat(points).hasSizeGreaterThan(20);
        ExecutorService executor = Executors.newFixedThreadPool(PARALLEL);
        try {
            List<Future<String>> problems = new ArrayList<>();
            for (int i = 0; i < points.size(); i++) {
                String point = points.get(i);
                Path state = directory.resolve("state-" + i);
                int initRestarts = overcounted(points).contains(point) ? 2 : 1;
                problems.add(executor.submit(() -> crashAt(point, initRestarts, state)));
            }
            List<String> all = new ArrayList<>();
            for (Future<String> problem : problems) {
                all.add(problem.get());
            }
            assertThat(all).allMatch(String::isEmpty);
        } finally {
            executor.shutdownNow();
            RunProcess.kill(directory);
        }
    }

    /**
     * Where the kubelet of 1.36 counts a completed init container twice, and so do we: it is removed already, and a
     * regular container not yet, from which a new sync infers that it completed, not that it was removed.
     */
    private static List<String> overcounted(List<String> points) {
        return points.subList(
                points.indexOf("after:RemoveContainer:init:0"), points.indexOf("after:RemoveContainer:main:0"));
    }

    /** What one undisturbed restart consists of. */
    private List<String> points() throws Exception {
        Path calls = directory.resolve("calls");
        Path state = directory.resolve("state-calls");
        try (RunProcess run = RunProcess.start(state, "record:" + calls, pod())) {
            assertThat(run.exitCode()).isZero();
        }
        List<String> restart = Files.readAllLines(calls).stream()
                .filter(call -> !call.equals("Save"))
                .dropWhile(call -> !call.startsWith("Save:"))
                .takeWhile(call -> !call.equals("StopSandbox"))
                .filter(call -> !call.startsWith("StopContainer:sidecar:1"))
                .toList();
        return restart.stream()
                .flatMap(call -> call.startsWith("Save") || call.startsWith("Remove")
                        ? Stream.of("before:" + call, "after:" + call)
                        : Stream.of("before:" + call, "during:" + call, "after:" + call))
                .toList();
    }

    private String crashAt(String point, int initRestarts, Path state) throws Exception {
        try (RunProcess first = RunProcess.start(state, point, pod())) {
            if (first.exitCode() != 137) {
                return point + ": not killed, exit code " + first.exitCode() + "\n" + first.output();
            }
        }
        Cli again = Cli.run("run", "--state", state.toString(), "--format", "json", pod());
        String result = again.code() + " " + restartCounts(again.out()) + " " + journal(state) + " "
                + RunProcess.processes(state) + " " + sandboxes(state);
        boolean fine = result.matches("0 \\[" + initRestarts + ", 1, 1, 1\\] "
                + "\\[init, helper, main, sidecar, init, helper, main, sidecar\\] 0 1");
        return fine ? "" : point + ": " + result + "\n" + withoutStatus(again.out()) + again.err();
    }

    private static String withoutStatus(String output) {
        return output.lines()
                .filter(line -> !line.contains("\"kind\":\"status\""))
                .collect(Collectors.joining("\n"));
    }

    private String pod() {
        return directory.resolve("pod.yaml").toString();
    }

    /** Who ran, by run of init; what runs side by side writes in any order. */
    private static List<String> journal(Path state) throws IOException {
        List<String> names = Files.readAllLines(state.resolve("pods/crash-pod-uid/volumes/data/journal"));
        int second = Math.max(1, names.lastIndexOf("init"));
        names.subList(1, second).sort(null);
        names.subList(second + 1, names.size()).sort(null);
        return names;
    }

    private static long sandboxes(Path state) throws IOException {
        try (Stream<Path> entries = Files.list(state.resolve("pods/crash-pod-uid"))) {
            return entries.filter(path -> path.getFileName().toString().startsWith("sandbox-"))
                    .count();
        }
    }

    /** Of the last status. */
    private static List<Integer> restartCounts(String output) throws IOException {
        List<Integer> counts = new ArrayList<>();
        for (String line : output.lines().toList()) {
            JsonNode fact = MAPPER.readTree(line);
            if (fact.path("kind").asText().equals("status")) {
                counts.clear();
                fact.path("status")
                        .path("initContainerStatuses")
                        .forEach(c -> counts.add(c.path("restartCount").asInt()));
                fact.path("status")
                        .path("containerStatuses")
                        .forEach(c -> counts.add(c.path("restartCount").asInt()));
            }
        }
        return counts;
    }
}
