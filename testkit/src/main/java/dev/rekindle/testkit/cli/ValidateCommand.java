package dev.rekindle.testkit.cli;

import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.Pod;
import dev.rekindle.rules.PodValidation;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rekindle validate}. */
@Command(
        name = "validate",
        header = "Check a pod as the API server does, as far as restarts are concerned.",
        description = {
            "",
            "Prints the errors as kubectl prints them and exits with 1, or one line for each pod that would be "
                    + "accepted. Looks at restart policies and rules and at what goes with them: hooks, probes, "
                    + "resize policies, grace periods. Everything else is taken for valid.",
            ""
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ValidateCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    PodFile manifest = new PodFile();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() {
        FeatureGates gates = cluster.gates();
        PodValidation validation = PodValidation.of(gates);
        PrintWriter out = spec.commandLine().getOut();
        boolean allowed = true;
        for (Pod pod : manifest.pods()) {
            PodValidation.Result result = validation.create(pod);
            allowed &= result.allowed();
            String name = pod.metadata().name();
            out.println(
                    result.allowed()
                            ? "pod/" + name + " is valid for Kubernetes " + gates.version()
                            : result.kubectlMessage());
        }
        return allowed ? 0 : 1;
    }
}
