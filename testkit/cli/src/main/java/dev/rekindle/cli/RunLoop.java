package dev.rekindle.cli;

import dev.rekindle.core.Pod;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import dev.rekindle.driver.ContainerRuntimeException;
import dev.rekindle.process.ProcessRuntime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Shows a pod until it has ended: what happens, and the lines of its logs as they come. */
final class RunLoop {
    private static final Duration REDRAW = Duration.ofMillis(100);

    /** Two tries of the driver, 10 s to 15 s apart. */
    static final Duration BEYOND_GRACE = Duration.ofSeconds(30);

    private static final long GRACE_MAX_SECONDS = 365L * 24 * 3600;

    private final Pod pod;
    private final ProcessRuntime runtime;
    private final PodRun run;
    private final RunOutput output;
    private final RunView view;
    private final Duration beyondGrace;
    private final Map<String, LogTail> tails = new TreeMap<>();
    private boolean sandboxTold;
    private String trouble = "";

    RunLoop(Pod pod, ProcessRuntime runtime, PodRun run, RunOutput output, RunView view, Duration beyondGrace) {
        this.pod = pod;
        this.runtime = runtime;
        this.run = run;
        this.output = output;
        this.view = view;
        this.beyondGrace = beyondGrace;
    }

    /** Says where everything is and what is there already, then lets the pod go. */
    void begin(boolean temporary) throws IOException {
        Instant now = Instant.now();
        List<Fact> facts = new ArrayList<>();
        String directory = runtime.directory().toString();
        facts.add(run.facts.note(
                "begin",
                pod.metadata().name() + " in " + directory + (temporary ? ", removed at the end" : ""),
                Map.of("pod", pod.metadata().name(), "directory", directory, "temporary", temporary),
                now));
        List<RuntimeContainer> found = new ArrayList<>(observe().containers());
        for (int i = found.size() - 1; i >= 0; i--) {
            RuntimeContainer container = found.get(i);
            facts.add(run.facts.found(container, now));
            if (!container.exited()) {
                tail(container.name(), container.attempt()).fromEnd();
            }
        }
        output.show(facts, List.of());
        run.start();
    }

    /** Ends the pod when it is enough; {@return whether it was} */
    boolean untilEnd(BooleanSupplier enough) throws IOException, InterruptedException {
        long deadline = 0;
        boolean terminated = false;
        while (!run.ended()) {
            if (!terminated && enough.getAsBoolean()) {
                terminated = true;
                deadline = System.nanoTime() + patience().toNanos();
                run.terminate();
            }
            show(run.take(REDRAW));
            if (terminated && System.nanoTime() - deadline > 0) {
                throw new BadInput("run: the pod could not be ended within " + Durations.length(patience())
                        + ", its processes may go on; its files are in " + runtime.directory() + trouble);
            }
        }
        return terminated;
    }

    /** Ends the pod though nobody reads any more what happens, so that nothing is left behind unseen. */
    void endUnseen() throws InterruptedException {
        long deadline = System.nanoTime() + patience().toNanos();
        run.terminate();
        while (!run.ended() && System.nanoTime() - deadline < 0) {
            run.take(REDRAW);
        }
    }

    /** The grace period, and as long again as the driver waits before it tries once more what failed. */
    private Duration patience() {
        Long grace = pod.spec().terminationGracePeriodSeconds();
        return Duration.ofSeconds(grace == null ? 30 : Math.max(1, Math.min(grace, GRACE_MAX_SECONDS)))
                .plus(beyondGrace);
    }

    private void show(List<Fact> happened) throws IOException {
        List<Fact> facts = new ArrayList<>();
        for (Fact fact : happened) {
            if (fact.kind().equals("exited")) {
                output.show(facts, List.of());
                facts.clear();
                logs(fact);
            }
            facts.add(fact);
            if (fact.kind().equals("failed")) {
                trouble = "; the last failure: " + fact.what() + " " + String.join(" ", fact.why());
            }
            if (fact.kind().equals("started")) {
                tail(name(fact), attempt(fact));
            }
        }
        for (LogTail tail : tails.values()) {
            add(tail, tail.poll(), run.facts.at(Instant.now()), facts);
        }
        sandbox(facts);
        output.show(facts, view.lines(pod, run.status(), Instant.now()));
    }

    /** What a container wrote comes before its end; it may be more than fits into memory. */
    private void logs(Fact exited) throws IOException {
        LogTail tail = tails.remove(key(name(exited), attempt(exited)));
        if (tail != null) {
            tail.finish(lines -> {
                List<Fact> facts = new ArrayList<>();
                add(tail, lines, exited.at(), facts);
                output.show(facts, List.of());
            });
        }
    }

    private void sandbox(List<Fact> facts) throws IOException {
        if (sandboxTold || run.status().podIP().isEmpty()) {
            return;
        }
        Sandbox sandbox = observe().newestSandbox();
        if (sandbox != null) {
            String why = runtime.sharedNetwork(sandbox.id());
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("sandbox", sandbox.id());
            data.put("ownNetwork", why == null);
            facts.add(run.facts.note(
                    "sandbox",
                    why == null ? "network of its own, loopback only" : "shares the network of this machine: " + why,
                    data,
                    Instant.now()));
            sandboxTold = true;
        }
    }

    void end(int exitCode) {
        Instant now = Instant.now();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("phase", run.status().phase());
        data.put("exitCode", exitCode);
        output.end(run.facts.note("end", "", data, now), view.lines(pod, run.status(), now));
    }

    private LogTail tail(String container, int attempt) {
        return tails.computeIfAbsent(
                key(container, attempt), key -> new LogTail(container, attempt, runtime.log(pod, container, attempt)));
    }

    private void add(LogTail tail, List<String> lines, Duration at, List<Fact> facts) {
        lines.forEach(line -> facts.add(run.facts.log(tail.container, tail.attempt, line, at)));
    }

    private RuntimePod observe() throws IOException {
        try {
            return runtime.observe(pod);
        } catch (ContainerRuntimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String key(String container, int attempt) {
        return container + "/" + attempt;
    }

    private static String name(Fact fact) {
        return String.valueOf(fact.data().get("container"));
    }

    private static int attempt(Fact fact) {
        return fact.data().get("attempt") instanceof Integer attempt ? attempt : 0;
    }
}
