package dev.rekindle.testkit;

import dev.rekindle.core.Reasons;
import dev.rekindle.core.RuntimeContainer;
import dev.rekindle.core.RuntimePod;
import dev.rekindle.core.Sandbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * All that a {@link FakePod} goes by, as a value: from equal states the same calls have the same results.
 *
 * @param sandboxes newest first
 * @param containers newest first
 * @param attempts what is left of them
 * @param exitCodesWhenStopped by container, where it is not {@value #KILLED}
 * @param faults what is still to go wrong
 */
record FakeState(
        List<Sandbox> sandboxes,
        List<RuntimeContainer> containers,
        Attempts attempts,
        Map<String, Integer> exitCodesWhenStopped,
        Faults faults) {
    static final FakeState EMPTY = new FakeState(List.of(), List.of(), Attempts.NONE, Map.of(), Faults.NONE);

    private static final int KILLED = 137;

    RuntimePod snapshot() {
        return RuntimePod.builder()
                .sandboxes(sandboxes)
                .containers(containers)
                .newestLogs(attempts.newestLogs())
                .build();
    }

    FakeState with(Sandbox created) {
        return new FakeState(
                changed(sandboxes, s -> s.add(0, created)), containers, attempts, exitCodesWhenStopped, faults);
    }

    FakeState with(RuntimeContainer created) {
        return containers(c -> c.add(0, created), attempts.created(created.name(), created.attempt()));
    }

    FakeState with(Attempts changed) {
        return new FakeState(sandboxes, containers, changed, exitCodesWhenStopped, faults);
    }

    FakeState with(Faults changed) {
        return new FakeState(sandboxes, containers, attempts, exitCodesWhenStopped, changed);
    }

    FakeState exitWhenStopped(String name, int exitCode) {
        Map<String, Integer> codes = new TreeMap<>(exitCodesWhenStopped);
        codes.put(name, exitCode);
        return new FakeState(sandboxes, containers, attempts, codes, faults);
    }

    /** The end of a sandbox ends what still runs in it. */
    FakeState sandboxEnds(Predicate<Sandbox> which, Instant now) {
        List<String> ended = sandboxes.stream().filter(which).map(Sandbox::id).toList();
        UnaryOperator<Sandbox> end = s -> ended.contains(s.id()) ? s.stopped() : s;
        FakeState rest = end(c -> c.running() && ended.contains(c.sandboxId()), KILLED, now);
        return new FakeState(
                changed(sandboxes, s -> s.replaceAll(end)), rest.containers, attempts, exitCodesWhenStopped, faults);
    }

    FakeState stop(String id, String name, Instant now) {
        int exitCode = exitCodesWhenStopped.getOrDefault(name, KILLED);
        return end(c -> c.id().equals(id) && !c.exited(), exitCode, now);
    }

    FakeState end(Predicate<RuntimeContainer> which, int exitCode, Instant now) {
        UnaryOperator<RuntimeContainer> end = c -> c.edit()
                .state(RuntimeContainer.State.EXITED)
                .exitCode(exitCode)
                .reason(exitCode == 0 ? Reasons.COMPLETED : Reasons.ERROR)
                .finishedAt(now)
                .build();
        return containers(all -> all.replaceAll(c -> which.test(c) ? end.apply(c) : c), attempts);
    }

    FakeState remove(String id, boolean keepLogs) {
        Attempts left = attempts;
        for (RuntimeContainer container : containers) {
            if (container.id().equals(id) && !keepLogs) {
                left = left.logged(container.name(), container.attempt(), false);
            }
        }
        return containers(all -> all.removeIf(c -> c.id().equals(id)), left);
    }

    FakeState vanish(String name) {
        return containers(all -> all.removeIf(c -> c.name().equals(name)), attempts);
    }

    private FakeState containers(Consumer<List<RuntimeContainer>> change, Attempts left) {
        return new FakeState(sandboxes, changed(containers, change), left, exitCodesWhenStopped, faults);
    }

    private static <T> List<T> changed(List<T> list, Consumer<List<T>> change) {
        List<T> changed = new ArrayList<>(list);
        change.accept(changed);
        return List.copyOf(changed);
    }
}
