package dev.rekindle.cli;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodMetadata;
import dev.rekindle.core.codec.Manifests;
import dev.rekindle.core.codec.PodFormatException;
import dev.rekindle.core.codec.PodManifest;
import dev.rekindle.rules.FieldError;
import dev.rekindle.rules.PodValidation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The manifests a command works on: pods, and the pod templates of workloads. */
final class PodFile {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "POD.yaml",
            description = "Manifests with Pods or with workloads that have a pod template, YAML or JSON; "
                    + "- reads standard input.")
    List<String> files = new ArrayList<>();

    @Option(
            names = "--pod",
            paramLabel = "NAME",
            description = "Which pod, when there are several: NAME, NAMESPACE/NAME or KIND/NAME.")
    @Nullable
    String name;

    /**
     * A pod, and what tells it from the others.
     *
     * @param label its label, with the file where the pod of another one has the same
     */
    record Found(String label, PodManifest manifest) {}

    /** The pods of the manifests, or those that were asked for. Warns of what is not looked at. */
    List<Found> pods() {
        Map<String, List<PodManifest>> byFile = new LinkedHashMap<>();
        for (String file : new LinkedHashSet<>(files)) {
            Manifests manifests = read(file);
            warn(file, manifests);
            byFile.put(file, manifests.pods());
        }
        Map<String, Long> uses = byFile.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(PodManifest::label, Collectors.counting()));
        List<Found> all = new ArrayList<>();
        byFile.forEach((file, pods) -> pods.forEach(pod -> all.add(new Found(
                uses.getOrDefault(pod.label(), 1L) == 1 ? pod.label() : pod.label() + " (" + file + ")", pod))));
        if (name == null) {
            return all;
        }
        List<Found> named = all.stream().filter(this::isNamed).toList();
        if (named.isEmpty()) {
            throw new BadInput(shownFiles() + ": no pod " + name + " there, only " + labels(all));
        }
        return named;
    }

    private boolean isNamed(Found pod) {
        return pod.label().equals(name)
                || pod.manifest().label().equals(name)
                || pod.manifest().name().equals(name);
    }

    /** The one pod that is meant. */
    PodManifest pod() {
        List<Found> pods = pods();
        if (pods.size() > 1) {
            throw new BadInput(shownFiles() + ": " + pods.size() + " pods (" + labels(pods)
                    + "), expected one: choose with --pod");
        }
        return pods.get(0).manifest();
    }

    /** The files as they were given. */
    String shownFiles() {
        return String.join(", ", files);
    }

    /** The pod as the API server stores it. What it refuses cannot be looked at any further. */
    static Pod admitted(PodManifest manifest, Kubelet kubelet) {
        PodValidation.Result result = validate(manifest, kubelet);
        if (!result.allowed()) {
            throw new BadInput(refusal(manifest, result.errors()));
        }
        return named(manifest, result.pod());
    }

    static PodValidation.Result validate(PodManifest manifest, Kubelet kubelet) {
        PodValidation validation = PodValidation.of(kubelet);
        return manifest.templatePath().isEmpty()
                ? validation.create(manifest.pod())
                : validation.template(manifest.kind(), manifest.templatePath(), manifest.pod());
    }

    /** What kubectl prints. */
    static String refusal(PodManifest manifest, List<FieldError> errors) {
        return PodValidation.kubectlMessage(manifest.kind(), manifest.name(), errors);
    }

    /** A pod of a template, or with a generateName, has no name before it is created: its label takes the place. */
    static Pod named(PodManifest manifest, Pod pod) {
        if (!pod.metadata().name().isEmpty()) {
            return pod;
        }
        PodMetadata metadata = PodMetadata.builder()
                .from(pod.metadata())
                .name(manifest.name().isEmpty() ? manifest.label() : manifest.name())
                .build();
        return Pod.builder().from(pod).metadata(metadata).build();
    }

    private void warn(String file, Manifests manifests) {
        PrintWriter err = command.commandLine().getErr();
        for (PodManifest pod : manifests.pods()) {
            pod.unknownFields().forEach(field -> err.println("warning: " + file + ": " + field));
        }
        warnOfSkipped(file, manifests, err);
        err.flush();
    }

    /** One line for all that neither is a pod nor makes pods. */
    static void warnOfSkipped(String file, Manifests manifests, PrintWriter err) {
        if (!manifests.skipped().isEmpty()) {
            err.println("warning: " + file + ": skipped " + skipped(manifests));
        }
    }

    static String skipped(Manifests manifests) {
        return manifests.skipped().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    static Manifests read(String file) {
        Manifests manifests = readAny(file);
        if (manifests.pods().isEmpty()) {
            String others = manifests.skipped().isEmpty() ? "an empty list" : skipped(manifests);
            throw new BadInput(file + ": " + others + ", expected a Pod or a workload with a pod template");
        }
        return manifests;
    }

    /** What is in a file, though there be no pod in it. */
    static Manifests readAny(String file) {
        try (InputStream in = file.equals("-") ? InputStream.nullInputStream() : InputFiles.open(file)) {
            return Manifests.read(file.equals("-") ? System.in : in);
        } catch (PodFormatException e) {
            throw new BadInput(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    private static String labels(List<Found> pods) {
        return pods.stream().map(Found::label).collect(Collectors.joining(", "));
    }
}
