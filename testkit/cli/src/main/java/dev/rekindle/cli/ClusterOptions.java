package dev.rekindle.cli;

import dev.rekindle.core.FeatureGates;
import dev.rekindle.core.KubernetesVersion;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which Kubernetes is meant. */
final class ClusterOptions {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command = CommandSpec.create();

    @Option(
            names = "--kubernetes",
            paramLabel = "VERSION",
            defaultValue = "1.36",
            description = "1.34, 1.35, 1.36 or 1.37. Default: ${DEFAULT-VALUE}")
    String kubernetes = "1.36";

    @Option(
            names = "--feature-gates",
            paramLabel = "NAME=true,...",
            defaultValue = "",
            description = "Feature gates that differ from the defaults of the version, as for the kubelet.")
    String featureGates = "";

    KubernetesVersion version() {
        try {
            return KubernetesVersion.parse(kubernetes);
        } catch (IllegalArgumentException e) {
            throw new BadInput("--kubernetes: " + e.getMessage(), e);
        }
    }

    /** The gates, with a word on stderr about what they cannot do. */
    FeatureGates gates() {
        KubernetesVersion version = version();
        try {
            FeatureGates gates = FeatureGates.parse(version, featureGates);
            PrintWriter err = command.commandLine().getErr();
            if (!version.proven()) {
                err.println("note: no recorded case proves what is said of Kubernetes " + version);
            }
            if (!gates.ineffective().isEmpty()) {
                err.println("note: without effect here: " + String.join(", ", gates.ineffective()));
            }
            err.flush();
            return gates;
        } catch (IllegalArgumentException e) {
            throw new BadInput("--feature-gates: " + e.getMessage(), e);
        }
    }
}
