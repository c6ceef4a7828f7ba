package dev.rekindle.cli;

import dev.rekindle.core.Container;
import dev.rekindle.core.PodSpec;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the user says about single containers: {@code --exit NAME=CODE@TIME} and {@code --runs NAME=DURATION}. */
final class ContainerSetting {
    private static final Pattern EXIT = Pattern.compile("([^=]+)=(-?[0-9]+)@(.+)");
    private static final Pattern RUNS = Pattern.compile("([^=]+)=(.+)");

    private ContainerSetting() {}

    record Exit(String container, int code, Duration at) {}

    record Runs(String container, Duration duration) {}

    static Exit exit(String text, PodSpec spec) {
        Matcher matcher = EXIT.matcher(text);
        String where = "--exit " + text;
        if (!matcher.matches()) {
            throw new BadInput(where + ": expected NAME=CODE@TIME, for example trainer=88@60s");
        }
        String container = known(where, matcher.group(1), spec);
        return new Exit(container, code(where, matcher.group(2)), Durations.parse(where, matcher.group(3)));
    }

    static Runs runs(String text, PodSpec spec) {
        Matcher matcher = RUNS.matcher(text);
        String where = "--runs " + text;
        if (!matcher.matches()) {
            throw new BadInput(where + ": expected NAME=DURATION, for example init=5s");
        }
        return new Runs(known(where, matcher.group(1), spec), Durations.parse(where, matcher.group(2)));
    }

    private static int code(String where, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new BadInput(where + ": exit code " + text + " is out of range, expected a 32-bit number", e);
        }
    }

    private static String known(String where, String name, PodSpec spec) {
        List<String> names = Stream.of(spec.initContainers(), spec.containers())
                .flatMap(List::stream)
                .map(Container::name)
                .toList();
        if (!names.contains(name)) {
            throw new BadInput(
                    where + ": no container \"" + name + "\" in the pod, it has " + String.join(", ", names));
        }
        return name;
    }
}
