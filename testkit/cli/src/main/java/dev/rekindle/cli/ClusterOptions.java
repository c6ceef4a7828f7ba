package dev.rekindle.cli;

import dev.rekindle.core.Kubelet;
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

    /** The kubelet, with a word on stderr about what its gates cannot do. */
    Kubelet kubelet() {
        KubernetesVersion version = version();
        try {
            Kubelet kubelet = Kubelet.of(version).withGates(featureGates);
            PrintWriter err = command.commandLine().getErr();
            if (!version.proven()) {
                err.println("note: no recorded case proves what is said of Kubernetes " + version);
            }
            if (!kubelet.gates().ineffective().isEmpty()) {
                err.println("note: without effect here: "
                        + String.join(", ", kubelet.gates().ineffective()));
            }
            err.flush();
            return kubelet;
        } catch (IllegalArgumentException e) {
            throw new BadInput("--feature-gates: " + e.getMessage(), e);
        }
    }
}
