package dev.rekindle.cli;

import dev.rekindle.core.Container;
import dev.rekindle.core.ContainerKind;
import dev.rekindle.core.Pod;
import dev.rekindle.lifecycle.PodAction;
import dev.rekindle.lifecycle.PodAction.CreateSandbox;
import dev.rekindle.lifecycle.PodAction.KillPod;
import dev.rekindle.lifecycle.PodAction.RemoveContainer;
import dev.rekindle.lifecycle.PodAction.RemoveReason;
import dev.rekindle.lifecycle.PodAction.StartContainer;
import dev.rekindle.lifecycle.PodAction.StopContainer;
import dev.rekindle.lifecycle.PodAction.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The actions of a step in words. Keeps count of what a user wants to know at the end. */
final class ActionFacts {
    private final Supplier<String> podIp;
    private final Set<String> withPreStop = new HashSet<>();
    private final Set<String> stopped = new HashSet<>();
    private final Map<String, Integer> runs = new LinkedHashMap<>();
    private final Map<String, Integer> initReruns = new LinkedHashMap<>();
    private final Map<String, Integer> preStopsSkipped = new LinkedHashMap<>();

    ActionFacts(Pod pod, Supplier<String> podIp) {
        this.podIp = podIp;
        pod.spec().allContainers().stream()
                .filter(container -> container.preStop() != null)
                .map(Container::name)
                .forEach(withPreStop::add);
    }

    boolean wasStopped(String id) {
        return stopped.contains(id);
    }

    /** By init container, how often it ran again. */
    Map<String, Integer> initReruns() {
        return initReruns;
    }

    /** By container, how often it was stopped without its preStop hook. */
    Map<String, Integer> preStopsSkipped() {
        return preStopsSkipped;
    }

    void facts(Duration at, int step, List<PodAction> actions, Set<String> triggers, List<Fact> facts) {
        List<PodAction> reset = actions.stream().filter(ActionFacts::isReset).toList();
        if (!reset.isEmpty()) {
            facts.add(reset(at, step, reset, triggers));
        }
        for (PodAction action : actions) {
            if (!isReset(action)) {
                facts.add(action.accept(new ActionFact(at, step)));
            }
        }
    }

    private static boolean isReset(PodAction action) {
        return (action instanceof RemoveContainer remove && remove.reason() == RemoveReason.RESTART_ALL_CONTAINERS)
                || (action instanceof StopContainer stop && stop.reason() == StopReason.RESTART_ALL_CONTAINERS);
    }

    private Fact reset(Duration at, int step, List<PodAction> reset, Set<String> triggers) {
        List<String> items = new ArrayList<>();
        List<Map<String, Object>> data = new ArrayList<>();
        for (int i = 0; i < reset.size(); i++) {
            if (reset.get(i) instanceof StopContainer stop) {
                items.add(stop(stop));
                data.add(stopData(stop));
            } else if (reset.get(i) instanceof RemoveContainer remove) {
                boolean trigger = triggers.contains(remove.id());
                String last = i == reset.size() - 1 ? ", last" : "";
                items.add("remove " + remove.name() + (trigger ? " (trigger" + last + ")" : ""));
                Map<String, Object> entry = data("action", "remove", "container", remove.name());
                entry.put("containerID", remove.id());
                entry.put("keepLogs", remove.keepLogs());
                entry.put("trigger", trigger);
                data.add(entry);
            }
        }
        return new Fact(at, step, "reset", Tone.RESTART, "remove all containers", items, data("actions", data));
    }

    /** What each action is told as, but for those of a reset, which are told together. */
    private final class ActionFact implements PodAction.Visitor<Fact, RuntimeException> {
        private final Duration at;
        private final int step;

        private ActionFact(Duration at, int step) {
            this.at = at;
            this.step = step;
        }

        @Override
        public Fact createSandbox(CreateSandbox create) {
            String id = "sb-" + create.attempt();
            Map<String, Object> data = data("sandbox", id, "ip", podIp.get());
            return new Fact(
                    at, step, "sandbox", Tone.START, "create sandbox " + id, List.of("IP " + podIp.get()), data);
        }

        @Override
        public Fact killPod(KillPod kill) {
            return ActionFacts.this.killPod(at, step, kill);
        }

        @Override
        public Fact stopContainer(StopContainer stop) {
            return new Fact(at, step, "stop", Tone.PLAIN, stop(stop), List.of(stop.message()), stopData(stop));
        }

        @Override
        public Fact removeContainer(RemoveContainer remove) {
            Map<String, Object> data = data("container", remove.name(), "containerID", remove.id());
            return new Fact(at, step, "remove", Tone.PLAIN, "remove " + remove.name(), List.of("an earlier run"), data);
        }

        @Override
        public Fact startContainer(StartContainer start) {
            return start(at, step, start);
        }
    }

    private Fact start(Duration at, int step, StartContainer start) {
        int run = runs.merge(start.name(), 1, Integer::sum);
        boolean init = start.kind() == ContainerKind.INIT;
        if (init && run > 1) {
            initReruns.put(start.name(), run - 1);
        }
        String kind = start.kind().name().toLowerCase(Locale.ROOT);
        Map<String, Object> data = data("container", start.name(), "kind", kind);
        data.put("run", run);
        data.put("attempt", start.attempt());
        String why = switch (start.kind()) {
            case INIT -> "init container, run " + run;
            case SIDECAR -> "sidecar, run " + run;
            case REGULAR -> "run " + run;
            case EPHEMERAL -> "ephemeral container";
        };
        return new Fact(at, step, "start", Tone.START, "start " + start.name(), List.of(why), data);
    }

    private Fact killPod(Duration at, int step, KillPod kill) {
        List<String> items = new ArrayList<>();
        List<Map<String, Object>> data = new ArrayList<>();
        for (List<StopContainer> list : List.of(kill.containers(), kill.sidecars())) {
            for (StopContainer stop : list) {
                items.add(stop(stop));
                data.add(stopData(stop));
            }
        }
        kill.sandboxIds().forEach(id -> items.add("stop sandbox " + id));
        Map<String, Object> all = data("containers", data, "sandboxes", kill.sandboxIds());
        return new Fact(at, step, "killPod", Tone.PLAIN, "stop the pod", items, all);
    }

    private String stop(StopContainer stop) {
        stopped.add(stop.id());
        boolean skipped = withPreStop.contains(stop.name()) && !stop.runPreStop();
        if (skipped) {
            preStopsSkipped.merge(stop.name(), 1, Integer::sum);
        }
        String hook = stop.runPreStop() ? ", preStop first" : skipped ? ", preStop skipped" : "";
        return "stop " + stop.name() + " (" + Durations.length(stop.gracePeriod()) + hook + ")";
    }

    private Map<String, Object> stopData(StopContainer stop) {
        Map<String, Object> data = data("action", "stop", "container", stop.name());
        data.put("containerID", stop.id());
        data.put("gracePeriodSeconds", Chronicle.seconds(stop.gracePeriod()));
        data.put("preStopHook", !withPreStop.contains(stop.name()) ? "none" : stop.runPreStop() ? "run" : "skipped");
        return data;
    }

    private static Map<String, Object> data(String key, Object value) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(key, value);
        return data;
    }

    private static Map<String, Object> data(String key, Object value, String key2, Object value2) {
        Map<String, Object> data = data(key, value);
        data.put(key2, value2);
        return data;
    }
}
