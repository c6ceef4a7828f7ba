package dev.rekindle.testkit.cli;

import dev.rekindle.core.FeatureGates;
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
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The manifest a command works on: pods, and the pod templates of workloads. */
final class PodFile {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "POD.yaml",
            description = "A manifest with a Pod or with a workload that has a pod template, YAML or JSON; "
                    + "- reads standard input.")
    String file = "";

    @Option(
            names = "--pod",
            paramLabel = "NAME",
            description = "Which pod, when the manifest has several: NAME, NAMESPACE/NAME or KIND/NAME.")
    @Nullable
    String name;

    /** The pods of the manifest, or the one that was asked for. Warns of what is not looked at. */
    List<PodManifest> pods() {
        Manifests manifests = read(file);
        warn(manifests);
        List<PodManifest> all = manifests.pods();
        if (name == null) {
            return all;
        }
        List<PodManifest> named = all.stream().filter(this::isNamed).toList();
        if (named.isEmpty()) {
            throw new BadInput(file + ": no pod " + name + " there, only " + labels(all));
        }
        return named;
    }

    private boolean isNamed(PodManifest pod) {
        return pod.label().equals(name) || pod.name().equals(name);
    }

    /** The one pod that is meant. */
    PodManifest pod() {
        List<PodManifest> pods = pods();
        if (pods.size() > 1) {
            throw new BadInput(
                    file + ": " + pods.size() + " pods (" + labels(pods) + "), expected one: choose with --pod");
        }
        return pods.get(0);
    }

    /** The pod as the API server stores it. What it refuses cannot be looked at any further. */
    static Pod admitted(PodManifest manifest, FeatureGates gates) {
        PodValidation.Result result = validate(manifest, gates);
        if (!result.allowed()) {
            throw new BadInput(refusal(manifest, result.errors()));
        }
        return named(manifest, result.pod());
    }

    static PodValidation.Result validate(PodManifest manifest, FeatureGates gates) {
        PodValidation validation = PodValidation.of(gates);
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

    private void warn(Manifests manifests) {
        PrintWriter err = command.commandLine().getErr();
        for (PodManifest pod : manifests.pods()) {
            pod.unknownFields().forEach(field -> err.println("warning: " + file + ": " + field));
        }
        if (!manifests.skipped().isEmpty()) {
            err.println("warning: " + file + ": skipped "
                    + manifests.skipped().stream().map(Object::toString).collect(Collectors.joining(", ")));
        }
        err.flush();
    }

    static Manifests read(String file) {
        Manifests manifests;
        try (InputStream in = file.equals("-") ? InputStream.nullInputStream() : Files.open(file)) {
            manifests = Manifests.read(file.equals("-") ? System.in : in);
        } catch (PodFormatException e) {
            throw new BadInput(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw Files.unreadable(file, e);
        }
        if (manifests.pods().isEmpty()) {
            String others = manifests.skipped().isEmpty()
                    ? "an empty list"
                    : manifests.skipped().stream().map(Object::toString).collect(Collectors.joining(", "));
            throw new BadInput(file + ": " + others + ", expected a Pod or a workload with a pod template");
        }
        return manifests;
    }

    private static String labels(List<PodManifest> pods) {
        return pods.stream().map(PodManifest::label).collect(Collectors.joining(", "));
    }
}
