package dev.rekindle.cli;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.codec.Manifests;
import dev.rekindle.core.codec.PodManifest;
import dev.rekindle.rules.FieldError;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rekindle validate}. */
@Command(
        name = "validate",
        header = "Check pods and pod templates as the API server does, as far as restarts are concerned.",
        description = {
            "",
            "Prints the errors as kubectl prints them, or one line for each pod that would be accepted. With several "
                    + "files, for a pre-commit hook or a CI job, one line for each file; one that holds other objects only is "
                    + "skipped. Exits with 1 when one is "
                    + "refused, with 2 when one cannot be read. Looks at names, images, restart policies and rules, "
                    + "probes, hooks, resize policies, grace periods. Everything else is taken for valid.",
            ""
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ValidateCommand implements Callable<Integer> {
    private static final int UNREADABLE = 2;

    /** What becomes of fields that Kubernetes does not know, as for {@code kubectl --validate}. */
    enum UnknownFields {
        strict,
        warn,
        ignore
    }

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "POD.yaml",
            description = "Manifests, YAML or JSON, or directories of them; - reads standard input.")
    List<String> files = new ArrayList<>();

    private int judged;

    @Option(
            names = "--validate",
            paramLabel = "MODE",
            defaultValue = "strict",
            description = "Fields that Kubernetes does not know: strict (an error), warn or ignore. "
                    + "Default: ${DEFAULT-VALUE}")
    UnknownFields unknownFields = UnknownFields.strict;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() {
        Kubelet kubelet = cluster.kubelet();
        ManifestFiles found = ManifestFiles.of(files);
        found.problems().forEach(spec.commandLine().getErr()::println);
        boolean one = files.size() == 1 && found.files().size() == 1;
        int code = found.problems().isEmpty() ? 0 : UNREADABLE;
        for (String file : found.files()) {
            code = Math.max(code, one ? single(file, kubelet) : oneOfSeveral(file, kubelet));
        }
        if (code == 0 && judged == 0) {
            throw new BadInput(
                    String.join(", ", files) + ": no pod there, expected a Pod or a workload with a pod template");
        }
        return code;
    }

    private int single(String file, Kubelet kubelet) {
        int code = 0;
        for (PodManifest pod : read(file).pods()) {
            List<String> problems = problems(file, pod, kubelet);
            code = problems.isEmpty() ? code : 1;
            if (problems.isEmpty()) {
                print(name(pod) + " is valid for Kubernetes " + kubelet.version());
            }
            problems.forEach(this::print);
        }
        return code;
    }

    /** Whatever is wrong with one file, the others are judged too. */
    private int oneOfSeveral(String file, Kubelet kubelet) {
        Manifests manifests;
        try {
            manifests = PodFile.readAny(file);
        } catch (BadInput e) {
            spec.commandLine().getErr().println(e.getMessage());
            return UNREADABLE;
        }
        List<PodManifest> pods = manifests.pods();
        if (pods.isEmpty() && !manifests.skipped().isEmpty()) {
            print(file + ": skipped, no pod in it (" + PodFile.skipped(manifests) + ")");
            return 0;
        }
        PodFile.warnOfSkipped(file, manifests, spec.commandLine().getErr());
        List<String> problems = pods.stream()
                .flatMap(pod -> problems(file, pod, kubelet).stream())
                .toList();
        int errors = problems.stream().mapToInt(ValidateCommand::errors).sum();
        String verdict = errors == 0 ? "ok" : errors == 1 ? "1 error" : errors + " errors";
        print(file + ": " + verdict + (problems.isEmpty() && pods.size() > 1 ? ", " + pods.size() + " pods" : ""));
        problems.forEach(problem -> print("  " + problem.replace("\n", "\n  ")));
        return problems.isEmpty() ? 0 : 1;
    }

    /** What kubectl says of several errors is a head and a line for each. */
    private static int errors(String problem) {
        return Math.max(
                1, (int) problem.lines().filter(line -> line.startsWith("* ")).count());
    }

    private Manifests read(String file) {
        Manifests manifests = PodFile.read(file);
        PodFile.warnOfSkipped(file, manifests, spec.commandLine().getErr());
        return manifests;
    }

    /** What a manifest says cannot steer a terminal. */
    private void print(String lines) {
        PrintWriter out = spec.commandLine().getOut();
        lines.lines().map(Layout::harmless).forEach(out::println);
    }

    private List<String> problems(String file, PodManifest pod, Kubelet kubelet) {
        judged++;
        List<String> problems = new ArrayList<>();
        if (unknownFields == UnknownFields.strict) {
            pod.unknownFields().forEach(field -> problems.add(name(pod) + ": " + field));
        } else if (unknownFields == UnknownFields.warn) {
            PrintWriter err = spec.commandLine().getErr();
            pod.unknownFields().forEach(field -> err.println("warning: " + file + ": " + field));
        }
        List<FieldError> errors = PodFile.validate(pod, kubelet).errors();
        if (!errors.isEmpty()) {
            problems.add(PodFile.refusal(pod, errors));
        }
        return problems;
    }

    private static String name(PodManifest pod) {
        return pod.kind().equals("Pod") ? "pod/" + pod.label() : pod.label();
    }
}
