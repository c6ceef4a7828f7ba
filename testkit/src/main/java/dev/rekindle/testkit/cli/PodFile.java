package dev.rekindle.testkit.cli;

import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.Pod;
import dev.rekindle.core.codec.PodCodec;
import dev.rekindle.core.codec.PodFormatException;
import dev.rekindle.rules.PodValidation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The manifest a command works on. */
final class PodFile {
    @Parameters(
            index = "0",
            paramLabel = "POD.yaml",
            description = "A manifest with a Pod, YAML or JSON; - reads standard input.")
    String file = "";

    @Option(names = "--pod", paramLabel = "NAME", description = "Which pod, when the manifest has several.")
    @Nullable
    String name;

    /** The pods of the manifest, or the one that was asked for. */
    List<Pod> pods() {
        List<Pod> all = read();
        if (name == null) {
            return all;
        }
        List<Pod> named =
                all.stream().filter(pod -> pod.metadata().name().equals(name)).toList();
        if (named.isEmpty()) {
            throw new BadInput(file + ": no pod " + name + " there, only " + names(all));
        }
        return named;
    }

    /** The one pod that is meant. */
    Pod pod() {
        List<Pod> pods = pods();
        if (pods.size() > 1) {
            throw new BadInput(
                    file + ": " + pods.size() + " pods (" + names(pods) + "), expected one: choose with --pod");
        }
        return pods.get(0);
    }

    /** The one pod as the API server stores it. What it refuses cannot be looked at any further. */
    Pod admitted(Pod pod, FeatureGates gates) {
        PodValidation.Result result = PodValidation.of(gates).create(pod);
        if (!result.allowed()) {
            throw new BadInput(result.kubectlMessage());
        }
        return result.pod();
    }

    private List<Pod> read() {
        List<Pod> pods;
        try {
            pods = file.equals("-") ? PodCodec.read(System.in) : readFile();
        } catch (PodFormatException e) {
            throw new BadInput(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw Files.unreadable(file, e);
        }
        if (pods.isEmpty()) {
            throw new BadInput(file + ": an empty list, expected a Pod");
        }
        return pods;
    }

    private List<Pod> readFile() throws IOException {
        try (InputStream in = Files.open(file)) {
            return PodCodec.read(in);
        }
    }

    private static String names(List<Pod> pods) {
        return pods.stream().map(pod -> pod.metadata().name()).collect(Collectors.joining(", "));
    }
}
